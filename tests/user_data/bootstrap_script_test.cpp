// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "user_data/user_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::user_data {
namespace {

using ::testing::HasSubstr;

Result<NodeSettings> read_al2(std::string_view bytes) {
    return read(bytes, OperatingSystem::AmazonLinux2);
}

/// Ways in which people start bootstrap.sh; all of them mean the same.
struct Way {
    std::string name, bytes;
};
struct Bootstrap : ::testing::TestWithParam<Way> {};

TEST_P(Bootstrap, IsFound) {
    const auto settings = read_al2(GetParam().bytes);
    ASSERT_TRUE(settings) << settings.error().message;
    EXPECT_EQ(settings->cluster, "atlas");
    EXPECT_EQ(settings->endpoint, "https://ABC.eks.amazonaws.com");
    EXPECT_EQ(settings->certificate_authority, "Y2E=");
    EXPECT_EQ(settings->labels, (std::map<std::string, std::string>{{"pool", "a"}, {"x", "y"}}));
}

constexpr std::string_view plain =
    "#!/bin/bash\n/etc/eks/bootstrap.sh atlas --apiserver-endpoint https://ABC.eks.amazonaws.com "
    "--b64-cluster-ca Y2E= --kubelet-extra-args '--node-labels=pool=a,x=y'\n";

INSTANTIATE_TEST_SUITE_P(
    UserData, Bootstrap,
    ::testing::Values(
        Way{"Plain", std::string(plain)},
        Way{"WithVariables",
            "#!/bin/bash\nset -ex\nB64_CLUSTER_CA=Y2E=\nexport "
            "API_SERVER_URL=\"https://ABC.eks.amazonaws.com\"\nNAME='atlas'\n"
            "/etc/eks/bootstrap.sh ${NAME} --kubelet-extra-args "
            "\"--node-labels=pool=${POOL:-a},x=y\" --b64-cluster-ca $B64_CLUSTER_CA "
            "--apiserver-endpoint $API_SERVER_URL --dns-cluster-ip $DNS\n"},
        Way{"OverManyLines",
            "#!/bin/bash -xe\nset -o xtrace\nexec > >(tee /var/log/user-data.log|logger -t "
            "user-data "
            "-s 2>/dev/console) 2>&1\n# /etc/eks/bootstrap.sh other\nexport FOO=1 && sudo -E "
            "/etc/eks/bootstrap.sh \\\n  --apiserver-endpoint 'https://ABC.eks.amazonaws.com' \\\n"
            "  --b64-cluster-ca \"Y2E=\" \\\r\n  --use-max-pods false \\\n  atlas "
            "--kubelet-extra-args \"--node-labels=pool=a,x=y --max-pods=17\" 2>&1 | tee log\n"},
        Way{"AfterEditingIt",
            "#!/bin/bash\nsed -i 's/a/b/' /etc/eks/bootstrap.sh\ncat <<-EOF > /tmp/x\n"
            "/etc/eks/bootstrap.sh wrong\nEOF\nif true; then exec bash /etc/eks/bootstrap.sh atlas "
            "--b64-cluster-ca Y2E= --apiserver-endpoint https://ABC.eks.amazonaws.com "
            "--kubelet-extra-args --node-labels=pool=a,x=y; fi\n"},
        Way{"InAPart",
            "MIME-Version: 1.0\nContent-Type: multipart/mixed; "
            "boundary=\"==B==\"\n\n--==B==\nContent-Type: text/cloud-config\n\n"
            "#cloud-config\nmounts: []\n--==B==\nContent-Type: text/x-shellscript; "
            "charset=\"us-ascii\"\n\n" +
                std::string(plain) + "\n--==B==--\n"},
        Way{"InAPartOfAPart",
            "Content-Type: multipart/mixed; boundary=outer\n\n--outer\nContent-Type: "
            "multipart/mixed; boundary=inner\n\n--inner\nContent-Transfer-Encoding: base64\n"
            "Content-Type: text/x-shellscript\n\n" +
                base64(plain) + "\n--inner--\n\n--outer--\n"},
        Way{"WithoutItsLastBoundary",
            "Content-Type: multipart/mixed; boundary=\"//\"\n\n--//\nContent-Type: "
            "text/x-shellscript\n\n" +
                std::string(plain)},
        Way{"ByCloudConfig",
            "#cloud-config\nruncmd:\n  - [/etc/eks/bootstrap.sh, atlas, --apiserver-endpoint, "
            "'https://ABC.eks.amazonaws.com', --b64-cluster-ca, Y2E=, --kubelet-extra-args, "
            "'--node-labels=pool=a,x=y']\n"}),
    [](const auto& way) { return way.param.name; });

TEST(BootstrapArguments, LeaveOutWhatTheyLeaveOut) {
    const auto settings = read_al2("#!/bin/bash\n/etc/eks/bootstrap.sh atlas\n");
    ASSERT_TRUE(settings);
    EXPECT_EQ(settings->cluster, "atlas");
    EXPECT_EQ(settings->endpoint, "");
    EXPECT_EQ(complaint_about(*settings, OperatingSystem::AmazonLinux2), "");
}

TEST(BootstrapArguments, TakeAnUnknownOptionForTheClustersName) {
    const auto settings = read_al2(
        "#!/bin/sh\n/etc/eks/bootstrap.sh --service-ipv4-cidr "
        "10.0.0.0/16 atlas --dns-cluster-ip 10.0.0.10\n");
    ASSERT_TRUE(settings);
    EXPECT_EQ(settings->cluster, "--service-ipv4-cidr");
    EXPECT_EQ(settings->cluster_dns, "10.0.0.10");
}

TEST(BootstrapArguments, NeedAClustersName) {
    const auto settings = read_al2("#!/bin/sh\n/etc/eks/bootstrap.sh --use-max-pods true\n");
    ASSERT_TRUE(settings);
    EXPECT_EQ(complaint_about(*settings, OperatingSystem::AmazonLinux2),
              "ERROR: cluster name is not defined!");
}

TEST(BootstrapArguments, NeedTheValueOfAnOption) {
    const auto settings = read_al2("#!/bin/sh\n/etc/eks/bootstrap.sh atlas --b64-cluster-ca\n");
    ASSERT_FALSE(settings);
    EXPECT_THAT(settings.error().message, HasSubstr("unbound variable"));
}

TEST(BootstrapArguments, KeepWhatAScriptComputesAsItIsWritten) {
    const auto settings = read_al2(
        "#!/bin/sh\nCA=$(aws eks describe-cluster --name x)\n"
        "/etc/eks/bootstrap.sh atlas --b64-cluster-ca \"$CA\"\n");
    ASSERT_TRUE(settings);
    EXPECT_EQ(settings->certificate_authority, "$(aws eks describe-cluster --name x)");
}

TEST(BootstrapScript, HasToBeRun) {
    for (const auto* bytes : {"", "#!/bin/bash\necho /etc/eks/bootstrap.sh atlas\n",
                              "/etc/eks/bootstrap.sh atlas\n", "#cloud-config\nruncmd: {}\n"})
        EXPECT_FALSE(read_al2(bytes)) << bytes;
}

TEST(BootstrapScript, ReadsWhatItWrites) {
    NodeSettings settings;
    settings.cluster = "atlas";
    settings.endpoint = "https://ABC.gr7.eu-central-1.eks.amazonaws.com";
    settings.certificate_authority = "Y2VydGlmaWNhdGU=";
    settings.cluster_dns = "172.20.0.10";
    settings.labels = {{"pool", "batch"}};
    settings.taints = {{"pool", "batch", "NoSchedule"}};
    settings.max_pods = 29;
    const auto again = read_al2(write(settings, OperatingSystem::AmazonLinux2));
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(*again, settings);
}

}  // namespace
}  // namespace inland::user_data
