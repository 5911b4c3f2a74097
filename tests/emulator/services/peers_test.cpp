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

std::string file(std::string_view name) {
    return fmt::format("{}/tests/emulator/services/{}", INLAND_SOURCE_DIR, name);
}

/// An emulated AWS in which an hour takes three seconds.
EmulatedAwsOptions fast() {
    EmulatedAwsOptions options;
    options.speed = *Speed::parse("1200");
    return options;
}

TEST(Peers, Boto3BuildsAndDestroysPrivateCluster) {
    EmulatedServer aws(fast());
    const auto outcome = run(fmt::format("python3 {} {}", file("boto3_driver.py"), aws.origin()));
    constexpr int missing = 77;
    constexpr int no_python = 127;
    if (outcome.exit_code == missing || outcome.exit_code == no_python)
        GTEST_SKIP() << "no boto3 for python3: " << outcome.output;
    EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
}

/// A copy of the configuration that is gone with the test.
class TerraformFolder {
  public:
    TerraformFolder()
        : path_(std::filesystem::temp_directory_path() / ("inland-terraform-" + random_text(12))) {
        std::filesystem::create_directory(path_);
        std::filesystem::copy_file(file("terraform/main.tf"), path_ / "main.tf");
    }
    TerraformFolder(const TerraformFolder&) = delete;
    TerraformFolder& operator=(const TerraformFolder&) = delete;
    ~TerraformFolder() { std::filesystem::remove_all(path_); }

    Outcome terraform(const std::string& arguments) const {
        return run(
            fmt::format("cd {} && TF_IN_AUTOMATION=1 terraform {}", path_.string(), arguments));
    }

  private:
    std::filesystem::path path_;
};

TEST(Peers, TerraformFindsNothingToChangeInWhatItApplied) {
    const auto* plugins = std::getenv("INLAND_TERRAFORM_PLUGINS");
    if (plugins == nullptr)
        GTEST_SKIP()
            << "INLAND_TERRAFORM_PLUGINS names no folder with hashicorp/aws (minutes long)";
    const TerraformFolder folder;
    const auto init = folder.terraform(fmt::format("init -input=false -plugin-dir={}", plugins));
    if (init.exit_code != 0)
        GTEST_SKIP() << "terraform init: " << init.output;
    EmulatedServer aws(fast());
    const auto variables = fmt::format("-no-color -input=false -var endpoint={}", aws.origin());
    const auto apply = folder.terraform("apply -auto-approve " + variables);
    ASSERT_EQ(apply.exit_code, 0) << apply.output;
    const auto plan = folder.terraform("plan -detailed-exitcode " + variables);
    EXPECT_EQ(plan.exit_code, 0) << plan.output;
    const auto change =
        folder.terraform("apply -auto-approve -var description=changed " + variables);
    EXPECT_EQ(change.exit_code, 0) << change.output;
    const auto destroy = folder.terraform("destroy -auto-approve " + variables);
    EXPECT_EQ(destroy.exit_code, 0) << destroy.output;
}

}  // namespace

}  // namespace inland::emulator::testing
