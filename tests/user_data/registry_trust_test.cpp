// SPDX-License-Identifier: Apache-2.0
#include "user_data/registry_trust.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::user_data {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view registry = "registry.corp.example.com:5000";
constexpr std::string_view pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

class TrustInRegistry : public ::testing::TestWithParam<OperatingSystem> {};

TEST_P(TrustInRegistry, StandsInUserDataBesideTheClusters) {
    const auto own = write_registry_trust({std::string(registry), std::string(pem)}, GetParam());
    EXPECT_EQ(trusted_certificates(own, registry, GetParam()), pem);

    NodeSettings settings{.cluster = "atlas",
                          .endpoint = "https://api",
                          .certificate_authority = "Y2E=",
                          .service_cidr = "172.20.0.0/16",
                          .cluster_dns = "172.20.0.10"};
    const auto whole = merge(own, write(settings, GetParam()), GetParam());
    ASSERT_TRUE(whole) << whole.error().message;
    EXPECT_EQ(trusted_certificates(*whole, registry, GetParam()), pem);
    const auto read_again = read(*whole, GetParam());
    ASSERT_TRUE(read_again) << read_again.error().message;
    EXPECT_EQ(read_again->cluster, "atlas");
}

TEST_P(TrustInRegistry, IsNowhereElse) {
    for (const std::string_view text : {"", "{", "[settings.pki]\nx = 1\n", "MIME-Version: 1.0\n"})
        EXPECT_EQ(trusted_certificates(text, registry, GetParam()), "") << text;
}

INSTANTIATE_TEST_SUITE_P(All, TrustInRegistry,
                         ::testing::Values(OperatingSystem::AmazonLinux2023,
                                           OperatingSystem::AmazonLinux2,
                                           OperatingSystem::Bottlerocket));

TEST(TrustInRegistryOfAmazonLinux, IsOfThatRegistryOnly) {
    const auto own = write_registry_trust({std::string(registry), std::string(pem)},
                                          OperatingSystem::AmazonLinux2023);
    EXPECT_EQ(trusted_certificates(own, "other.example.com", OperatingSystem::AmazonLinux2023), "");
    EXPECT_THAT(own, HasSubstr("[host.\"https://registry.corp.example.com:5000\"]\n"));
    EXPECT_THAT(own, HasSubstr("ca = \"/etc/containerd/certs.d/registry.corp.example.com:5000/"
                               "ca.pem\"\n"));
}

}  // namespace
}  // namespace inland::user_data
