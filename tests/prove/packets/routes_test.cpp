// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/routes.h"

#include "tests/prove/packets/two_vpcs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using namespace topology;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

/// A route table under test: its entries, and whose turn it is for an address.
class Table {
  public:
    Table() { routes_.entries.push_back({range("10.0.0.0/16"), RouteOrigin::Local, nullptr, {}}); }

    Table& fixed(std::string_view destination, std::string key,
                 RouteTarget target = RouteTarget::TransitGateway) {
        routes_.entries.push_back(
            {range(destination), RouteOrigin::Static, add(target, std::move(key)), {}});
        return *this;
    }
    Table& propagated(std::string_view destination) {
        routes_.entries.push_back({range(destination), RouteOrigin::Propagated, nullptr, "vgw"});
        return *this;
    }
    Table& listed(std::vector<std::string_view> destinations, std::string key) {
        PrefixList list;
        list.blocks = std::vector<Ipv4Prefix>{};
        for (const auto destination : destinations)
            list.blocks.mutable_value().push_back(block(destination));
        add_entries(routes_, *add(RouteTarget::TransitGateway, std::move(key)), list);
        return *this;
    }
    [[nodiscard]] std::vector<std::string> takers(std::string_view of) {
        prepare(routes_);
        std::vector<std::string> found;
        for (const RoutePiece& piece : look_up(routes_, AddressRange::of(address(of))))
            found.push_back(name(piece.entry));
        return found;
    }

  private:
    static AddressRange range(std::string_view text) { return AddressRange::of(block(text)); }
    static std::string name(const RouteEntry* entry) {
        if (entry == nullptr)
            return "none";
        if (entry->route != nullptr)
            return entry->route->target_key;
        return entry->gateway.empty() ? "local" : entry->gateway;
    }
    const Route* add(RouteTarget target, std::string key) {
        kept_.push_back(std::make_unique<Route>());
        kept_.back()->target = target;
        kept_.back()->target_key = std::move(key);
        return kept_.back().get();
    }

    Routes routes_;
    std::vector<std::unique_ptr<Route>> kept_;
};

TEST(Routes, GoByTheLongestPrefix) {
    EXPECT_THAT(Table().fixed("0.0.0.0/0", "all").fixed("10.9.0.0/16", "some").takers("10.9.1.1"),
                ElementsAre("some"));
    EXPECT_THAT(Table().takers("10.9.1.1"), ElementsAre("none"));
}

TEST(Routes, PreferStaticToPropagatedOnesOfTheSameLength) {
    EXPECT_THAT(Table().propagated("10.9.0.0/16").fixed("10.9.0.0/16", "tgw").takers("10.9.1.1"),
                ElementsAre("tgw"));
    EXPECT_THAT(Table().propagated("10.9.1.0/24").fixed("10.9.0.0/16", "tgw").takers("10.9.1.1"),
                ElementsAre("vgw"));
}

TEST(Routes, PreferStaticOnesToListsAndListsToPropagatedOnes) {
    EXPECT_THAT(
        Table().listed({"10.9.0.0/16"}, "list").fixed("10.9.0.0/16", "tgw").takers("10.9.1.1"),
        ElementsAre("tgw"));
    EXPECT_THAT(
        Table().listed({"10.9.0.0/16"}, "list").propagated("10.9.0.0/16").takers("10.9.1.1"),
        ElementsAre("list"));
}

/// What the other side advertises never draws traffic out of the VPC.
TEST(Routes, KeepPropagatedOnesOutOfTheVpcHoweverLong) {
    EXPECT_THAT(Table().propagated("10.0.1.0/24").takers("10.0.1.1"), ElementsAre("local"));
    EXPECT_THAT(Table().propagated("10.0.0.0/8").takers("10.0.1.1"), ElementsAre("local"));
}

TEST(Routes, GiveTheLocalRouteAnotherTarget) {
    EXPECT_THAT(
        Table().fixed("10.0.0.0/16", "eni", RouteTarget::NetworkInterface).takers("10.0.1.1"),
        ElementsAre("eni"));
}

TEST(Routes, AreAWSsChoiceWherePrefixListsOverlap) {
    Table table;
    table.listed({"10.8.0.0/13"}, "wide").listed({"10.9.0.0/16"}, "narrow");
    EXPECT_THAT(table.takers("10.9.1.1"), UnorderedElementsAre("wide", "narrow"));
    EXPECT_THAT(table.takers("10.8.1.1"), ElementsAre("wide"));
}

/// Found by the oracle: the wide entry of a list was taken for its answer where the list has a
/// narrow one too, so that what beats only the wide one seemed to be chosen.
TEST(Routes, TakeAListsOwnSmallestEntryWherePrefixListsOverlap) {
    Table table;
    table.listed({"0.0.0.0/0", "10.9.0.0/16"}, "both").listed({"10.9.0.0/16"}, "narrow");
    table.propagated("10.9.0.0/16");
    EXPECT_THAT(table.takers("10.9.1.1"), UnorderedElementsAre("both", "narrow"));
}

/// MUST holds for either choice, and a way that AWS may choose is a way.
TEST(Routes, MustAllLeadThereAndMustNotAnyLeadOut) {
    auto world = peered_vpcs();
    const auto add = [&](std::string key, const char* destination) {
        PrefixList list;
        list.key = key;
        list.blocks = std::vector{block(destination)};
        world.add(std::move(list));
        Route route;
        route.prefix_list = std::move(key);
        route.target = RouteTarget::VpcPeering;
        route.target_key = "pcx";
        return route;
    };
    auto& routes = at<RouteTable>(world, "private").routes;
    routes = std::vector{add("pl-1", "10.1.0.0/16"), add("pl-2", "10.1.1.0/24")};
    EXPECT_EQ(node_to_hub(world).outcome, Outcome::Holds);
    routes.mutable_value().front().state = RouteState::Blackhole;
    EXPECT_EQ(node_to_hub(world).outcome, Outcome::Fails);
}

TEST(Routes, AreUnknownWhereNobodyKnowsTheList) {
    auto world = private_world();
    Route route;
    route.prefix_list = "pl-1";
    route.target = RouteTarget::VpcPeering;
    route.target_key = "pcx";
    at<RouteTable>(world, "private").routes.mutable_value().push_back(route);
    EXPECT_EQ(outcome_of(prove_world(world), "internet.egress"), Outcome::Unknown);
}

TEST(NetworkAcls, TellTheSmallestPortThatDoesNotComeBack) {
    auto world = peered_vpcs();
    NetworkAcl acl;
    acl.key = "acl";
    acl.vpc = Reference<Vpc>{"hub"};
    acl.subnets = std::vector<Reference<Subnet>>{{"hub-a"}};
    acl.entries = std::vector{
        NetworkAclEntry{.direction = TrafficDirection::Ingress, .action = RuleAction::Allow},
        NetworkAclEntry{.direction = TrafficDirection::Egress,
                        .action = RuleAction::Allow,
                        .protocol = 6,
                        .ports = {40000, 65535}}};
    world.add(std::move(acl));
    const auto connection = node_to_hub(world);
    EXPECT_EQ(connection.outcome, Outcome::Fails);
    EXPECT_THAT(connection.causes.front().detail, ::testing::HasSubstr("tcp/32768-39999"));
}

}  // namespace
}  // namespace inland::prove::testing
