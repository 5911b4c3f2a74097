// SPDX-License-Identifier: Apache-2.0
// `images stage` between registries that others wrote, judged by skopeo; and to the embedded AWS.
#include "core/json.h"
#include "tests/peers/docker_registry.h"
#include "tests/support/embedded_aws.h"
#include "tests/support/kills.h"

#include <fstream>
#include <map>
#include <random>
#include <regex>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

class Staging : public ::testing::Test {
  protected:
    void SetUp() override {
        for (const auto* program : {"skopeo", "docker-registry", "python3", "curl"})
            if (!find_program(program))
                GTEST_SKIP() << "there is no " << program << " on PATH";
        source_ = std::make_unique<DockerRegistry>();
        target_ = std::make_unique<DockerRegistry>();
    }

    [[nodiscard]] std::string path(const std::string& name) const {
        return (folder_.path() / name).string();
    }
    /// Puts an image of a layout into the source.
    void fill(const std::string& name, const std::string& layers, const std::string& platforms) {
        const auto made =
            run_shell(fmt::format("python3 {}/tests/emulator/registry/make_layout.py {} {} {}",
                                  INLAND_SOURCE_DIR, path(name), layers, platforms));
        ASSERT_EQ(made.exit_code, 0) << made.out;
        const auto pushed =
            run_shell(fmt::format("python3 {}/tests/peers/push_layout.py {} {} team/{} 1",
                                  INLAND_SOURCE_DIR, path(name), source_->name(), name));
        ASSERT_EQ(pushed.exit_code, 0) << pushed.out;
    }
    [[nodiscard]] std::string in_source(const std::string& name) const {
        return fmt::format("{}/team/{}:1", source_->name(), name);
    }
    [[nodiscard]] std::string in_target(const std::string& name) const {
        return fmt::format("{}/mirror/{}/team/{}:1", target_->name(),
                           std::regex_replace(source_->name(), std::regex(":"), "-"), name);
    }
    [[nodiscard]] std::vector<std::string> command(const std::vector<std::string>& names) const {
        std::vector<std::string> words{
            INLAND_BINARY, "images", "stage", "--to", "http://" + target_->name() + "/mirror",
            "-o",          "json"};
        for (const auto& name : names) {
            words.emplace_back("--image");
            words.push_back(in_source(name));
        }
        return words;
    }
    /// skopeo, which holds every blob against its digest, gets all of the image.
    void expect_whole(const std::string& image, const std::string& folder) const {
        const auto copied = run_shell(fmt::format(
            "skopeo copy -q --all --insecure-policy --src-tls-verify=false docker://{} dir:{}",
            image, path(folder)));
        EXPECT_EQ(copied.exit_code, 0) << copied.out;
    }
    [[nodiscard]] static std::string raw(const std::string& image) {
        return run_shell("skopeo inspect --raw --tls-verify=false docker://" + image).out;
    }

    TemporaryFolder folder_;
    std::unique_ptr<DockerRegistry> source_;
    std::unique_ptr<DockerRegistry> target_;
};

TEST_F(Staging, CopiesWhatSkopeoFindsTheSame) {
    const std::map<std::string, std::pair<std::string, std::string>> layouts{
        {"one", {"1", "amd64"}},
        {"many", {"500", "amd64"}},
        {"packed", {"3z", "amd64"}},
        {"platforms", {"3", "amd64 arm64 s390x ppc64le riscv64 arm 386 mips64le loong64 mips"}}};
    std::vector<std::string> names;
    for (const auto& [name, form] : layouts) {
        fill(name, form.first, form.second);
        names.push_back(name);
    }
    const auto staged = run_process(command(names), {});
    ASSERT_EQ(staged.exit_code, 0) << staged.err;
    for (const auto& name : names) {
        EXPECT_EQ(raw(in_target(name)), raw(in_source(name))) << name;
        if (name != "many")  // which takes skopeo a minute
            expect_whole(in_target(name), name + ".target");
    }
    const auto before = target_->asked().size();
    EXPECT_EQ(run_process(command(names), {}).exit_code, 0);
    EXPECT_EQ(target_->asked().size() - before, names.size()) << "a HEAD each, and nothing else";
}

TEST_F(Staging, SignsInOverTlsWithAnAuthorityOfItsOwn) {
    if (!find_program("openssl"))
        GTEST_SKIP() << "there is no openssl on PATH";
    fill("one", "1", "amd64");
    target_ = std::make_unique<DockerRegistry>(DockerRegistry::Guard::TlsAndLogin);
    const std::vector<std::string> stage{INLAND_BINARY,
                                         "images",
                                         "stage",
                                         "--to",
                                         "https://" + target_->name() + "/mirror",
                                         "--image",
                                         in_source("one"),
                                         "--ca",
                                         target_->certificate()};
    const auto stranger = run_process(stage, {});
    EXPECT_EQ(stranger.exit_code, 1);
    EXPECT_THAT(stranger.err, ::testing::HasSubstr("asks for a login"));
    // "me:secret", as `docker login` writes it.
    std::ofstream(path("config.json"))
        << fmt::format(R"({{"auths":{{"{}":{{"auth":"bWU6c2VjcmV0"}}}}}})", target_->name());
    const auto staged = run_process(stage, {{"DOCKER_CONFIG", folder_.path()}});
    EXPECT_EQ(staged.exit_code, 0) << staged.err;
    const auto untrusted =
        run_process({stage.begin(), stage.end() - 2}, {{"DOCKER_CONFIG", folder_.path()}},
                    std::chrono::seconds(300));
    EXPECT_EQ(untrusted.exit_code, 1);
    EXPECT_THAT(untrusted.err, ::testing::HasSubstr("certificate"));
}

TEST_F(Staging, AKilledRunIsRunAgainAndSendsOnlyWhatWasMissing) {
    fill("many", "100", "amd64");
    fill("platforms", "20", "amd64 arm64 s390x ppc64le");
    std::mt19937 random(20261123);  // NOLINT(cert-msc51-cpp): the same kills every time
    std::uniform_int_distribution<int> milliseconds(20, 400);
    for (int kill = 0; kill < kills_to_try(); ++kill) {
        BackgroundProcess stage(command({"many", "platforms"}), {}, path("stage.log"));
        stage.wait_for(std::chrono::milliseconds(milliseconds(random)));
        stage.kill();
    }
    const auto last = run_process(command({"many", "platforms"}), {});
    ASSERT_EQ(last.exit_code, 0) << last.err;
    EXPECT_EQ(raw(in_target("many")), raw(in_source("many")));
    EXPECT_EQ(raw(in_target("platforms")), raw(in_source("platforms")));
    expect_whole(in_target("platforms"), "target");

    EXPECT_GE(target_->uploads().size(), 100U);
    EXPECT_LE(target_->repeated_uploads(), kills_to_try() * uploads_at_once);
}

TEST(StagingToEmbeddedAws, MakesRepositoriesAndCopiesFromTheInternetsStandIns) {
    const EmbeddedAwsProcess aws;
    const std::string to = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/mirror";
    const std::vector<std::string> stage{"images",  "stage",
                                         "--to",    to,
                                         "--image", "registry.k8s.io/pause:3.10",
                                         "--image", "docker.io/library/busybox:1.36",
                                         "-o",      "json"};
    const auto staged = aws.inland(stage);
    ASSERT_EQ(staged.exit_code, 0) << staged.out << staged.err;
    const auto report = parse_json(staged.out);
    ASSERT_TRUE(report);
    for (const auto& image : find_array(*report, "images"))
        EXPECT_EQ(string_or_empty(image, "outcome"), "copied");
    const auto again = aws.inland(stage);
    EXPECT_THAT(again.out, ::testing::HasSubstr("unchanged"));
    EXPECT_THAT(again.out, ::testing::Not(::testing::HasSubstr("\"copied\",")));
}

}  // namespace
}  // namespace inland::testing
