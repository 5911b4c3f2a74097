// SPDX-License-Identifier: Apache-2.0
// kill -9 of Inland while it changes a network that is not its own: what it changed is known to the
// next run by its record, and put back.
#include "tests/peers/given_world.h"
#include "tests/support/kills.h"

#include <random>

#include <gtest/gtest.h>

namespace inland::testing {
namespace {

/// The network has a VPN gateway, which is made to propagate, and subnets, which are tagged.
class GivenKill : public ::testing::Test, public GivenWorld {
  protected:
    void SetUp() override {
        if (const auto missing = make("with-vpn"))
            GTEST_SKIP() << *missing;
        ASSERT_FALSE(vpc.empty());
    }

    /// Where it has not ended by then.
    void kill_during(const std::vector<std::string>& command, std::chrono::milliseconds moment) {
        auto whole = command;
        whole.insert(whole.begin(), INLAND_BINARY);
        BackgroundProcess run(whole, aws.variables(), aws.folder() / (command.front() + ".log"));
        if (!run.wait_for(moment))
            run.kill();
    }

    std::chrono::milliseconds some_moment() {
        constexpr unsigned longest = 1500;
        return std::chrono::milliseconds(20 + random_() % longest);
    }

  private:
    std::mt19937 random_{20261123};  // NOLINT(cert-msc51-cpp): the same kills every time
};

TEST_F(GivenKill, DuringAnApplyLeavesNothingThatDestroyDoesNotPutBack) {
    for (int kill = 0; kill < kills_to_try(); ++kill) {
        const auto moment = some_moment();
        SCOPED_TRACE(moment.count());
        kill_during({"apply", spec, "--yes"}, moment);
        const auto destroyed = inland({"destroy", "--yes"});
        ASSERT_EQ(destroyed.exit_code, 0) << destroyed.err;
        ASSERT_EQ(shown(), before);
    }
}

TEST_F(GivenKill, DuringAnApplyIsMadeGoodByTheNext) {
    for (int kill = 0; kill < kills_to_try(); ++kill)
        kill_during({"apply", spec, "--yes"}, some_moment());
    const auto applied = inland({"apply", "--yes"});
    ASSERT_EQ(applied.exit_code, 0) << applied.err;
    EXPECT_EQ(inland({"plan", "--detailed-exitcode"}).exit_code, 0);
    ASSERT_EQ(inland({"destroy", "--yes"}).exit_code, 0);
    EXPECT_EQ(shown(), before);
}

TEST_F(GivenKill, DuringADestroyIsMadeGoodByTheNext) {
    for (int kill = 0; kill < kills_to_try(); ++kill) {
        const auto applied = inland({"apply", "--yes"});
        ASSERT_EQ(applied.exit_code, 0) << applied.err;
        const auto moment = some_moment();
        SCOPED_TRACE(moment.count());
        kill_during({"destroy", "atlas", "--yes"}, moment);
        const auto destroyed = inland({"destroy", "--yes"});
        ASSERT_EQ(destroyed.exit_code, 0) << destroyed.err;
        ASSERT_EQ(shown(), before);
    }
}

}  // namespace
}  // namespace inland::testing
