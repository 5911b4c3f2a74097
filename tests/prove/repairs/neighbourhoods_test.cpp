// SPDX-License-Identifier: Apache-2.0
#include "prove/repairs/neighbourhoods.h"

#include "tests/prove/private_world.h"
#include "topology/references.h"

#include <algorithm>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using topology::Topology;

/// A resource under another key, as are all that it refers to.
template <typename R>
R renamed(R resource, std::string_view suffix) {
    const auto rename = [&]<typename>(std::string& key) { key += suffix; };
    resource.key += suffix;
    topology::for_each_reference(resource, rename);
    return resource;
}

/// The private world and a second one like it, in one account.
Topology two_worlds() {
    Topology both = private_world();
    const Topology other = private_world();
    topology::for_each_resource(other,
                                [&](const auto& resource) { both.add(renamed(resource, "-2")); });
    at<topology::Cluster>(both, "atlas-2").cluster_name = "atlas-2";
    return both;
}

const Verdict& broken(const Verdicts& verdicts, std::size_t cluster) {
    for (const Verdict& verdict : verdicts.clusters.at(cluster).flows)
        if (verdict.flow == "node.ecr-api" && verdict.outcome == Outcome::Fails)
            return verdict;
    throw std::out_of_range("node.ecr-api holds");
}

TEST(Neighbourhoods, HoldAClusterWithAllThatItHasToDoWith) {
    const Topology world = private_world();
    const Topology both = two_worlds();
    EXPECT_EQ(Neighbourhoods(world).around("atlas"), world);
    EXPECT_EQ(Neighbourhoods(both).around("atlas"), world);
}

TEST(Neighbourhoods, JoinTheClustersOfVpcsThatPeer) {
    Topology both = two_worlds();
    topology::VpcPeeringConnection peering;
    peering.key = "pcx";
    const auto& vpcs = both.all<topology::Vpc>();
    peering.requester = topology::Reference<topology::Vpc>{vpcs.begin()->first};
    peering.accepter = topology::Reference<topology::Vpc>{vpcs.rbegin()->first};
    both.add(peering);
    EXPECT_EQ(Neighbourhoods(both).around("atlas"), both);
}

TEST(Neighbourhoods, HoldWhatDoesNotTellWhatItBelongsTo) {
    Topology both = two_worlds();
    topology::SecurityGroup group;
    group.key = "somewhere";
    group.vpc = topology::Attribute<topology::Reference<topology::Vpc>>::unknown();
    both.add(group);
    EXPECT_NE(Neighbourhoods(both).around("atlas").find<topology::SecurityGroup>("somewhere"),
              nullptr);
}

TEST(Neighbourhoods, GiveEachOfManyClustersTheRepairsOfOneAlone) {
    Topology both = two_worlds();
    Topology one = private_world();
    for (const auto* key : {"ecr.api", "ecr.api-2"})
        both.all<topology::VpcEndpoint>().erase(key);
    one.all<topology::VpcEndpoint>().erase("ecr.api");
    const auto alone = prove_world(one);
    const auto together = prove_world(both);
    ASSERT_EQ(together.clusters.size(), 2U);
    EXPECT_FALSE(broken(alone, 0).repairs.empty());
    for (const std::size_t cluster : {0U, 1U})
        EXPECT_EQ(broken(together, cluster).repairs, broken(alone, 0).repairs);
}

/// More than one core proves them; what is said of each is said in the clusters' order.
TEST(Neighbourhoods, AreProvenSideBySideAsEachAlone) {
    constexpr int count = 24;
    const Topology alone = private_world();
    Topology many;
    many.account = alone.account;
    many.region = alone.region;
    for (int number = 0; number < count; ++number) {
        const auto suffix = "-" + std::to_string(number);
        topology::for_each_resource(
            alone, [&](const auto& resource) { many.add(renamed(resource, suffix)); });
        at<topology::Cluster>(many, "atlas" + suffix).cluster_name = "atlas" + suffix;
    }
    const auto one = prove_world(alone);
    const auto all = prove_world(many);
    ASSERT_EQ(all.clusters.size(), static_cast<std::size_t>(count));
    EXPECT_TRUE(std::ranges::is_sorted(all.clusters, {}, &ClusterVerdicts::cluster));
    for (const auto& cluster : all.clusters) {
        EXPECT_EQ(cluster.flows.size(), one.clusters.front().flows.size());
        EXPECT_EQ(cluster.outcome, Outcome::Holds) << cluster.cluster;
    }
}

}  // namespace
}  // namespace inland::prove::testing
