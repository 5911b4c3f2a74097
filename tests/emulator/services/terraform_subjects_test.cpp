// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "tests/emulator/base/emulated_server.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

namespace inland::emulator::testing {

namespace {

namespace fs = std::filesystem;

struct Outcome {
    int exit_code = -1;
    std::string output;
};

Outcome run(const std::string& command) {
    Outcome outcome;
    auto* pipe = ::popen((command + " 2>&1").c_str(), "r");
    if (pipe == nullptr)
        return outcome;
    std::array<char, 4096> buffer{};
    while (const auto size = std::fread(buffer.data(), 1, buffer.size(), pipe))
        outcome.output.append(buffer.data(), size);
    const int status = ::pclose(pipe);
    outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return outcome;
}

/// A subject's configuration beside the provider's, in a folder that is gone with the test.
class Workspace {
  public:
    explicit Workspace(std::string_view subject)
        : path_(fs::temp_directory_path() / ("inland-terraform-" + random_text(12))) {
        const fs::path source =
            fmt::format("{}/tests/emulator/services/terraform", INLAND_SOURCE_DIR);
        fs::create_directory(path_);
        fs::copy_file(source / "provider.tf.in", path_ / "provider.tf");
        for (const auto& file : fs::directory_iterator(source / subject))
            fs::copy_file(file.path(), path_ / file.path().filename());
    }
    Workspace(const Workspace&) = delete;
    Workspace& operator=(const Workspace&) = delete;
    ~Workspace() { fs::remove_all(path_); }

    [[nodiscard]] Outcome terraform(const std::string& arguments) const {
        return run(
            fmt::format("cd {} && TF_IN_AUTOMATION=1 terraform {}", path_.string(), arguments));
    }

  private:
    fs::path path_;
};

/// An emulated AWS in which an hour takes a second and a half.
EmulatedAwsOptions fast() {
    EmulatedAwsOptions options;
    options.speed = *Speed::parse("2400");
    return options;
}

struct TerraformSubject : ::testing::TestWithParam<const char*> {};

/// Each subject has a variable `changed` that changes something in place.
TEST_P(TerraformSubject, IsAppliedReadBackChangedAndDestroyed) {
    const auto* plugins = std::getenv("INLAND_TERRAFORM_PLUGINS");
    if (plugins == nullptr)
        GTEST_SKIP()
            << "INLAND_TERRAFORM_PLUGINS names no folder with hashicorp/aws (minutes long)";
    const Workspace folder(GetParam());
    const auto init = folder.terraform(fmt::format("init -input=false -plugin-dir={}", plugins));
    if (init.exit_code != 0)
        GTEST_SKIP() << "terraform init: " << init.output;
    EmulatedServer aws(fast());
    const auto common = fmt::format("-no-color -input=false -var endpoint={}", aws.origin());
    const auto apply = folder.terraform("apply -auto-approve " + common);
    ASSERT_EQ(apply.exit_code, 0) << apply.output;
    const auto plan = folder.terraform("plan -detailed-exitcode " + common);
    EXPECT_EQ(plan.exit_code, 0) << plan.output;
    const auto change = folder.terraform("apply -auto-approve -var changed=true " + common);
    EXPECT_EQ(change.exit_code, 0) << change.output;
    const auto again = folder.terraform("plan -detailed-exitcode -var changed=true " + common);
    EXPECT_EQ(again.exit_code, 0) << again.output;
    const auto destroy = folder.terraform("destroy -auto-approve -var changed=true " + common);
    EXPECT_EQ(destroy.exit_code, 0) << destroy.output;
}

INSTANTIATE_TEST_SUITE_P(Networks, TerraformSubject,
                         ::testing::Values("load_balancers", "flow_logs", "peering",
                                           "transit_gateway", "prefix_lists", "interfaces",
                                           "public_access"),
                         [](const auto& subject) { return std::string(subject.param); });

}  // namespace

}  // namespace inland::emulator::testing
