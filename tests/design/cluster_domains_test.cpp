// SPDX-License-Identifier: Apache-2.0
// What dns.forward becomes: the configuration of the add-on coredns.
#include "core/json.h"
#include "coredns/corefile.h"
#include "tests/design/example.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::design::testing {
namespace {

using ::testing::HasSubstr;

design::Design forwarding(const std::string& domains) {
    return design_of(with_added("  dns: {forward: {" + domains + "}}\n"));
}

TEST(ClusterDomains, AreServerBlocksBehindEksOwnCorefile) {
    const auto made = forwarding("corp.example.com: [192.168.0.53, 192.168.1.53]");
    EXPECT_FALSE(made.diagnostics.has_errors());
    const auto values =
        parse_json(made.topology.find<topology::Addon>("addon/coredns")->configuration.value());
    ASSERT_TRUE(values);
    const auto corefile = coredns::parse_corefile(string_or_empty(*values, "corefile"));
    ASSERT_TRUE(corefile);
    ASSERT_EQ(corefile->blocks.size(), 2U);
    EXPECT_TRUE(corefile->blocks.front().serves("."));
    EXPECT_THAT(corefile->text, HasSubstr("ready"));
    EXPECT_THAT(corefile->text, HasSubstr("corp.example.com:53 {\n    errors\n    cache 30\n"
                                          "    forward . 192.168.0.53 192.168.1.53\n}"));
}

TEST(ClusterDomains, NeedNoConfigurationWhereThereAreNone) {
    const auto made = example();
    EXPECT_TRUE(made.topology.find<topology::Addon>("addon/coredns")->configuration.is_absent());
}

std::string without_the_addon() {
    auto text = with_added("  dns: {forward: {corp.example.com: [192.168.0.53]}}\n");
    constexpr std::string_view addon = ", coredns";
    return text.erase(text.find(addon), addon.size());
}

TEST(ClusterDomains, OfCorednsThatIsNoAddonAreProvenButNotAskedOfEks) {
    const auto made = design_of(without_the_addon());
    EXPECT_FALSE(made.diagnostics.has_errors());
    EXPECT_EQ(made.topology.find<topology::Addon>("addon/coredns"), nullptr);
    const auto* own = made.topology.find<topology::Addon>("addon/coredns-of-eks");
    ASSERT_NE(own, nullptr);
    EXPECT_TRUE(own->tags.empty());
    EXPECT_THAT(own->configuration.value(), HasSubstr("forward . 192.168.0.53"));
    const auto& cluster = made.topology.all<topology::Cluster>().begin()->second;
    EXPECT_TRUE(cluster.tags.contains("inland.dev/corefile"));
    EXPECT_FALSE(example().topology.all<topology::Cluster>().begin()->second.tags.contains(
        "inland.dev/corefile"));
}

class Refused : public ::testing::TestWithParam<std::pair<std::string, std::string>> {};

TEST_P(Refused, WithItsPlaceAndTheReason) {
    const auto made = forwarding(GetParam().first);
    ASSERT_TRUE(made.diagnostics.has_errors());
    const auto& item = made.diagnostics.items().front();
    EXPECT_EQ(item.rule, "forwarded-domain");
    EXPECT_THAT(item.detail, HasSubstr(GetParam().second));
    EXPECT_GT(item.place.line, 0);
}

INSTANTIATE_TEST_SUITE_P(
    Domains, Refused,
    ::testing::Values(std::pair("local: [192.168.0.53]", "cluster.local"),
                      std::pair("svc.cluster.local: [192.168.0.53]", "cluster.local"),
                      std::pair("s3.eu-central-1.amazonaws.com: [192.168.0.53]", "amazonaws.com"),
                      std::pair("com: [192.168.0.53]", "amazonaws.com"),
                      std::pair("internal: [192.168.0.53]", "compute.internal"),
                      std::pair("in-addr.arpa: [192.168.0.53]", "in-addr.arpa"),
                      std::pair("corp.example.com: [172.20.0.10]", "ask itself"),
                      std::pair("corp.example.com: [127.0.0.1]", "ask itself")));

TEST(ClusterDomains, MayBeTheReverseZoneOfTheClientsOwnNetwork) {
    EXPECT_FALSE(forwarding("168.192.in-addr.arpa: [192.168.0.53]").diagnostics.has_errors());
}

}  // namespace
}  // namespace inland::design::testing
