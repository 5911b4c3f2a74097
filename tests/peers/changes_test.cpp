// SPDX-License-Identifier: Apache-2.0
// A cluster that stands, and somebody who changes the account: the next machine must do what the
// proof of the living cluster then says.
#include "tests/peers/changes.h"

#include "tests/peers/next_machine.h"

#include <algorithm>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

constexpr std::string_view group = "batch";

std::vector<Change> all_changes() {
    std::vector<Change> changes;
    for (const auto family : {changes_of_endpoints, changes_of_hubs, changes_of_networks,
                              changes_of_names, changes_of_identities})
        std::ranges::copy(family(), std::back_inserter(changes));
    return changes;
}

class ChangesMade : public ::testing::TestWithParam<Change> {
  protected:
    EmbeddedAwsProcess aws_;
};

TEST_P(ChangesMade, AreMetByTheNextMachineAsTheyAreProven) {
    const auto& change = GetParam();
    ASSERT_EQ(aws_.inland({"apply", INLAND_SOURCE_DIR "/examples/groups.yaml", "--yes"}).exit_code,
              0);
    AwsCalls calls(aws_);
    change.make(calls);
    const auto machine = next_machine(aws_, calls, "borea", group);
    ASSERT_TRUE(machine);

    const auto broken = broken_for(inland_json(aws_, {"prove", "--live", "borea"}), group);
    expect_as_proven(*machine, broken);
    if (change.stops.empty()) {
        EXPECT_THAT(broken, IsEmpty());
        return;
    }
    EXPECT_EQ(machine->last_flow, change.stops);
    const auto stop = broken.find(std::string(change.stops));
    ASSERT_NE(stop, broken.end()) << machine->last_detail;
    EXPECT_THAT(stop->second, Contains(change.cause)) << machine->last_detail;
}

std::string name_of_change(const ::testing::TestParamInfo<Change>& change) {
    return std::string(change.param.name);
}

INSTANTIATE_TEST_SUITE_P(All, ChangesMade, ::testing::ValuesIn(all_changes()), name_of_change);

}  // namespace
}  // namespace inland::testing
