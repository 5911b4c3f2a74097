// SPDX-License-Identifier: Apache-2.0
// Changes of the ways of living nodes: the new way stands before the old one goes.
#include "deploy/transitions.h"

#include "topology/ownership.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::deploy {
namespace {

using ::testing::HasSubstr;
using topology::Reference;
using topology::Route;
using topology::RouteTarget;
using topology::Topology;

template <typename R>
R owned(std::string key) {
    R resource;
    resource.key = key;
    resource.id = key;
    resource.why = "needed";
    resource.tags = {{"inland.dev/cluster", "atlas"}, {"inland.dev/id", std::move(key)}};
    return resource;
}

topology::RouteTable table(std::string key, std::vector<Route> routes) {
    auto made = owned<topology::RouteTable>(std::move(key));
    made.routes = std::move(routes);
    return made;
}

topology::Cluster cluster(bool is_public, bool is_private) {
    auto made = owned<topology::Cluster>("cluster/atlas");
    made.endpoint_public_access = is_public;
    made.endpoint_private_access = is_private;
    return made;
}

Topology nodes_and(topology::Cluster cluster) {
    Topology topology;
    topology.add(std::move(cluster));
    auto nodes = owned<topology::NodeGroup>("node-group/general");
    nodes.cluster = Reference<topology::Cluster>{"cluster/atlas"};
    topology.add(nodes);
    return topology;
}

Topology private_world() {
    auto topology = nodes_and(cluster(false, true));
    topology.add(owned<topology::VpcEndpoint>("vpc-endpoint/ec2"));
    topology.add(table("route-table/private-a", {}));
    return topology;
}

Route to(RouteTarget target, std::string key) {
    return {.destination = Ipv4Prefix(),
            .prefix_list = {},
            .target = target,
            .target_key = std::move(key)};
}

Topology public_world() {
    auto topology = nodes_and(cluster(true, false));
    topology.add(owned<topology::InternetGateway>("internet-gateway/main"));
    auto subnet = owned<topology::Subnet>("subnet/public-a");
    topology.add(subnet);
    topology.add(owned<topology::Address>("address/nat-a"));
    auto gateway = owned<topology::NatGateway>("nat-gateway/a");
    gateway.subnet = Reference<topology::Subnet>{"subnet/public-a"};
    gateway.address = Reference<topology::Address>{"address/nat-a"};
    topology.add(gateway);
    topology.add(table("route-table/private-a", {to(RouteTarget::NatGateway, "nat-gateway/a")}));
    auto outside =
        table("route-table/public", {to(RouteTarget::InternetGateway, "internet-gateway/main")});
    outside.subnets = std::vector{Reference<topology::Subnet>{"subnet/public-a"}};
    topology.add(outside);
    return topology;
}

/// The steps of a change, with what each must wait for, near and far.
class Steps {
  public:
    Steps(const Topology& desired, const Topology& observed)
        : plan_(make_plan("atlas", desired, observed)),
          steps_(make_steps(plan_, desired, observed, knowledge::built_in(),
                            [](auto, const auto&, Phase) { return Duration{}; })
                     .value()) {}

    [[nodiscard]] bool waits(std::string_view later, Phase later_phase, std::string_view earlier,
                             Phase earlier_phase) const {
        return reaches(index_of(later, later_phase), index_of(earlier, earlier_phase));
    }
    [[nodiscard]] std::size_t place(std::string_view resource) const {
        const auto found = std::ranges::find(plan_.changes, resource, &Change::resource);
        return static_cast<std::size_t>(found - plan_.changes.begin());
    }
    [[nodiscard]] std::string why(std::string_view resource) const {
        return plan_.changes.at(place(resource)).why;
    }

  private:
    [[nodiscard]] std::size_t index_of(std::string_view resource, Phase phase) const {
        const auto found = std::ranges::find_if(steps_, [&](const Step& step) {
            return step.resource == resource && step.phase == phase;
        });
        EXPECT_NE(found, steps_.end()) << resource << " " << phase_name(phase);
        return static_cast<std::size_t>(found - steps_.begin());
    }
    [[nodiscard]] bool reaches(std::size_t from, std::size_t to) const {
        return std::ranges::any_of(steps_.at(from).after, [&](std::size_t earlier) {
            return earlier == to || reaches(earlier, to);
        });
    }

    Plan plan_;
    std::vector<Step> steps_;
};

TEST(Transitions, OpenTheWayOutBeforeEndpointsAndThePrivateApiGo) {
    const Steps steps(public_world(), private_world());
    EXPECT_TRUE(
        steps.waits("route-table/private-a", Phase::Attach, "nat-gateway/a", Phase::AwaitReady));
    EXPECT_TRUE(
        steps.waits("vpc-endpoint/ec2", Phase::Detach, "route-table/private-a", Phase::AwaitReady));
    EXPECT_TRUE(
        steps.waits("cluster/atlas", Phase::Attach, "route-table/private-a", Phase::AwaitReady));
    EXPECT_TRUE(
        steps.waits("nat-gateway/a", Phase::Create, "route-table/public", Phase::AwaitReady));
    EXPECT_THAT(steps.why("vpc-endpoint/ec2"), HasSubstr("only when the new way out is open"));
    EXPECT_THAT(steps.why("cluster/atlas"), HasSubstr("so that they never lose it"));
}

TEST(Transitions, OpenEndpointsAndThePrivateApiBeforeTheWayOutGoes) {
    const Steps steps(private_world(), public_world());
    EXPECT_TRUE(
        steps.waits("route-table/private-a", Phase::Attach, "vpc-endpoint/ec2", Phase::AwaitReady));
    EXPECT_TRUE(
        steps.waits("route-table/private-a", Phase::Attach, "cluster/atlas", Phase::AwaitReady));
    EXPECT_TRUE(
        steps.waits("nat-gateway/a", Phase::Remove, "route-table/private-a", Phase::AwaitReady));
    EXPECT_TRUE(
        steps.waits("route-table/public", Phase::Detach, "nat-gateway/a", Phase::AwaitGone));
    EXPECT_TRUE(
        steps.waits("internet-gateway/main", Phase::Detach, "nat-gateway/a", Phase::AwaitGone));
    EXPECT_TRUE(steps.waits("address/nat-a", Phase::Remove, "nat-gateway/a", Phase::AwaitGone));
    EXPECT_THAT(steps.why("route-table/private-a"), HasSubstr("only when the endpoints answer"));
}

TEST(Transitions, AreTheOrderOfThePlan) {
    const Steps closing(private_world(), public_world());
    EXPECT_LT(closing.place("vpc-endpoint/ec2"), closing.place("route-table/private-a"));
    EXPECT_LT(closing.place("cluster/atlas"), closing.place("route-table/private-a"));
    EXPECT_LT(closing.place("route-table/private-a"), closing.place("nat-gateway/a"));
    const Steps opening(public_world(), private_world());
    EXPECT_LT(opening.place("route-table/private-a"), opening.place("vpc-endpoint/ec2"));
    EXPECT_LT(opening.place("route-table/private-a"), opening.place("cluster/atlas"));
}

/// Old nodes drain through what they have; new ones are made when the new way is whole.
TEST(Transitions, KeepTheOldWayUntilTheNodesThatUseItAreGone) {
    auto desired = private_world();
    auto& nodes = desired.all<topology::NodeGroup>().at("node-group/general");
    nodes.subnets = std::vector{Reference<topology::Subnet>{"subnet/private-a"}};
    desired.add(owned<topology::Subnet>("subnet/private-a"));
    auto observed = public_world();
    observed.all<topology::NodeGroup>().at("node-group/general").subnets =
        std::vector{Reference<topology::Subnet>{"subnet/public-a"}};
    observed.add(owned<topology::Subnet>("subnet/private-a"));
    const Steps steps(desired, observed);
    for (const auto* way : {"route-table/private-a", "cluster/atlas"})
        EXPECT_TRUE(steps.waits(way, Phase::Attach, "node-group/general", Phase::AwaitGone)) << way;
    EXPECT_TRUE(steps.waits("internet-gateway/main", Phase::Detach, "node-group/general",
                            Phase::AwaitGone));
    EXPECT_TRUE(
        steps.waits("node-group/general", Phase::Create, "cluster/atlas", Phase::AwaitReady));
    EXPECT_TRUE(steps.waits("node-group/general", Phase::Create, "route-table/private-a",
                            Phase::AwaitReady));
}

TEST(Transitions, SayNothingWhereNothingLivesYet) {
    for (const auto& change : make_plan("atlas", public_world(), Topology{}).changes)
        EXPECT_EQ(change.why, "needed") << change.resource;
}

TEST(Transitions, ReplaceASelfManagedGroupThatLosesASubnet) {
    const auto group = [](const std::string& subnet) {
        auto made = owned<topology::AutoScalingGroup>("auto-scaling-group/batch");
        made.subnets = std::vector{Reference<topology::Subnet>{subnet}};
        Topology topology;
        topology.add(made);
        return topology;
    };
    const auto plan = make_plan("atlas", group("subnet/public-a"), group("subnet/private-a"));
    ASSERT_EQ(plan.changes.size(), 1U);
    EXPECT_EQ(plan.changes.front().action, Action::Replace);
}

}  // namespace
}  // namespace inland::deploy
