// SPDX-License-Identifier: Apache-2.0
// The registry judged by clients that others wrote: boto3, the AWS CLI, skopeo.
#include "tests/emulator/base/emulated_server.h"
#include "tests/support/python_script.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace inland::emulator::testing {
namespace {

using inland::testing::ProcessResult;
using inland::testing::run_shell;
using ::testing::HasSubstr;

std::string file(std::string_view name) {
    return fmt::format("{}/tests/emulator/registry/{}", INLAND_SOURCE_DIR, name);
}

TEST(RegistryPeers, Boto3UsesEveryCallOfTheImages) {
    EmulatedServer aws;
    const auto [missing, outcome] =
        inland::testing::run_python("tests/emulator/registry/boto3_registry.py", {aws.origin()});
    if (missing)
        GTEST_SKIP() << *missing;
    EXPECT_EQ(outcome.exit_code, 0) << outcome.out << outcome.err;
}

/// skopeo, logged in with the token that the AWS CLI gets, and a folder for its files.
class Skopeo : public ::testing::Test {
  protected:
    void SetUp() override {
        for (const auto* program : {"skopeo", "aws", "python3"})
            if (run_shell(fmt::format("command -v {}", program)).exit_code != 0)
                GTEST_SKIP() << "there is no " << program << " on PATH";
        const auto login = run_shell(fmt::format(
            "{} ecr get-login-password | skopeo login --authfile {} --tls-verify=false --username "
            "AWS --password-stdin {}",
            aws_cli(), path("auth.json"), registry()));
        ASSERT_EQ(login.exit_code, 0) << login.out;
    }

    [[nodiscard]] std::string registry() const { return fmt::format("localhost:{}", aws_.port()); }
    [[nodiscard]] std::string path(std::string_view name) const {
        return (folder_.path() / name).string();
    }
    [[nodiscard]] std::string aws_cli() const {
        return fmt::format(
            "AWS_ACCESS_KEY_ID=123456789012 AWS_SECRET_ACCESS_KEY=test "
            "AWS_DEFAULT_REGION=eu-central-1 aws --endpoint-url {}",
            aws_.origin());
    }
    void make_repository(const std::string& name) const {
        const auto made = run_shell(
            fmt::format("{} ecr create-repository --repository-name {}", aws_cli(), name));
        ASSERT_EQ(made.exit_code, 0) << made.out;
    }
    /// The digest of the layout's image.
    [[nodiscard]] std::string make_layout(const std::string& name, int layers,
                                          const std::string& platforms) const {
        const auto made = run_shell(fmt::format("python3 {} {} {} {}", file("make_layout.py"),
                                                path(name), layers, platforms));
        EXPECT_EQ(made.exit_code, 0) << made.out;
        return made.out.substr(0, made.out.find('\n'));
    }
    [[nodiscard]] std::string remote(const std::string& image) const {
        return fmt::format("docker://{}/{}", registry(), image);
    }
    [[nodiscard]] std::string layout(const std::string& name) const { return "oci:" + path(name); }
    [[nodiscard]] ProcessResult copy(const std::string& from, const std::string& to) const {
        return run_shell(
            fmt::format("skopeo copy --all --insecure-policy --authfile {} "
                        "--src-tls-verify=false --dest-tls-verify=false {} {}",
                        path("auth.json"), from, to));
    }
    [[nodiscard]] ProcessResult ask(const std::string& command, const std::string& image) const {
        return run_shell(fmt::format("skopeo {} --authfile {} --tls-verify=false {}", command,
                                     path("auth.json"), image));
    }
    /// Of a remote image, as skopeo calculates it from the raw manifest.
    [[nodiscard]] std::string digest(const std::string& image) const {
        const auto raw = run_shell(
            fmt::format("skopeo inspect --raw --authfile {} --tls-verify=false {} > {} && skopeo "
                        "manifest-digest {}",
                        path("auth.json"), remote(image), path("raw"), path("raw")));
        return raw.out.substr(0, raw.out.find('\n'));
    }
    /// Every blob of the layout `left` is in `right`, byte by byte.
    void expect_same_blobs(const std::string& left, const std::string& right) const {
        const auto compared =
            run_shell(fmt::format("diff -r {}/blobs {}/blobs", path(left), path(right)));
        EXPECT_EQ(compared.exit_code, 0) << compared.out;
    }

    EmulatedServer aws_;

  private:
    TemporaryFolder folder_;
};

TEST_F(Skopeo, PushesAndPullsImagesOfOneAndManyLayers) {
    make_repository("shop/app");
    for (const int layers : {1, 40}) {
        const auto name = fmt::format("layers-{}", layers);
        const auto expected = make_layout(name, layers, "amd64");
        const auto image = fmt::format("shop/app:{}", layers);
        const auto pushed = copy(layout(name), remote(image));
        ASSERT_EQ(pushed.exit_code, 0) << pushed.out;
        EXPECT_EQ(digest(image), expected);
        const auto pulled = copy(remote(image), layout(name + "-back"));
        ASSERT_EQ(pulled.exit_code, 0) << pulled.out;
        expect_same_blobs(name, name + "-back");
    }
    EXPECT_THAT(ask("inspect", remote("shop/app:40")).out,
                HasSubstr("\"Architecture\": \"amd64\""));
    EXPECT_THAT(ask("list-tags", remote("shop/app")).out, HasSubstr("\"40\""));
}

TEST_F(Skopeo, CopiesAnIndexBetweenRepositoriesAndDeletesIt) {
    make_repository("first");
    make_repository("second");
    const auto expected = make_layout("index", 3, "amd64 arm64 s390x");
    auto copied = copy(layout("index"), remote("first:1"));
    ASSERT_EQ(copied.exit_code, 0) << copied.out;
    copied = copy(remote("first:1"), remote("second:1"));
    ASSERT_EQ(copied.exit_code, 0) << copied.out;
    EXPECT_EQ(digest("second:1"), expected);
    copied = copy(remote("second:1"), layout("back"));
    ASSERT_EQ(copied.exit_code, 0) << copied.out;
    expect_same_blobs("index", "back");
    const auto deleted = ask("delete", remote("first:1"));
    EXPECT_EQ(deleted.exit_code, 0) << deleted.out;
    EXPECT_NE(ask("inspect", remote("first:1")).exit_code, 0);
}

TEST_F(Skopeo, MirrorsAStandIn) {
    make_repository("mirror/coredns");
    const auto* coredns =
        "602401143452.dkr.ecr.eu-central-1.amazonaws.com/eks/coredns:v1.13.2-eksbuild.7";
    auto copied = copy(remote(coredns), remote("mirror/coredns:v1"));
    ASSERT_EQ(copied.exit_code, 0) << copied.out;
    EXPECT_EQ(digest(coredns), digest("mirror/coredns:v1"));
    copied = copy(remote("registry.k8s.io/pause:3.10"), layout("pause"));
    EXPECT_EQ(copied.exit_code, 0) << copied.out;
}

TEST_F(Skopeo, SaysWhatEcrSays) {
    (void)make_layout("one", 1, "amd64");
    const auto pushed = copy(layout("one"), remote("none:1"));
    EXPECT_NE(pushed.exit_code, 0);
    EXPECT_THAT(pushed.out, HasSubstr("The repository with name 'none' does not exist in the "
                                      "registry with id '123456789012'"));
}

/// By AWS's own names over TLS, as a program on a machine would: the layers come from S3.
TEST_F(Skopeo, PullsThroughTheProxyByAwssOwnNames) {
    aws_.call("ec2", "Action=DescribeVpcs&Version=2016-11-15");  // makes the default network
    const auto pulled = run_shell(fmt::format(
        "curl -sS {0}/_inland/ca.pem -o {1} && TOKEN=$({2} ecr get-login-password) && "
        "SSL_CERT_FILE={1} HTTPS_PROXY={0} skopeo copy --insecure-policy --src-creds AWS:$TOKEN "
        "docker://602401143452.dkr.ecr.eu-central-1.amazonaws.com/eks/pause:3.10 {3}",
        aws_.origin(), path("ca.pem"), aws_cli(), layout("pause")));
    EXPECT_EQ(pulled.exit_code, 0) << pulled.out;
}

TEST_F(Skopeo, ExchangesImagesWithDockerRegistry) {
    if (run_shell("command -v docker-registry").exit_code != 0)
        GTEST_SKIP() << "there is no docker-registry on PATH";
    make_repository("shop");
    const auto expected = make_layout("two", 2, "amd64 arm64");
    const auto copied = run_shell(fmt::format(
        "python3 {} {} 'skopeo copy --all --insecure-policy --dest-tls-verify=false {} "
        "docker://$REGISTRY/two:1 && skopeo copy --all --insecure-policy --src-tls-verify=false "
        "--dest-tls-verify=false --dest-authfile {} docker://$REGISTRY/two:1 {}'",
        file("with_docker_registry.py"), path("docker-registry"), layout("two"), path("auth.json"),
        remote("shop:1")));
    ASSERT_EQ(copied.exit_code, 0) << copied.out;
    EXPECT_EQ(digest("shop:1"), expected);
}

}  // namespace
}  // namespace inland::emulator::testing
