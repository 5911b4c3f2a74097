// SPDX-License-Identifier: Apache-2.0
// Kubernetes' own client for JavaScript on an emulated cluster. Its packages (package-lock.json)
// are installed once into the build directory where npm and its registry are there.
#include "tests/emulator/cluster/kubectl_cluster.h"
#include "tests/support/npm.h"

#include <filesystem>

#include <gmock/gmock.h>

namespace inland::emulator::testing {
namespace {

struct JavaScriptClient : Kubectl {};

TEST_F(JavaScriptClient, DoesWhatControllersDo) {
    const auto node = inland::testing::find_program("node");
    if (!node)
        GTEST_SKIP() << "there is no node on PATH";
    const auto folder_of_packages =
        std::filesystem::read_symlink("/proc/self/exe").parent_path() / "kubernetes-client";
    const auto reason = inland::testing::install_packages(
        INLAND_SOURCE_DIR "/tests/emulator/cluster/javascript", folder_of_packages, {"client.mjs"});
    if (!reason.empty())
        GTEST_SKIP() << reason;
    const auto answer = run_shell(fmt::format("timeout 60 {} '{}' '{}'", *node,
                                              (folder_of_packages / "client.mjs").string(),
                                              kubeconfig("192.168.0.10", token())));
    EXPECT_EQ(answer.exit_code, 0) << answer.out;
    EXPECT_THAT(answer.out, ::testing::HasSubstr("done"));
}

}  // namespace
}  // namespace inland::emulator::testing
