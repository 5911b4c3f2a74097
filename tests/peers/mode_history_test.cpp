// SPDX-License-Identifier: Apache-2.0
// What the embedded AWS wrote down of a cluster's configuration from its first moment to its last:
// in private mode the Kubernetes API was never public.
#include "core/json.h"
#include "emulator/sqlite.h"
#include "tests/peers/modes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::Each;
using ::testing::IsEmpty;
using ::testing::Not;

/// Every state that a cluster was in, oldest first; the server must have ended.
std::vector<json::value> configurations(const std::filesystem::path& state_folder) {
    auto database = emulator::Sqlite::open((state_folder / "state.sqlite").string());
    EXPECT_TRUE(database) << database.error().message;
    auto rows = database->prepare(
        "SELECT document FROM change WHERE kind = 'eks:cluster' AND document IS NOT NULL "
        "ORDER BY sequence");
    EXPECT_TRUE(rows) << rows.error().message;
    std::vector<json::value> found;
    while (rows->step().value_or(false))
        found.push_back(parse_json(rows->text(0).value()).value().at("resourcesVpcConfig"));
    return found;
}

bool is_public(const json::value& configuration) {
    return find_bool(configuration, "endpointPublicAccess").value_or(true);
}

TEST(ModeHistory, OfAPrivateClusterHasNoMomentInWhichItsApiIsPublic) {
    ModeCluster cluster;
    constexpr std::string_view other = "  logging: [audit]\n";
    ASSERT_EQ(cluster.apply(private_mode).exit_code, 0);
    ASSERT_EQ(cluster.apply(private_mode, other).exit_code, 0);
    constexpr Mode with_nat{"PrivateWithNat", "private", ", egress: nat"};
    ASSERT_EQ(cluster.apply(with_nat).exit_code, 0);
    ASSERT_EQ(cluster.apply(private_mode).exit_code, 0);
    ASSERT_EQ(cluster.aws.inland({"destroy", "modes", "--yes"}).exit_code, 0);
    cluster.aws.kill();

    const auto history = configurations(cluster.aws.folder() / "state");
    ASSERT_THAT(history, Not(IsEmpty()));
    EXPECT_THAT(history, Each(::testing::ResultOf(is_public, false)));
}

TEST(ModeHistory, OfAChangeToPrivateEndsWithItsApiPrivateForGood) {
    ModeCluster cluster;
    ASSERT_EQ(cluster.apply(public_mode).exit_code, 0);
    ASSERT_EQ(cluster.apply(private_mode).exit_code, 0);
    cluster.aws.kill();

    const auto history = configurations(cluster.aws.folder() / "state");
    const auto closed = std::ranges::find(history, false, is_public);
    ASSERT_NE(closed, history.end());
    EXPECT_TRUE(
        std::all_of(closed, history.end(), [](const auto& each) { return !is_public(each); }));
    // The private side stands before the public one goes.
    EXPECT_TRUE(std::all_of(history.begin(), history.end(), [](const auto& each) {
        return is_public(each) || find_bool(each, "endpointPrivateAccess").value_or(false);
    }));
}

}  // namespace
}  // namespace inland::testing
