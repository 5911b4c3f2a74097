// SPDX-License-Identifier: Apache-2.0
// The client side against an AWS that we did not write: moto's server. What it lacks is answered by
// moto_front.py, which lists it.
#include "core/json.h"
#include "tests/support/embedded_aws.h"
#include "tests/support/process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::HasSubstr;

class Moto : public ::testing::Test {
  protected:
    void SetUp() override {
        const auto server = find_program("moto_server");
        if (!server)
            GTEST_SKIP() << "there is no moto_server on PATH (pip's moto[server])";
        moto_ = std::make_unique<BackgroundProcess>(
            std::vector<std::string>{*server, "-H", "127.0.0.1", "-p", "0"},
            Variables{{"HOME", folder_.path().string()},
                      {"MOTO_IAM_LOAD_MANAGED_POLICIES", "true"}},
            folder_.path() / "moto.log");
        const auto line = moto_->line_with("Running on http://127.0.0.1:");
        ASSERT_TRUE(line) << moto_->output();
        front_ = std::make_unique<BackgroundProcess>(
            std::vector<std::string>{"python3", INLAND_SOURCE_DIR "/tests/peers/moto_front.py",
                                     line->substr(line->rfind(':') + 1)},
            Variables{}, folder_.path() / "front.log");
        const auto front = front_->line_with("front http://");
        ASSERT_TRUE(front) << front_->output();
        url_ = front->substr(front->find("http://"));
    }

    [[nodiscard]] ProcessResult inland(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), INLAND_BINARY);
        return run_process(arguments, {{"AWS_ENDPOINT_URL", url_},
                                       {"AWS_ACCESS_KEY_ID", "test"},
                                       {"AWS_SECRET_ACCESS_KEY", "test"},
                                       {"AWS_REGION", "eu-central-1"},
                                       {"HOME", folder_.path().string()}});
    }

    void takes_a_cluster(const std::string& spec) const {
        const auto applied = inland({"apply", spec, "--yes", "--no-stage", "--no-wait-nodes"});
        ASSERT_EQ(applied.exit_code, 0) << applied.out << applied.err;

        const auto planned = inland({"plan", spec, "-o", "json"});
        ASSERT_EQ(planned.exit_code, 0) << planned.err;
        EXPECT_TRUE(find_array(parse_json(planned.out).value(), "changes").empty()) << planned.out;

        const auto destroyed = inland({"destroy", spec, "--yes"});
        EXPECT_EQ(destroyed.exit_code, 0) << destroyed.out << destroyed.err;
    }

    TemporaryFolder folder_;
    std::unique_ptr<BackgroundProcess> moto_;
    std::unique_ptr<BackgroundProcess> front_;
    std::string url_;
};

TEST_F(Moto, TakesAnApplyAnEmptyPlanAndADestroy) {
    takes_a_cluster(INLAND_SOURCE_DIR "/examples/private.yaml");
}

TEST_F(Moto, TakesNodeGroupsOfBothKinds) {
    takes_a_cluster(INLAND_SOURCE_DIR "/examples/groups.yaml");
}

}  // namespace
}  // namespace inland::testing
