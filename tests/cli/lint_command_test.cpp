// SPDX-License-Identifier: Apache-2.0
// `inland lint` through the binary.
#include "core/json.h"
#include "tests/support/process.h"

#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string service =
    "apiVersion: v1\nkind: Service\nmetadata:\n  name: orders\nspec:\n  type: LoadBalancer\n";

class LintCommand : public ::testing::Test {
  protected:
    static ProcessResult lint(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {INLAND_BINARY, "lint"});
        return run_process(arguments, {});
    }
    [[nodiscard]] std::string path(const std::string& name) const {
        return (folder_.path() / name).string();
    }
    [[nodiscard]] std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(folder_.path() / name) << text;
        return path(name);
    }
    [[nodiscard]] std::string read(const std::string& name) const {
        std::ostringstream text;
        text << std::ifstream(folder_.path() / name).rdbuf();
        return text.str();
    }

    TemporaryFolder folder_;
};

TEST_F(LintCommand, SaysWithASpecWhatHangsOnItWithout) {
    const auto file = write("service.yaml", service);
    const auto alone = lint({file});
    EXPECT_EQ(alone.exit_code, 3);
    EXPECT_THAT(alone.out, AllOf(HasSubstr("service.yaml:6:9: may be public"),
                                 HasSubstr("it hangs on whether the AWS Load Balancer")));
    const auto with_spec = lint({INLAND_SOURCE_DIR "/examples/private.yaml", file});
    EXPECT_EQ(with_spec.exit_code, 1);
    EXPECT_THAT(with_spec.out, AllOf(HasSubstr(": public: "), Not(HasSubstr("it hangs on"))));
    const auto installed = lint({INLAND_SOURCE_DIR "/examples/private.yaml", file, "--installed",
                                 "aws-load-balancer-controller"});
    EXPECT_EQ(installed.exit_code, 0) << installed.out;
}

TEST_F(LintCommand, WritesWhatIsMendedBesideTheOriginals) {
    const auto file = write("service.yaml", service);
    EXPECT_EQ(lint({file, "--fix", path("mended")}).exit_code, 3);
    EXPECT_THAT(read("mended/service.yaml"), HasSubstr("aws-load-balancer-internal: \"true\""));
    EXPECT_EQ(read("service.yaml"), service);
    EXPECT_EQ(lint({path("mended")}).exit_code, 0);
    const auto over = lint({file, "--fix", folder_.path().string()});
    EXPECT_EQ(over.exit_code, 2);
    EXPECT_EQ(read("service.yaml"), service);
}

TEST_F(LintCommand, PrintsWhatIsMended) {
    const auto result = lint({write("service.yaml", service), "--fix", "-"});
    EXPECT_THAT(result.out, AllOf(HasSubstr("kind: Service"), Not(HasSubstr("may be public"))));
    EXPECT_THAT(result.err, HasSubstr("may be public"));
}

TEST_F(LintCommand, RefusesWhatIsNoYaml) {
    const auto result = lint({write("bad.yaml", "a: [\n"), write("service.yaml", service)});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, HasSubstr("bad.yaml:"));
}

TEST_F(LintCommand, ExplainsItsRules) {
    const auto result = run_process({INLAND_BINARY, "explain", "service-scheme-unread"}, {});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_THAT(result.out, HasSubstr("cloud-provider-aws"));
}

}  // namespace
}  // namespace inland::testing
