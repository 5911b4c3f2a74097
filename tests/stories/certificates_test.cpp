// SPDX-License-Identifier: Apache-2.0
// The certificate of every story, as the checker that shares no code with the prover sees it.
#include "checker/check.h"
#include "prove/prove.h"
#include "sources/terraform_plan.h"
#include "tests/stories/stories.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::IsEmpty;

topology::Topology topology_of(const Story& story) {
    const auto folder = std::filesystem::path(INLAND_SOURCE_DIR "/tests/stories") / story.name;
    std::ifstream file(folder / "plan.json", std::ios::binary);
    const std::string plan{std::istreambuf_iterator(file), {}};
    return sources::read_terraform_plan(plan, "plan.json", folder).value();
}

class StoryCertificates : public ::testing::TestWithParam<Story> {};

TEST_P(StoryCertificates, AreNeverRefusedAndShowAllThatIsSound) {
    const auto world = topology_of(GetParam());
    const auto proof = prove::prove_certified({world, knowledge::built_in(), {}});
    const auto report = checker::check({world, knowledge::built_in()}, proof.certificate);
    for (const auto& fault : report.faults)
        ADD_FAILURE() << fault.row << ": " << fault.what;
    if (GetParam().is_sound()) {
        EXPECT_THAT(report.unshown, IsEmpty());
    }
}

INSTANTIATE_TEST_SUITE_P(Told, StoryCertificates, ::testing::ValuesIn(stories),
                         [](const auto& story) {
                             std::string name(story.param.name);
                             std::erase(name, '-');
                             return name;
                         });

}  // namespace
}  // namespace inland::testing
