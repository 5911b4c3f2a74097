// SPDX-License-Identifier: Apache-2.0
#include "deploy/late_values.h"

#include "deploy/plan.h"
#include "tests/deploy/fake_aws.h"

#include <gtest/gtest.h>

namespace inland::deploy {
namespace {

using testing::owned;
using topology::Topology;

Topology designed() {
    Topology topology;
    auto cluster = owned<topology::Cluster>("cluster/atlas");
    cluster.cluster_name = "atlas";
    cluster.version = "1.34";
    topology.add(cluster);
    auto made = owned<topology::LaunchTemplate>("launch-template/batch");
    made.user_data = topology::LateText{"${cluster/atlas.endpoint}"};
    topology.add(made);
    return topology;
}

Topology observed(const std::string& user_data) {
    auto topology = designed();
    topology.all<topology::Cluster>().at("cluster/atlas").endpoint = "https://x";
    topology.all<topology::LaunchTemplate>().at("launch-template/batch").user_data =
        topology::LateText{user_data};
    return topology;
}

TEST(LateValues, PlanNothingWhenTheUserDataSaysWhatEksTells) {
    EXPECT_TRUE(make_plan("atlas", designed(), observed("https://x")).empty());
}

TEST(LateValues, PlanANewVersionWhenItSaysSomethingElse) {
    const auto plan = make_plan("atlas", designed(), observed("https://old"));
    ASSERT_EQ(plan.changes.size(), 1U);
    EXPECT_EQ(plan.changes[0].action, Action::Update);
    EXPECT_EQ(plan.changes[0].fields.at(0).after, json::value("https://x"));
}

TEST(LateValues, StayOpenUntilTheClusterIsMade) {
    const auto world = designed();
    const auto& made = *world.find<topology::LaunchTemplate>("launch-template/batch");
    EXPECT_EQ(with_late_values(made, Topology{}, {}), made);
}

TEST(LateValues, ChangeWithAClusterThatIsMadeAnew) {
    auto desired = designed();
    desired.all<topology::Cluster>().at("cluster/atlas").service_cidr =
        Ipv4Prefix::parse("10.100.0.0/16").value();
    auto found = observed("https://x");
    found.all<topology::Cluster>().at("cluster/atlas").service_cidr =
        Ipv4Prefix::parse("172.20.0.0/16").value();
    const auto plan = make_plan("atlas", desired, found);
    ASSERT_EQ(plan.changes.size(), 2U);
    EXPECT_EQ(plan.changes[1].resource, "launch-template/batch");
}

}  // namespace
}  // namespace inland::deploy
