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

TEST(NamesPeers, Boto3MakesAndDeletesZonesAndRules) {
    EmulatedServer aws(fast());
    const auto outcome = run(fmt::format("python3 {} {}", file("names_driver.py"), aws.origin()));
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
        : path_(std::filesystem::temp_directory_path() / ("inland-names-" + random_text(12))) {
        std::filesystem::create_directory(path_);
        std::filesystem::copy_file(file("terraform/names/main.tf"), path_ / "main.tf");
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

TEST(NamesPeers, TerraformFindsItsZonesAndRulesAsItMadeThem) {
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
    const auto changed = variables + " -var description=changed -var server=192.168.0.54";
    for (const auto& arguments :
         {"apply -auto-approve " + variables, "plan -detailed-exitcode " + variables,
          "apply -auto-approve " + changed, "plan -detailed-exitcode " + changed,
          "destroy -auto-approve " + changed}) {
        const auto outcome = folder.terraform(arguments);
        ASSERT_EQ(outcome.exit_code, 0) << arguments << "\n" << outcome.output;
    }
}

}  // namespace

}  // namespace inland::emulator::testing
