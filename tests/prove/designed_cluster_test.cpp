// SPDX-License-Identifier: Apache-2.0
#include "core/diagnostic.h"
#include "design/design.h"
#include "spec/parse.h"
#include "tests/prove/private_world.h"

#include <chrono>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::ElementsAre;

design::Design design_example() {
    std::ifstream file(INLAND_SOURCE_DIR "/examples/private.yaml");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    Diagnostics diagnostics;
    const TimePoint today{std::chrono::sys_days{std::chrono::year{2026} / 11 / 1}};
    const auto cluster =
        spec::parse(text, "examples/private.yaml", knowledge::built_in(), today, diagnostics);
    if (!cluster)
        return {};
    return design::design(*cluster, knowledge::built_in());
}

Verdicts prove_design(const design::Design& made) {
    std::vector<ClientNetwork> clients;
    for (const auto& client : made.clients)
        clients.push_back({client.name, client.block});
    return prove_world(made.topology, clients);
}

TEST(DesignedCluster, HoldsInEveryFlow) {
    const Verdicts verdicts = prove_design(design_example());
    ASSERT_EQ(verdicts.clusters.size(), 1U);
    for (const Verdict& verdict : verdicts.clusters.front().flows)
        EXPECT_EQ(verdict.outcome, Outcome::Holds)
            << verdict.flow << " from " << verdict.from << " to " << verdict.to << ": "
            << (verdict.causes.empty() ? "" : verdict.causes.front().detail);
}

TEST(DesignedCluster, NeedsEachOfItsEndpoints) {
    const auto made = design_example();
    for (const auto& [key, endpoint] : made.topology.all<topology::VpcEndpoint>()) {
        design::Design without = made;
        without.topology.all<topology::VpcEndpoint>().erase(key);
        EXPECT_EQ(prove_design(without).outcome, Outcome::Fails) << key;
    }
}

TEST(DesignedCluster, IsMendedInTheSpecsWords) {
    auto made = design_example();
    made.topology.all<topology::VpcEndpoint>().erase("vpc-endpoint/ecr.api");
    const auto verdicts = prove_design(made);
    EXPECT_THAT(cause_kinds(verdicts, "node.ecr-api"), ElementsAre("no-endpoint"));
    EXPECT_THAT(rows(verdicts, "node.ecr-api").front().repairs,
                ElementsAre(ElementsAre("remove ecr.api from endpoints.remove")));
}

}  // namespace
}  // namespace inland::prove::testing
