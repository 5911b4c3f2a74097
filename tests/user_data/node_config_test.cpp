// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "user_data/user_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::user_data {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view cluster_part = R"(---
apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  cluster:
    name: atlas
    apiServerEndpoint: https://ABC.gr7.eu-central-1.eks.amazonaws.com
    certificateAuthority: Y2VydGlmaWNhdGU=
    cidr: 172.20.0.0/16
)";
constexpr std::string_view kubelet_part = R"(apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  cluster: {name: ""}
  kubelet:
    config:
      maxPods: 17
      registerWithTaints:
        - {key: pool, value: batch, effect: NoSchedule}
    flags:
      - "--node-labels=pool=batch,size=large"
      - --node-labels size=small
  featureGates:
    InstanceIdNodeName: true
)";

Result<NodeSettings> read_al2023(std::string_view bytes) {
    return read(bytes, OperatingSystem::AmazonLinux2023);
}

std::string multipart(std::initializer_list<std::string> parts, std::string_view end = "--//--\n") {
    std::string text = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"//\"\n\n";
    for (const auto& part : parts)
        text += "--//\n" + part + "\n";
    return text + std::string(end);
}

std::string node_config_part(std::string_view document) {
    return "Content-Type: application/node.eks.aws\n\n" + std::string(document);
}

TEST(NodeConfig, IsReadAsADocument) {
    const auto settings = read_al2023(cluster_part);
    ASSERT_TRUE(settings) << settings.error().message;
    EXPECT_EQ(settings->cluster, "atlas");
    EXPECT_EQ(settings->endpoint, "https://ABC.gr7.eu-central-1.eks.amazonaws.com");
    EXPECT_EQ(settings->certificate_authority, "Y2VydGlmaWNhdGU=");
    EXPECT_EQ(settings->service_cidr, "172.20.0.0/16");
    EXPECT_EQ(settings->node_name, NodeName::PrivateDnsName);
    EXPECT_EQ(complaint_about(*settings, OperatingSystem::AmazonLinux2023), "");
}

TEST(NodeConfig, MergesPartsInOrder) {
    const auto settings = read_al2023(multipart(
        {node_config_part(cluster_part), "Content-Type: text/x-shellscript\n\n#!/bin/bash\necho hi",
         node_config_part(kubelet_part)}));
    ASSERT_TRUE(settings) << settings.error().message;
    EXPECT_EQ(settings->cluster, "atlas");
    EXPECT_EQ(settings->labels,
              (std::map<std::string, std::string>{{"pool", "batch"}, {"size", "small"}}));
    EXPECT_EQ(settings->taints, (std::vector<Taint>{{"pool", "batch", "NoSchedule"}}));
    EXPECT_EQ(settings->max_pods, 17);
    EXPECT_EQ(settings->node_name, NodeName::InstanceId);
}

TEST(NodeConfig, UndoesTransferEncodings) {
    const auto encoded = base64(cluster_part);
    const auto by_base64 = read_al2023(
        multipart({"Content-Type: application/node.eks.aws\nContent-Transfer-Encoding: base64\n\n" +
                   encoded.substr(0, 60) + "\n" + encoded.substr(60)}));
    ASSERT_TRUE(by_base64) << by_base64.error().message;
    EXPECT_EQ(by_base64->cluster, "atlas");
    std::string quoted(cluster_part);
    quoted.replace(quoted.find("Y2VydGlmaWNhdGU="), 16, "Y2VydGlmaWNh=\ndGU=3D");
    const auto by_quoting =
        read_al2023(multipart({"Content-Type: application/node.eks.aws; charset=\"us-ascii\"\n"
                               "Content-Transfer-Encoding: quoted-printable\n\n" +
                               quoted}));
    ASSERT_TRUE(by_quoting) << by_quoting.error().message;
    EXPECT_EQ(by_quoting->certificate_authority, "Y2VydGlmaWNhdGU=");
}

TEST(NodeConfig, IsUnpacked) {
    // printf 'apiVersion: …\nkind: NodeConfig\nspec: {cluster: {name: atlas}}\n' | gzip -n | base64
    const auto packed = decode_base64(
        "H4sIAAAAAAACAw3JMQ6AIAwAwJ1X9AUYVlZ3R/cGqjZgIRR1MP5dtksOK6/UlIt4kBLJUlKLj063w1wPdCaxRA/"
        "LuLnIxrvRSsHDG/KlndqQ4EkesGfU7zM/3U0qKFIAAAA=");
    const auto settings = read_al2023(packed.value());
    ASSERT_TRUE(settings) << settings.error().message;
    EXPECT_EQ(settings->cluster, "atlas");
    EXPECT_FALSE(read_al2023(packed->substr(0, 40)));
}

TEST(NodeConfig, SaysWhatIsMissingInNodeadmsWords) {
    NodeSettings settings;
    const auto complaint = [&] {
        return complaint_about(settings, OperatingSystem::AmazonLinux2023);
    };
    EXPECT_EQ(complaint(), "Name is missing in cluster configuration");
    settings.cluster = "atlas";
    EXPECT_EQ(complaint(), "Apiserver endpoint is missing in cluster configuration");
    settings.endpoint = "https://x";
    EXPECT_EQ(complaint(), "Certificate authority is missing in cluster configuration");
    settings.certificate_authority = "Y2E=";
    EXPECT_EQ(complaint(), "CIDR is missing in cluster configuration");
}

struct Refused {
    std::string name, bytes, words;
};
struct NodeConfigRefused : ::testing::TestWithParam<Refused> {};

TEST_P(NodeConfigRefused, SaysWhy) {
    const auto settings = read_al2023(GetParam().bytes);
    ASSERT_FALSE(settings);
    EXPECT_THAT(settings.error().message, HasSubstr(GetParam().words));
}

INSTANTIATE_TEST_SUITE_P(
    UserData, NodeConfigRefused,
    ::testing::Values(
        Refused{"Nothing", "", "StatusCode: 404"},
        Refused{"NoPartOfItsType", multipart({"Content-Type: text/x-shellscript\n\n#!/bin/bash\n"}),
                "could not find NodeConfig within UserData"},
        Refused{"NoLastBoundary", multipart({node_config_part(cluster_part)}, ""),
                "multipart: NextPart: EOF"},
        Refused{"AScript", "#!/bin/bash\n/etc/eks/bootstrap.sh atlas\n",
                "couldn't get version/kind"},
        Refused{"AnotherVersion", "apiVersion: node.eks.aws/v2\nkind: NodeConfig\n",
                "no kind \"NodeConfig\" is registered for version \"node.eks.aws/v2\""},
        Refused{"AnotherKind", "apiVersion: node.eks.aws/v1alpha1\nkind: Nodeconfig\n",
                "no kind \"Nodeconfig\""},
        Refused{"NoKind", "apiVersion: node.eks.aws/v1alpha1\n", "Object 'Kind' is missing"},
        Refused{"NoBoundary", "Content-Type: multipart/mixed\n\n--x\n\n--x--\n",
                "boundary is empty"},
        Refused{"NumberForAName",
                "apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec: {cluster: {name: 7}}\n",
                "ClusterDetails.spec.cluster.name of type string"},
        Refused{"BrokenCertificate",
                "apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec: {cluster: "
                "{certificateAuthority: '%%%'}}\n",
                "illegal base64 data"},
        Refused{"DamagedGzip", std::string("\x1f\x8b\x08") + "nothing", "decompress"}),
    [](const auto& refused) { return refused.param.name; });

TEST(NodeConfig, ReadsWhatItWrites) {
    NodeSettings settings;
    settings.cluster = "atlas";
    settings.endpoint = "https://ABC.gr7.eu-central-1.eks.amazonaws.com";
    settings.certificate_authority = "Y2VydGlmaWNhdGU=";
    settings.service_cidr = "172.20.0.0/16";
    settings.cluster_dns = "172.20.0.10";
    settings.labels = {{"pool", "batch"}};
    settings.taints = {{"pool", "batch", "NoSchedule"}};
    settings.node_name = NodeName::InstanceId;
    settings.max_pods = 29;
    const auto text = write(settings, OperatingSystem::AmazonLinux2023);
    EXPECT_THAT(text, HasSubstr("Content-Type: application/node.eks.aws"));
    const auto again = read_al2023(text);
    ASSERT_TRUE(again) << again.error().message << "\n" << text;
    EXPECT_EQ(*again, settings);
}

}  // namespace
}  // namespace inland::user_data
