// SPDX-License-Identifier: Apache-2.0
#include "user_data/user_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::user_data {
namespace {

using ::testing::HasSubstr;

Result<NodeSettings> read_toml(std::string_view bytes) {
    return read(bytes, OperatingSystem::Bottlerocket);
}

TEST(BottlerocketSettings, AreRead) {
    const auto settings = read_toml(R"([settings.kubernetes]
api-server = "https://ABC.eks.amazonaws.com"
cluster-certificate = "Y2E="
cluster-name = "atlas"
cluster-dns-ip = ["172.20.0.10", "fd00::a"]
hostname-override-source = "instance-id"
max-pods = 29
[settings.kubernetes.node-labels]
"example.com/pool" = "batch"
[settings.kubernetes.node-taints]
pool = ["batch:NoSchedule", "batch:NoExecute"]
[settings.host-containers.admin]
enabled = true
)");
    ASSERT_TRUE(settings) << settings.error().message;
    EXPECT_EQ(settings->cluster, "atlas");
    EXPECT_EQ(settings->cluster_dns, "172.20.0.10");
    EXPECT_EQ(settings->node_name, NodeName::InstanceId);
    EXPECT_EQ(settings->max_pods, 29);
    EXPECT_EQ(settings->labels.at("example.com/pool"), "batch");
    EXPECT_EQ(settings->taints.size(), 2U);
    EXPECT_EQ(complaint_about(*settings, OperatingSystem::Bottlerocket), "");
}

TEST(BottlerocketSettings, MayBeEmpty) {
    const auto settings = read_toml("");
    ASSERT_TRUE(settings);
    EXPECT_THAT(complaint_about(*settings, OperatingSystem::Bottlerocket),
                HasSubstr("settings.kubernetes.cluster-name"));
}

struct Refused {
    std::string name, bytes, words;
};
struct BottlerocketRefused : ::testing::TestWithParam<Refused> {};

TEST_P(BottlerocketRefused, SaysWhy) {
    const auto settings = read_toml(GetParam().bytes);
    ASSERT_FALSE(settings);
    EXPECT_THAT(settings.error().message, HasSubstr(GetParam().words));
}

INSTANTIATE_TEST_SUITE_P(
    UserData, BottlerocketRefused,
    ::testing::Values(
        Refused{"Multipart", "MIME-Version: 1.0\n", "Error parsing TOML user data"},
        Refused{"NoSettings", "kubernetes = 1\n", "did not contain 'settings' section"},
        Refused{"UnknownGroup", "[settings.kubernets]\na = 1\n", "unknown field `kubernets`"},
        Refused{"UnknownSetting", "[settings.kubernetes]\napi-sever = 'x'\n",
                "unknown field `api-sever`"},
        Refused{"NumberForText", "[settings.kubernetes]\ncluster-name = 1\n", "expected a string"},
        Refused{"UnknownSource", "[settings.kubernetes]\nhostname-override-source = 'dns'\n",
                "unknown variant `dns`"},
        Refused{"BrokenCertificate", "[settings.kubernetes]\ncluster-certificate = '%'\n",
                "Invalid base64"}),
    [](const auto& refused) { return refused.param.name; });

TEST(BottlerocketSettings, AreReadAsTheyAreWritten) {
    NodeSettings settings;
    settings.cluster = "atlas";
    settings.endpoint = "https://ABC.gr7.eu-central-1.eks.amazonaws.com";
    settings.certificate_authority = "Y2VydGlmaWNhdGU=";
    settings.cluster_dns = "172.20.0.10";
    settings.labels = {{"example.com/pool", "batch"}};
    settings.taints = {{"pool", "batch", "NoSchedule"}};
    settings.node_name = NodeName::InstanceId;
    settings.max_pods = 29;
    const auto text = write(settings, OperatingSystem::Bottlerocket);
    const auto again = read_toml(text);
    ASSERT_TRUE(again) << again.error().message << text;
    EXPECT_EQ(*again, settings);
}

}  // namespace
}  // namespace inland::user_data
