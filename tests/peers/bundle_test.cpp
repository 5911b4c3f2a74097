// SPDX-License-Identifier: Apache-2.0
// `images bundle` and `images load` between registries that others wrote, judged by skopeo, tar and
// sha256sum.
#include "tests/peers/docker_registry.h"
#include "tests/support/kills.h"
#include "tests/support/process.h"

#include <filesystem>
#include <random>
#include <regex>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::HasSubstr;

class Bundles : public ::testing::Test {
  protected:
    void SetUp() override {
        for (const auto* program : {"skopeo", "docker-registry", "python3", "tar", "sha256sum"})
            if (!find_program(program))
                GTEST_SKIP() << "there is no " << program << " on PATH";
        source_ = std::make_unique<DockerRegistry>();
        target_ = std::make_unique<DockerRegistry>();
        make_layout("app", "40", "amd64 arm64");
        shell(fmt::format(
            "skopeo copy -q --all --insecure-policy --dest-tls-verify=false oci:{} docker://{}",
            path("app"), in_source()));
    }

    void make_layout(const std::string& name, const std::string& layers,
                     const std::string& platforms) const {
        shell(fmt::format("python3 {}/tests/emulator/registry/make_layout.py {} {} {}",
                          INLAND_SOURCE_DIR, path(name), layers, platforms));
    }
    static std::string shell(const std::string& command) {
        const auto result = run_shell(command);
        EXPECT_EQ(result.exit_code, 0) << command << "\n" << result.out;
        return result.out;
    }
    static ProcessResult inland(std::vector<std::string> words) {
        words.insert(words.begin(), {INLAND_BINARY, "images"});
        return run_process(words, {});
    }
    [[nodiscard]] std::string path(const std::string& name) const {
        return (folder_.path() / name).string();
    }
    [[nodiscard]] std::string in_source() const { return source_->name() + "/team/app:1"; }
    [[nodiscard]] std::string in_target() const {
        return fmt::format("{}/mirror/{}/team/app:1", target_->name(),
                           std::regex_replace(source_->name(), std::regex(":"), "-"));
    }
    [[nodiscard]] ProcessResult bundle(const std::string& name,
                                       const std::vector<std::string>& more = {}) const {
        std::vector<std::string> words{"bundle",        "--image", in_source(), "--plain-http",
                                       source_->name(), "--to",    path(name)};
        words.insert(words.end(), more.begin(), more.end());
        return inland(words);
    }
    [[nodiscard]] ProcessResult load(const std::string& name,
                                     const std::vector<std::string>& more = {}) const {
        std::vector<std::string> words{"load", path(name), "--to",
                                       "http://" + target_->name() + "/mirror"};
        words.insert(words.end(), more.begin(), more.end());
        return inland(words);
    }
    /// Every file of the image as skopeo reads it from a registry.
    [[nodiscard]] std::string content(const std::string& image) const {
        static int copies = 0;
        const auto folder = path(fmt::format("copy{}", ++copies));
        return shell(fmt::format(
            "skopeo copy -q --all --insecure-policy --src-tls-verify=false docker://{} dir:{} && "
            "cd {} && find . -type f | sort | xargs sha256sum",
            image, folder, folder));
    }

    TemporaryFolder folder_;
    std::unique_ptr<DockerRegistry> source_;
    std::unique_ptr<DockerRegistry> target_;
};

TEST_F(Bundles, ArriveAsTheyLeft) {
    const auto bundled = bundle("b.tar");
    ASSERT_EQ(bundled.exit_code, 0) << bundled.err;
    const auto loaded = load("b.tar");
    ASSERT_EQ(loaded.exit_code, 0) << loaded.err;
    EXPECT_EQ(content(in_target()), content(in_source()));
    EXPECT_THAT(shell("tar tf " + path("b.tar")), HasSubstr("inland/knowledge/flows.yaml"));
}

TEST_F(Bundles, AreTheSameBytesEachTimeAndWhole) {
    ASSERT_EQ(bundle("a.tar").exit_code, 0);
    ASSERT_EQ(bundle("b.tar").exit_code, 0);
    shell(fmt::format("cmp {} {}", path("a.tar"), path("b.tar")));
    const auto parted = bundle("p.tar", {"--part-size", "20K"});
    ASSERT_EQ(parted.exit_code, 0) << parted.err;
    shell(fmt::format("cd {} && sha256sum -c p.tar.sha256 && cat p.tar.0* | cmp - a.tar",
                      folder_.path().string()));
    ASSERT_EQ(load("p.tar.001").exit_code, 0);
    EXPECT_EQ(content(in_target()), content(in_source()));
}

TEST_F(Bundles, AreReadBySkopeo) {
    ASSERT_EQ(bundle("b.tar", {"--platform", "linux/arm64"}).exit_code, 0);
    EXPECT_THAT(shell("skopeo inspect oci-archive:" + path("b.tar")), HasSubstr("\"arm64\""));
}

TEST_F(Bundles, LayoutsThatSkopeoWroteAreLoaded) {
    shell(fmt::format("skopeo copy -q --all --insecure-policy oci:{} oci-archive:{}:2.0",
                      path("app"), path("s.tar")));
    const auto nameless = load("s.tar");
    EXPECT_EQ(nameless.exit_code, 2);
    EXPECT_THAT(nameless.err, HasSubstr("--as NAME"));
    const auto loaded = load("s.tar", {"--as", "corp.example.com/app"});
    ASSERT_EQ(loaded.exit_code, 0) << loaded.err;
    EXPECT_THAT(shell(fmt::format("skopeo inspect --raw --tls-verify=false "
                                  "docker://{}/mirror/corp.example.com/app:2.0",
                                  target_->name())),
                HasSubstr("arm64"));
}

TEST_F(Bundles, WhoseLoadingWasKilledAreLoadedAgainAndOnlyWhatWasMissingIsSent) {
    make_layout("platforms", "60", "amd64 arm64 s390x");
    shell(fmt::format(
        "skopeo copy -q --all --insecure-policy --dest-tls-verify=false oci:{} docker://{}",
        path("platforms"), in_source()));
    ASSERT_EQ(bundle("b.tar").exit_code, 0);
    std::mt19937 random(20261123);  // NOLINT(cert-msc51-cpp): the same kills every time
    std::uniform_int_distribution<int> milliseconds(20, 300);
    for (int kill = 0; kill < kills_to_try(); ++kill) {
        BackgroundProcess loading({INLAND_BINARY, "images", "load", path("b.tar"), "--to",
                                   "http://" + target_->name() + "/mirror"},
                                  {}, path("load.log"));
        loading.wait_for(std::chrono::milliseconds(milliseconds(random)));
        loading.kill();
    }
    const auto loaded = load("b.tar");
    ASSERT_EQ(loaded.exit_code, 0) << loaded.err;
    EXPECT_EQ(content(in_target()), content(in_source()));
    EXPECT_GE(target_->uploads().size(), 60U);
    EXPECT_LE(target_->repeated_uploads(), kills_to_try() * uploads_at_once);
}

TEST_F(Bundles, ThatWereCutOrAlteredAreRefusedAndLeaveNothing) {
    ASSERT_EQ(bundle("b.tar").exit_code, 0);
    shell(fmt::format("head -c 40000 {0}/b.tar > {0}/cut.tar", folder_.path().string()));
    const auto cut = load("cut.tar");
    EXPECT_EQ(cut.exit_code, 2);
    EXPECT_THAT(cut.err, HasSubstr("cut.tar"));
    // Within the configurations, which have their names by what they hold.
    shell(fmt::format("LC_ALL=C sed 's/\"rootfs\"/\"ROOTFS\"/g' {0}/b.tar > {0}/x.tar",
                      folder_.path().string()));
    const auto altered = load("x.tar");
    EXPECT_EQ(altered.exit_code, 1) << altered.out << altered.err;
    EXPECT_NE(run_shell("skopeo inspect --tls-verify=false docker://" + in_target()).exit_code, 0);
}

}  // namespace
}  // namespace inland::testing
