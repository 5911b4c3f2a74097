// SPDX-License-Identifier: Apache-2.0
// The AWS SDK for JavaScript v3 on the embedded AWS. Its packages (package-lock.json) are installed
// once into the build directory where npm and its registry are there.
#include "tests/support/embedded_aws.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

namespace fs = std::filesystem;

const fs::path source = INLAND_SOURCE_DIR "/tests/peers/javascript";

fs::path build_folder() {
    return fs::path(INLAND_BINARY).parent_path() / "javascript";
}

/// The user's way to the registry: npm's own settings and the certificates that it is to trust.
Variables way_to_registry() {
    Variables variables;
    for (const auto* name : {"HOME", "NODE_EXTRA_CA_CERTS", "npm_config_registry", "http_proxy",
                             "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "no_proxy"})
        if (const auto* value = std::getenv(name))
            variables[name] = value;
    return variables;
}

/// Installs the locked packages unless they are there; why it could not, or "".
std::string install(const std::string& npm) {
    const auto folder = build_folder();
    fs::create_directories(folder);
    for (const auto* name : {"package.json", "package-lock.json", "tour.mjs"})
        fs::copy_file(source / name, folder / name, fs::copy_options::overwrite_existing);
    const auto installed = folder / "node_modules" / ".package-lock.json";
    if (fs::exists(installed) &&
        fs::last_write_time(installed) > fs::last_write_time(source / "package-lock.json"))
        return "";
    const auto outcome =
        run_process({npm, "ci", "--prefix", folder.string(), "--no-audit", "--no-fund"},
                    way_to_registry(), std::chrono::seconds(180));
    return outcome.exit_code == 0 ? "" : outcome.out + outcome.err;
}

TEST(JavaScript, ToursEveryClient) {
    const auto node = find_program("node");
    const auto npm = find_program("npm");
    if (!node || !npm)
        GTEST_SKIP() << "there is no node or no npm on PATH";
    if (const auto reason = install(*npm); !reason.empty())
        GTEST_SKIP() << "npm ci: " << reason;
    const EmbeddedAwsProcess aws;
    const auto toured = aws.run({*node, (build_folder() / "tour.mjs").string()});
    EXPECT_EQ(toured.exit_code, 0) << toured.out << toured.err;
    EXPECT_THAT(toured.out, ::testing::HasSubstr("done"));
}

}  // namespace
}  // namespace inland::testing
