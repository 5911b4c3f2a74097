// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/version_findings.h"

#include "tests/prove/private_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> messages_of(const topology::Topology& world) {
    const Question question{world, knowledge::built_in(), {}};
    std::vector<std::string> messages;
    for (const auto& finding : version_findings_of(Network(question)))
        messages.push_back(finding.message);
    return messages;
}

/// The private world with a group of this version, image and machine.
std::vector<std::string> messages_of(const char* version, const char* ami_type,
                                     const char* instance_type) {
    auto world = private_world();
    auto& group = world.all<topology::NodeGroup>().begin()->second;
    world.all<topology::Cluster>().begin()->second.version = "1.34";
    group.version = version;
    if (ami_type != nullptr)
        group.ami_type = ami_type;
    else
        group.ami_type = topology::Attribute<std::string>();
    group.instance_types = std::vector<std::string>{instance_type};
    return messages_of(world);
}

TEST(VersionFindings, AreNoneOfASoundCluster) {
    EXPECT_THAT(messages_of(private_world()), IsEmpty());
    EXPECT_THAT(messages_of("1.31", "AL2023_ARM_64_STANDARD", "m7g.large"), IsEmpty());
}

TEST(VersionFindings, NameNodesNewerThanTheirControlPlane) {
    EXPECT_THAT(messages_of("1.35", "AL2023_x86_64_STANDARD", "m6i.large"),
                ElementsAre(HasSubstr("1.35 is newer than the cluster's 1.34")));
}

TEST(VersionFindings, NameNodesTooFarBehind) {
    EXPECT_THAT(messages_of("1.30", "AL2023_x86_64_STANDARD", "m6i.large"),
                ElementsAre(HasSubstr("more than 3 versions behind")));
}

TEST(VersionFindings, NameImagesThatAreNoLongerMade) {
    EXPECT_THAT(messages_of("1.34", "AL2_x86_64", "m6i.large"),
                ElementsAre(HasSubstr("up to 1.32, not for 1.34")));
}

TEST(VersionFindings, NameMachinesOfAnotherArchitecture) {
    EXPECT_THAT(messages_of("1.34", "AL2023_x86_64_STANDARD", "m7g.large"),
                ElementsAre(HasSubstr("m7g.large is a machine for arm64")));
}

TEST(VersionFindings, TakeTheUsualImageWhereNoneIsNamed) {
    EXPECT_THAT(messages_of("1.34", nullptr, "m7g.large"),
                ElementsAre(HasSubstr("taken when none is named")));
}

TEST(VersionFindings, NameVersionsThatEnded) {
    auto world = private_world();
    world.all<topology::Cluster>().begin()->second.version = "1.21";
    EXPECT_THAT(messages_of(world), ::testing::Contains(HasSubstr("no longer makes clusters")));
}

TEST(VersionFindings, AreNoneOfWhatIsNotKnown) {
    auto world = private_world();
    world.all<topology::Cluster>().begin()->second.version =
        topology::Attribute<std::string>::unknown();
    EXPECT_THAT(messages_of(world), IsEmpty());
}

}  // namespace
}  // namespace inland::prove::testing
