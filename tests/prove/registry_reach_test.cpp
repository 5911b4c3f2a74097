// SPDX-License-Identifier: Apache-2.0
// Which registries the nodes of designed clusters can pull from.
#include "prove/registry_reach.h"

#include "design/design.h"
#include "spec/parse.h"

#include <chrono>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct World {
    design::Design design;
    std::vector<ClientNetwork> clients;
};

World world_of(const std::string& example) {
    std::ifstream file(INLAND_SOURCE_DIR "/examples/" + example);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    Diagnostics diagnostics;
    const TimePoint today{std::chrono::sys_days{std::chrono::year{2026} / 11 / 1}};
    const auto cluster =
        spec::parse(text, "cluster.yaml", knowledge::built_in(), today, diagnostics);
    EXPECT_TRUE(cluster);
    World world{
        .design = cluster ? design::design(*cluster, knowledge::built_in()) : design::Design(),
        .clients = {}};
    for (const auto& client : world.design.clients)
        world.clients.push_back({client.name, client.block});
    return world;
}

RegistryReach reach(const World& world, const std::string& registry) {
    return reach_registries({world.design.topology, knowledge::built_in(), world.clients},
                            {registry})
        .front();
}

TEST(RegistryReach, HoldsForEksOwnRegistryInTheRegion) {
    const auto found =
        reach(world_of("private.yaml"), "602401143452.dkr.ecr.eu-central-1.amazonaws.com");
    EXPECT_EQ(found.outcome, Outcome::Holds);
    EXPECT_THAT(found.reasons, IsEmpty());
}

TEST(RegistryReach, IsUnknownForAnotherAccountsRepositories) {
    const auto found =
        reach(world_of("private.yaml"), "210987654321.dkr.ecr.eu-central-1.amazonaws.com");
    EXPECT_EQ(found.outcome, Outcome::Unknown);
    EXPECT_THAT(found.reasons, ElementsAre(HasSubstr("account 210987654321")));
}

TEST(RegistryReach, FailsForAnotherRegionAndForTheInternet) {
    const auto world = world_of("private.yaml");
    EXPECT_EQ(reach(world, "602401143452.dkr.ecr.us-west-2.amazonaws.com").outcome, Outcome::Fails);
    const auto found = reach(world, "registry.k8s.io");
    EXPECT_EQ(found.outcome, Outcome::Fails);
    EXPECT_THAT(found.reasons, ElementsAre("nodes have no way to registry.k8s.io"));
}

TEST(RegistryReach, OfTheUsersOwnDependsOnWhatItsNameMeans) {
    auto world = world_of("private.yaml");
    ASSERT_FALSE(world.clients.empty());
    const auto found = reach(world, "registry.corp.example.com:5000");
    EXPECT_EQ(found.outcome, Outcome::Unknown) << "public DNS may name an address behind the VPN";
    EXPECT_THAT(found.reasons, ElementsAre(HasSubstr("registry.corp.example.com")));
    world.clients.clear();
    EXPECT_EQ(reach(world, "registry.corp.example.com:5000").outcome, Outcome::Fails);
}

TEST(RegistryReach, HoldsWhereNodesMayCallTheInternet) {
    EXPECT_EQ(reach(world_of("public-nodes.yaml"), "registry.k8s.io").outcome, Outcome::Holds);
}

TEST(RegistryReach, FailsForEcrWithoutItsEndpoints) {
    auto world = world_of("private.yaml");
    auto& endpoints = world.design.topology.all<topology::VpcEndpoint>();
    std::erase_if(endpoints, [](const auto& entry) {
        return entry.second.service_name.is_known() &&
               entry.second.service_name.value().ends_with(".ecr.dkr");
    });
    const auto found = reach(world, "602401143452.dkr.ecr.eu-central-1.amazonaws.com");
    EXPECT_EQ(found.outcome, Outcome::Fails);
    EXPECT_THAT(found.reasons, ::testing::Not(IsEmpty()));
}

}  // namespace
}  // namespace inland::prove
