// SPDX-License-Identifier: Apache-2.0
#include "deploy/step.h"

#include "topology/ownership.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace inland::deploy {
namespace {

using topology::Reference;
using topology::Topology;

template <typename R>
R owned(std::string key) {
    R resource;
    resource.key = std::move(key);
    resource.tags[std::string(topology::cluster_tag)] = "atlas";
    return resource;
}

/// A VPC, a subnet, a group that admits the cluster's own group, the cluster, an endpoint, nodes.
Topology small_design() {
    Topology topology;
    topology.add(owned<topology::Vpc>("vpc/main"));
    auto subnet = owned<topology::Subnet>("subnet/a");
    subnet.vpc = Reference<topology::Vpc>{"vpc/main"};
    topology.add(subnet);
    auto group = owned<topology::SecurityGroup>("security-group/endpoints");
    group.vpc = Reference<topology::Vpc>{"vpc/main"};
    group.ingress = std::vector<topology::SecurityGroupRule>{{.group = "eks-cluster-sg/atlas"}};
    topology.add(group);
    auto cluster = owned<topology::Cluster>("cluster/atlas");
    cluster.subnets = std::vector{Reference<topology::Subnet>{"subnet/a"}};
    topology.add(cluster);
    auto endpoint = owned<topology::VpcEndpoint>("vpc-endpoint/ec2");
    endpoint.vpc = Reference<topology::Vpc>{"vpc/main"};
    endpoint.security_groups = std::vector{Reference<topology::SecurityGroup>{group.key}};
    topology.add(endpoint);
    auto nodes = owned<topology::NodeGroup>("node-group/general");
    nodes.cluster = Reference<topology::Cluster>{"cluster/atlas"};
    topology.add(nodes);
    return topology;
}

/// The positions of the steps in an order that respects `after`, the earliest possible.
class Order {
  public:
    explicit Order(std::vector<Step> steps) : steps_(std::move(steps)) {}

    /// Whether the first must be over before the second begins.
    [[nodiscard]] bool before(std::string_view earlier, Phase earlier_phase, std::string_view later,
                              Phase later_phase) const {
        return reaches(index_of(later, later_phase), index_of(earlier, earlier_phase));
    }

  private:
    [[nodiscard]] std::size_t index_of(std::string_view resource, Phase phase) const {
        const auto found = std::ranges::find_if(steps_, [&](const Step& step) {
            return step.resource == resource && step.phase == phase;
        });
        EXPECT_NE(found, steps_.end()) << resource;
        return static_cast<std::size_t>(found - steps_.begin());
    }

    [[nodiscard]] bool reaches(std::size_t from, std::size_t to) const {
        return from == to || std::ranges::any_of(steps_[from].after, [&](std::size_t next) {
                   return reaches(next, to);
               });
    }

    std::vector<Step> steps_;
};

Order order_of(const Plan& plan, const Topology& desired, const Topology& observed) {
    return Order(make_steps(plan, desired, observed, knowledge::Tables{},
                            [](std::string_view, const std::string&, Phase) { return Duration{}; })
                     .value());
}

TEST(Steps, MakeTheGroupBeforeTheClusterAndItsRuleAfter) {
    const auto design = small_design();
    const auto order = order_of(make_plan("atlas", design, {}), design, {});
    EXPECT_TRUE(order.before("cluster/atlas", Phase::AwaitReady, "security-group/endpoints",
                             Phase::Attach));
    EXPECT_FALSE(order.before("cluster/atlas", Phase::Create, "vpc-endpoint/ec2", Phase::Create));
    EXPECT_TRUE(
        order.before("security-group/endpoints", Phase::Create, "vpc-endpoint/ec2", Phase::Create));
}

TEST(Steps, LetNodesJoinOnlyACompleteNetwork) {
    const auto design = small_design();
    const auto order = order_of(make_plan("atlas", design, {}), design, {});
    for (const auto* needed : {"vpc-endpoint/ec2", "security-group/endpoints", "cluster/atlas"})
        EXPECT_TRUE(order.before(needed, Phase::AwaitReady, "node-group/general", Phase::Create))
            << needed;
}

TEST(Steps, RemoveInTheOrderThatAwsAllows) {
    auto observed = small_design();
    const auto order = order_of(make_destroy_plan("atlas", observed), {}, observed);
    EXPECT_TRUE(
        order.before("node-group/general", Phase::AwaitGone, "cluster/atlas", Phase::Remove));
    EXPECT_TRUE(
        order.before("node-group/general", Phase::AwaitGone, "vpc-endpoint/ec2", Phase::Remove));
    EXPECT_TRUE(
        order.before("security-group/endpoints", Phase::Detach, "cluster/atlas", Phase::Remove));
    EXPECT_TRUE(order.before("cluster/atlas", Phase::AwaitGone, "subnet/a", Phase::Remove));
    EXPECT_TRUE(order.before("subnet/a", Phase::AwaitGone, "vpc/main", Phase::Remove));
}

}  // namespace
}  // namespace inland::deploy
