// SPDX-License-Identifier: Apache-2.0
#include "kube/kubeconfig.h"

#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <yaml-cpp/yaml.h>

namespace inland::kube {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const KubeconfigEntry atlas{
    .name = "arn:aws:eks:eu-central-1:123456789012:cluster/atlas",
    .context = "atlas",
    .server = "https://A.gr7.eu-central-1.eks.amazonaws.com",
    .certificate_authority_data = "Y2E=",
    .proxy_url = "http://192.168.0.10@127.0.0.1:4566",
    .exec = {"inland", {"token", "--cluster", "atlas", "--region", "eu-central-1"}, {}}};

struct Folder {
    std::filesystem::path path;
    Folder() {
        std::string name = std::filesystem::temp_directory_path() / "inland-kube-XXXXXX";
        path = mkdtemp(name.data());
    }
    ~Folder() { std::filesystem::remove_all(path); }
};

std::string read(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

void write(const std::filesystem::path& path, std::string_view text) {
    std::ofstream(path) << text;
}

TEST(Kubeconfig, IsMadeFromNothing) {
    const auto text = merge_kubeconfig("", atlas);
    ASSERT_TRUE(text.has_value()) << text.error().message;
    const auto document = YAML::Load(*text);
    EXPECT_EQ(document["current-context"].Scalar(), "atlas");
    EXPECT_EQ(document["clusters"][0]["cluster"]["proxy-url"].Scalar(), atlas.proxy_url);
    EXPECT_EQ(document["contexts"][0]["context"]["user"].Scalar(), atlas.name);
    const auto exec = document["users"][0]["user"]["exec"];
    EXPECT_EQ(exec["command"].Scalar(), "inland");
    EXPECT_EQ(exec["args"].size(), 5U);
}

TEST(Kubeconfig, KeepsWhatItDoesNotKnow) {
    const auto text = merge_kubeconfig(R"(apiVersion: v1
x-mine: {a: "1.30", b: [1, true]}
clusters:
- cluster:
    server: https://other
    extensions: []
  name: other
contexts: []
users: null
preferences: {}
kind: Config
current-context: other
)",
                                       atlas);
    ASSERT_TRUE(text.has_value()) << text.error().message;
    EXPECT_THAT(*text, HasSubstr("a: \"1.30\""));
    const auto document = YAML::Load(*text);
    EXPECT_EQ(document.begin()->first.Scalar(), "apiVersion");
    EXPECT_EQ((++document.begin())->first.Scalar(), "x-mine");
    EXPECT_EQ(document["clusters"][0]["name"].Scalar(), "other");
    EXPECT_EQ(document["clusters"].size(), 2U);
    EXPECT_EQ(document["current-context"].Scalar(), "atlas");
}

TEST(Kubeconfig, MergesTwiceToTheSameText) {
    const auto once = merge_kubeconfig("", atlas);
    const auto twice = merge_kubeconfig(*once, atlas);
    EXPECT_EQ(*once, *twice);
}

TEST(Kubeconfig, ReplacesTheWayToReachAClusterThatIsThere) {
    auto direct = atlas;
    direct.proxy_url.clear();
    const auto text = merge_kubeconfig(*merge_kubeconfig("", atlas), direct);
    EXPECT_THAT(*text, ::testing::Not(HasSubstr("proxy-url")));
}

TEST(Kubeconfig, RefusesWhatIsNone) {
    for (const auto* text : {"[]", "a: [", "clusters: 3", "\x01", "- x"})
        EXPECT_FALSE(merge_kubeconfig(text, atlas).has_value()) << text;
    std::string bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
    for (char c = 'b'; c < 'j'; ++c)
        bomb += fmt::format("{0}: &{0} [*{1}, *{1}, *{1}, *{1}, *{1}, *{1}, *{1}, *{1}, *{1}]\n", c,
                            static_cast<char>(c - 1));
    EXPECT_FALSE(merge_kubeconfig(bomb, atlas).has_value());
}

TEST(KubeconfigFiles, AreThoseThatKubectlReads) {
    EXPECT_THAT(kubeconfig_files("x", "a:b", "/home/u"), ElementsAre("x"));
    EXPECT_THAT(kubeconfig_files({}, "a::b", "/home/u"), ElementsAre("a", "b"));
    EXPECT_THAT(kubeconfig_files({}, {}, "/home/u"), ElementsAre("/home/u/.kube/config"));
}

TEST(KubeconfigFiles, AreWrittenWhereTheEntryIs) {
    const Folder folder;
    const auto first = folder.path / "first";
    const auto second = folder.path / "second";
    EXPECT_EQ(file_to_write({first, second}, atlas), second);
    write(first, "apiVersion: v1\n");
    EXPECT_EQ(file_to_write({first, second}, atlas), first);
    write(second, *merge_kubeconfig("", atlas));
    EXPECT_EQ(file_to_write({first, second}, atlas), second);
}

TEST(KubeconfigFiles, AreForTheirOwnerOnly) {
    const Folder folder;
    const auto file = folder.path / "new" / "config";
    ASSERT_TRUE(write_kubeconfig(file, atlas).has_value());
    struct stat status{};
    ASSERT_EQ(stat(file.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    EXPECT_THAT(read(file), HasSubstr("current-context: atlas"));
}

TEST(KubeconfigFiles, StayAsTheyAreWhenTheyCannotBeUnderstood) {
    const Folder folder;
    const auto file = folder.path / "config";
    write(file, "clusters: [");
    const auto written = write_kubeconfig(file, atlas);
    ASSERT_FALSE(written.has_value());
    EXPECT_THAT(written.error().message, HasSubstr("line 1"));
    EXPECT_EQ(read(file), "clusters: [");
}

}  // namespace
}  // namespace inland::kube
