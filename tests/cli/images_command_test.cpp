// SPDX-License-Identifier: Apache-2.0
// `inland images` through the binary: what it lists, checks and rewrites.
#include "core/json.h"
#include "tests/support/embedded_aws.h"

#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const std::string example = INLAND_SOURCE_DIR "/examples/private.yaml";

const std::string pod =
    "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n"
    "  - name: a\n    image: 'nginx:1.27' # the server\n"
    "  - {name: b, image: 602401143452.dkr.ecr.eu-central-1.amazonaws.com/eks/pause:3.10}\n";

class Images : public ::testing::Test {
  protected:
    ProcessResult inland(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), INLAND_BINARY);
        return run_process(
            arguments, {{"HOME", folder_.path().string()}, {"AWS_EC2_METADATA_DISABLED", "true"}});
    }

    [[nodiscard]] std::string write(const std::string& name, const std::string& text) const {
        const auto path = folder_.path() / name;
        std::ofstream(path) << text;
        return path.string();
    }

    [[nodiscard]] std::string read(const std::string& name) const {
        std::ostringstream text;
        text << std::ifstream(folder_.path() / name).rdbuf();
        return text.str();
    }

    [[nodiscard]] std::string path(const std::string& name) const {
        return (folder_.path() / name).string();
    }

    TemporaryFolder folder_;
};

TEST_F(Images, AreListedWithTheLinesThatNeedThem) {
    const auto result = inland({"images", "list", example, write("pod.yaml", pod)});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.out, AllOf(HasSubstr("nginx:1.27"), HasSubstr("pod.yaml:7:12"),
                                  HasSubstr("Pod p spec.containers[0].image"),
                                  HasSubstr(".dkr.ecr.eu-central-1.amazonaws.com/eks/coredns:v"),
                                  HasSubstr("add-on coredns"), HasSubstr("in the machine image")));
}

TEST_F(Images, AreListedAsJson) {
    const auto result = inland({"images", "list", write("pod.yaml", pod), "-o", "json"});
    const auto document = parse_json(result.out);
    ASSERT_TRUE(document) << result.out;
    EXPECT_EQ(string_or_empty(*document, "schema"), "inland.dev/images/v1");
    ASSERT_EQ(find_array(*document, "images").size(), 2U);
    EXPECT_EQ(string_or_empty(*document, "images.1.registry"), "docker.io");
    EXPECT_EQ(find_int(*document, "images.1.mentions.0.place.line"), 7);
    EXPECT_EQ(string_or_empty(*document, "images.1.mentions.0.certainty"), "certain");
}

TEST_F(Images, AreCheckedByTheProof) {
    const auto result = inland({"images", "check", example, write("pod.yaml", pod), "-o", "json"});
    EXPECT_EQ(result.exit_code, 1) << result.err;
    const auto document = parse_json(result.out);
    ASSERT_TRUE(document) << result.out;
    for (const auto& image : find_array(*document, "images")) {
        const bool is_public = string_or_empty(image, "registry") == "docker.io" ||
                               string_or_empty(image, "registry") == "registry.k8s.io" ||
                               string_or_empty(image, "registry") == "public.ecr.aws";
        EXPECT_EQ(string_or_empty(image, "nodes.verdict"), is_public ? "fails" : "holds") << image;
    }
}

/// The stand-ins are for amd64 and arm64; EKS's own images are there for both.
TEST(ImagePlatforms, MustBeThoseOfTheNodes) {
    const EmbeddedAwsProcess aws;
    const TemporaryFolder folder;
    const auto manifest = (folder.path() / "pod.yaml").string();
    std::ofstream(manifest) << pod;
    const auto result = aws.inland({"images", "check", example, manifest, "--platforms"});
    EXPECT_EQ(result.exit_code, 1) << result.err;
    EXPECT_THAT(result.out, Not(HasSubstr("not for linux/amd64")));
}

TEST_F(Images, ThatNoRegistryAnswersForHaveNoPlatforms) {
    const auto unheard = write("pod.yaml",
                               "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n"
                               "  containers: [{name: a, image: '127.0.0.1:1/a:1'}]\n");
    const auto result =
        inland({"images", "list", unheard, "--platforms", "--plain-http", "127.0.0.1:1"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.out, AllOf(HasSubstr("RUNS ON"), HasSubstr("127.0.0.1:1")));
}

TEST_F(Images, OfNobodysNodesCannotBeChecked) {
    const auto result = inland({"images", "check", write("pod.yaml", pod)});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, HasSubstr("whose nodes?"));
}

TEST_F(Images, ThatOnlyLookLikeOnesDoNotFail) {
    const auto spec = write("cluster.yaml",
                            "apiVersion: inland.dev/v1alpha1\nkind: Cluster\n"
                            "metadata: {name: atlas}\nspec:\n  region: eu-central-1\n"
                            "  version: \"1.34\"\n  access: private\n"
                            "  network: {cidr: 10.40.0.0/16, zones: 2}\n"
                            "  nodeGroups:\n  - {name: a, kind: managed, os: al2023, "
                            "instanceTypes: [m6i.large], min: 1, desired: 1, max: 2}\n"
                            "  addons: [vpc-cni, coredns, kube-proxy]\n");
    const auto result = inland(
        {"images", "check", spec, write("values.yaml", "image: {repository: a/b, tag: v1}\n")});
    EXPECT_EQ(result.exit_code, 3) << result.out << result.err;
}

TEST_F(Images, AreRewrittenByteForByte) {
    const auto result =
        inland({"images", "list", write("pod.yaml", pod), "--to", "registry.example.com/mirror",
                "--rewrite", path("out"), "--mirrors", path("mirrors")});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    auto expected = pod;
    expected.replace(expected.find("nginx"), 5,
                     "registry.example.com/mirror/docker.io/library/nginx");
    expected.replace(expected.find("602"), 3, "registry.example.com/mirror/602");
    EXPECT_EQ(read("out/pod.yaml"), expected);
    EXPECT_EQ(read("pod.yaml"), pod);
    EXPECT_THAT(read("mirrors/certs.d/docker.io/hosts.toml"),
                HasSubstr("https://registry.example.com/v2/mirror/docker.io"));
}

TEST_F(Images, AreNotWrittenOverTheirOriginals) {
    const auto result = inland({"images", "list", write("pod.yaml", pod), "--to",
                                "registry.example.com", "--rewrite", folder_.path().string()});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, HasSubstr("would overwrite"));
    EXPECT_EQ(read("pod.yaml"), pod);
}

TEST_F(Images, InFilesWithMistakesAreNotListed) {
    const auto result =
        inland({"images", "list", write("bad.yaml", "a: [\n---\nb: {{ c }}\n"), path("none.yaml")});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.out, IsEmpty());
    EXPECT_THAT(result.err, AllOf(HasSubstr("bad.yaml:3:"), HasSubstr("none.yaml"),
                                  HasSubstr("render templates first")));
    EXPECT_EQ(inland({"images", "list"}).exit_code, 2);
    EXPECT_EQ(inland({"images", "list", write("pod.yaml", pod), "--rewrite", path("o")}).exit_code,
              2);
}

TEST(LiveImages, HaveTheTagsThatTheAccountInstalls) {
    const EmbeddedAwsProcess aws;
    const auto result = aws.inland({"images", "list", example, "--live", "-o", "json"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    const auto document = parse_json(result.out);
    ASSERT_TRUE(document);
    for (const auto& image : find_array(*document, "images"))
        EXPECT_EQ(find_bool(image, "tagIsUnsure"), false) << image;
}

}  // namespace
}  // namespace inland::testing
