// SPDX-License-Identifier: Apache-2.0
// A layer is on disk or on the wire, never in memory.
#include "tests/emulator/registry/registry_client.h"
#include "tests/support/process.h"

#include <filesystem>
#include <fstream>

namespace inland::emulator::testing {
namespace {

using inland::testing::run_shell;

/// The most memory that this process ever had, in KiB.
long peak_memory() {
    std::ifstream status("/proc/self/status");
    std::string word;
    long size = 0;
    while (status >> word)
        if (word == "VmHWM:")
            status >> size;
    return size;
}

TEST(RegistryMemory, DoesNotGrowWithALayer) {
    if (run_shell("command -v curl sha256sum").exit_code != 0)
        GTEST_SKIP() << "there is no curl or sha256sum on PATH";
    constexpr std::uintmax_t layer_bytes = std::uintmax_t{500} * 1024 * 1024;
    constexpr long allowed_kib = 32L * 1024;
    const TemporaryFolder folder;
    const auto file = folder.path() / "layer";
    std::ofstream(file).close();
    std::filesystem::resize_file(file, layer_bytes);
    RegistryClient client;
    client.make_repository("shop");
    client.push_image("shop", "1");
    const auto place = header(client.request("POST", "/v2/shop/blobs/uploads/"), "Location");
    const auto digest =
        "sha256:" + run_shell(fmt::format("sha256sum {}", file.string())).out.substr(0, 64);
    const auto before = peak_memory();
    const auto pushed = run_shell(
        fmt::format("curl -sS --fail -T {} -H 'Authorization: {}' '{}{}?digest={}'", file.string(),
                    client.authorization(), client.aws().origin(), place, digest));
    ASSERT_EQ(pushed.exit_code, 0) << pushed.out;
    const auto pulled = run_shell(
        fmt::format("curl -sS --fail -L -H 'Authorization: {}' {}/v2/shop/blobs/{} | sha256sum",
                    client.authorization(), client.aws().origin(), digest));
    EXPECT_EQ("sha256:" + pulled.out.substr(0, 64), digest) << pulled.out;
    RecordProperty("peak_kib", std::to_string(peak_memory()));
    RecordProperty("grown_kib", std::to_string(peak_memory() - before));
    EXPECT_LT(peak_memory() - before, allowed_kib);
}

}  // namespace
}  // namespace inland::emulator::testing
