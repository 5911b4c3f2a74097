// SPDX-License-Identifier: Apache-2.0
#include "deploy/given_network.h"

#include "deploy/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::deploy {
namespace {

using namespace topology;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string tag_key = "kubernetes.io/role/internal-elb";

Topology network() {
    Topology topology;
    Subnet subnet;
    subnet.key = subnet.id = "subnet-1";
    subnet.tags["tier"] = "private";
    topology.add(std::move(subnet));
    RouteTable table;
    table.key = table.id = "rtb-1";
    table.routes = std::vector<Route>{};
    table.propagating_gateways = std::vector<Reference<VpnGateway>>{};
    topology.add(std::move(table));
    return topology;
}

std::vector<NetworkEdit> edits() {
    return {SubnetTag{"subnet-1", tag_key, "1"}, Propagation{"rtb-1", "vpn-gateway/main"},
            AddedRoute{"rtb-1",
                       {.destination = *Ipv4Prefix::parse("10.0.0.0/8"),
                        .prefix_list = {},
                        .target = RouteTarget::TransitGateway,
                        .target_key = "tgw-1"}}};
}

Goal goal() {
    Goal made{network(), edits(), "vpc-1"};
    make_edits(made.topology, made.edits);
    return made;
}

std::vector<std::string> changed(const Plan& plan) {
    std::vector<std::string> fields;
    for (const auto& change : plan.changes)
        for (const auto& field : change.fields)
            fields.push_back(change.resource + " " + field.field);
    return fields;
}

Plan plan_of(const Goal& wanted, const NetworkRecord& record, const Topology& observed) {
    return make_plan("atlas", settled(wanted, record, observed), observed);
}

TEST(GivenNetwork, IsChangedByTheEditsAndByNothingElse) {
    EXPECT_THAT(
        changed(plan_of(goal(), {}, network())),
        ElementsAre("subnet-1 tags." + tag_key, "rtb-1 routes", "rtb-1 propagating_gateways"));
}

TEST(GivenNetwork, IsLeftAsItsOwnerChangedItMeanwhile) {
    auto observed = network();
    make_edits(observed, edits());
    auto& subnet = observed.all<Subnet>().at("subnet-1");
    subnet.tags.erase("tier");
    subnet.tags["owner"] = "network team";
    EXPECT_THAT(changed(plan_of(goal(), {"vpc-1", edits()}, observed)), IsEmpty());
}

TEST(GivenNetwork, IsPutBackWhereNothingNeedsTheEdits) {
    auto observed = network();
    make_edits(observed, edits());
    const NetworkRecord record{"vpc-1", edits()};
    EXPECT_THAT(
        changed(plan_of({}, record, observed)),
        ElementsAre("subnet-1 tags." + tag_key, "rtb-1 routes", "rtb-1 propagating_gateways"));
    const auto before = settled({}, record, observed);
    EXPECT_EQ(before.find<Subnet>("subnet-1")->tags, network().find<Subnet>("subnet-1")->tags);
}

TEST(GivenNetwork, KeepsATagThatSomebodyGaveAnotherValue) {
    auto observed = network();
    observed.all<Subnet>().at("subnet-1").tags[tag_key] = "theirs";
    EXPECT_THAT(changed(plan_of({}, {"vpc-1", edits()}, observed)), IsEmpty());
}

TEST(NetworkRecord, ComesBackAsItWasWritten) {
    const NetworkRecord record{"vpc-1", edits()};
    const auto read = parse_record(record_json(record));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->vpc, "vpc-1");
    EXPECT_EQ(read->edits, edits());
    EXPECT_FALSE(parse_record(json::value{{"vpc", "vpc-1"}, {"edits", {json::array{"moved"}}}}));
}

TEST(NetworkRecord, NamesAnEditBeforeItIsMade) {
    EXPECT_EQ(record_before(goal(), {}).edits, edits());
    EXPECT_EQ(record_before({}, {"vpc-1", edits()}).edits, edits());
}

}  // namespace
}  // namespace inland::deploy
