// SPDX-License-Identifier: Apache-2.0
#include "prove/machine_flow.h"

#include "tests/prove/private_world.h"

#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

const MachinePlace machine{.name = "i-0abc",
                           .cluster = "atlas",
                           .subnet = "a",
                           .address = {(10U << 24U) + 256 + 9},
                           .security_groups = {"eks-cluster-sg/atlas"},
                           .operating_system = "al2023",
                           .role = "node"};

Verdict prove_machine(const topology::Topology& world, std::string_view flow) {
    return prove_machine_flow(Question{world, knowledge::built_in(), {}}, machine, flow);
}

TEST(MachineFlow, HoldsForEveryStepOfASoundWorld) {
    const auto world = private_world();
    for (const std::string_view flow : {"node.dns", "node.api-server", "node.ec2", "node.ecr-api",
                                        "node.ecr-dkr", "node.s3-layers", "node.user-data",
                                        "node.node", "control-plane.kubelet", "addon.vpc-cni.ec2"})
        EXPECT_EQ(prove_machine(world, flow).outcome, Outcome::Holds) << flow;
}

TEST(MachineFlow, AsksForTheAccessEntryItself) {
    auto world = private_world();
    EXPECT_EQ(prove_machine(world, "node.identity").causes.front().kind, "role-not-mapped");
    topology::AccessEntry entry;
    entry.key = "node";
    entry.cluster = topology::Reference<topology::Cluster>{"atlas"};
    entry.role = topology::Reference<topology::Role>{"node"};
    entry.entry_type = "EC2_LINUX";
    world.add(entry);
    EXPECT_EQ(prove_machine(world, "node.identity").outcome, Outcome::Holds);
}

TEST(MachineFlow, SaysUnknownForAFlowThatNobodyKnows) {
    EXPECT_EQ(prove_machine(private_world(), "node.telepathy").outcome, Outcome::Unknown);
}

TEST(MachineFlow, SaysUnknownForASubnetThatIsNotThere) {
    MachinePlace lost = machine;
    lost.subnet = "z";
    const auto world = private_world();
    EXPECT_EQ(
        prove_machine_flow(Question{world, knowledge::built_in(), {}}, lost, "node.ec2").outcome,
        Outcome::Unknown);
}

TEST(MachineFlow, GivesTheSymptom) {
    auto world = private_world();
    world.all<topology::VpcEndpoint>().erase("ec2");
    const Verdict verdict = prove_machine(world, "node.ec2");
    EXPECT_EQ(verdict.outcome, Outcome::Fails);
    EXPECT_NE(verdict.symptom.find("DescribeInstances"), std::string::npos);
}

}  // namespace
}  // namespace inland::prove::testing
