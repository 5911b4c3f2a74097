// SPDX-License-Identifier: Apache-2.0
#include "spec/parse.h"

#include "knowledge/tables.h"
#include "spec_text.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

namespace inland::spec {
namespace {

Cluster parsed(std::string_view text) {
    Diagnostics found;
    auto cluster = parse(text, "cluster.yaml", knowledge::built_in(), today(), found);
    EXPECT_TRUE(cluster.has_value()) << messages_about(text);
    return cluster.value_or(Cluster{});
}

TEST(Parse, ReadsEveryPartOfASpec) {
    const auto cluster = parsed(good_spec());
    EXPECT_EQ(cluster.name.value, "atlas");
    EXPECT_EQ(cluster.region.value, "eu-central-1");
    EXPECT_EQ(cluster.version.value, "1.34");
    EXPECT_EQ(text(cluster.access.value), "private");
    ASSERT_NE(cluster.network.created(), nullptr);
    EXPECT_EQ(cluster.network.created()->cidr.value.text(), "10.40.0.0/16");
    ASSERT_EQ(cluster.network.created()->zones.size(), 3U);
    EXPECT_EQ(cluster.network.created()->zones[2].value, "eu-central-1c");
    ASSERT_TRUE(cluster.connect.vpn);
    EXPECT_EQ(cluster.connect.vpn->peer.value.text(), "203.0.113.10");
    EXPECT_EQ(cluster.connect.vpn->asn.value, 65010U);
    EXPECT_EQ(cluster.connect.networks().front().value.text(), "192.168.0.0/16");
    ASSERT_EQ(cluster.forward.size(), 1U);
    EXPECT_EQ(cluster.forward[0].servers[1].value.text(), "192.168.1.53");
    ASSERT_EQ(cluster.node_groups.size(), 2U);
    EXPECT_EQ(cluster.node_groups[0].architecture, "x86_64");
    EXPECT_EQ(cluster.node_groups[0].desired.value, 3);
    EXPECT_EQ(cluster.node_groups[1].kind.value, NodeGroupKind::SelfManaged);
    EXPECT_EQ(cluster.service_cidr.value.text(), "172.20.0.0/16");
    EXPECT_EQ(cluster.addons.size(), 4U);
    EXPECT_EQ(cluster.service_accounts[0].via.value, IdentityKind::Irsa);
    EXPECT_EQ(cluster.admins.size(), 1U);
    EXPECT_EQ(cluster.logging.size(), 3U);
    EXPECT_EQ(cluster.endpoints.add[0].value, "logs");
    EXPECT_EQ(cluster.tags[0].value.value, "platform");
}

TEST(Parse, KeepsThePlaceOfEveryValue) {
    const auto cluster = parsed(good_spec());
    EXPECT_EQ(cluster.region.place, (Place{"cluster.yaml", 5, 11}));
    EXPECT_EQ(cluster.node_groups[1].name.place, (Place{"cluster.yaml", 18, 14}));
    EXPECT_EQ(cluster.endpoints.add[0].place, (Place{"cluster.yaml", 25, 21}));
}

TEST(Parse, FillsInDefaults) {
    const auto cluster = parsed(R"(apiVersion: inland.dev/v1alpha1
kind: Cluster
metadata: {name: small}
spec:
  region: us-east-1
  version: "1.34"
  network: {cidr: 10.0.0.0/16, zones: 5}
  nodeGroups: [{name: a, instanceTypes: [m6g.large]}, {name: b, instanceTypes: [m6i.large], min: 4}]
)");
    EXPECT_EQ(text(cluster.access.value), "private");
    EXPECT_EQ(cluster.network.egress.value, Egress::None);
    EXPECT_EQ(cluster.network.nodes.value, NodePlacement::Private);
    EXPECT_TRUE(std::holds_alternative<EcrRegistry>(cluster.registry));
    EXPECT_EQ(cluster.service_cidr.value.text(), "172.20.0.0/16");
    EXPECT_EQ(cluster.addons.size(), 3U);
    EXPECT_EQ(cluster.endpoints.admit.value, Admission::NodeGroups);
    EXPECT_EQ(cluster.node_groups[0].os.value, OperatingSystem::Al2023);
    EXPECT_EQ(cluster.node_groups[0].architecture, "arm64");
    EXPECT_EQ(cluster.node_groups[0].min.value, 2);
    EXPECT_EQ(cluster.node_groups[0].max.value, 2);
    EXPECT_EQ(cluster.node_groups[1].desired.value, 4);
}

TEST(Parse, LeavesOutZonesThatEksRefuses) {
    const auto cluster =
        parsed(replaced(replaced(good_spec(), "region: eu-central-1", "region: us-east-1"),
                        "zones: 3", "zones: 5"));
    for (const auto& zone : cluster.network.created()->zones)
        EXPECT_NE(zone.value, "us-east-1e");
}

TEST(Parse, GivesPublicAccessItsEgress) {
    const auto cluster =
        parsed(replaced(good_spec(), "access: private",
                        "access: {mode: public-and-private, publicCidrs: [198.51.100.0/24]}"));
    EXPECT_EQ(cluster.network.egress.value, Egress::Nat);
    EXPECT_EQ(std::get<PublicAndPrivateAccess>(cluster.access.value).public_cidrs.size(), 1U);
}

TEST(Parse, GivesPublicNodesNoNatGatewaysUnlessAsked) {
    const auto text = replaced(good_spec(), "access: private", "access: public");
    const auto cidr = std::string("cidr: 10.40.0.0/16");
    EXPECT_EQ(parsed(replaced(text, cidr, cidr + "\n    nodes: public")).network.egress.value,
              Egress::None);
    EXPECT_EQ(parsed(replaced(text, cidr, cidr + "\n    nodes: public\n    egress: nat"))
                  .network.egress.value,
              Egress::Nat);
}

TEST(Parse, ChoosesAServiceCidrThatOverlapsNothing) {
    auto text = replaced(good_spec(), "  serviceCidr: 172.20.0.0/16\n", "");
    text = replaced(text, "10.40.0.0/16", "172.20.0.0/16");
    EXPECT_EQ(parsed(text).service_cidr.value.text(), "10.100.0.0/16");
}

TEST(Parse, TakesAnExistingNetworkAndEveryConnection) {
    auto text = replaced(good_spec(), "cidr: 10.40.0.0/16\n    zones: 3",
                         "existing: {vpcId: vpc-0123456789abcdef0, subnetIds: [subnet-01234567]}");
    text =
        replaced(text, "  connect:\n",
                 "  connect:\n"
                 "    directConnect: {gatewayId: 01234567-89ab-cdef-0123-456789abcdef, networks: "
                 "[10.8.0.0/16]}\n"
                 "    transitGateway: {id: tgw-01234567, networks: [10.9.0.0/16]}\n");
    const auto cluster = parsed(text);
    ASSERT_NE(cluster.network.existing(), nullptr);
    EXPECT_EQ(cluster.network.existing()->subnet_ids.size(), 1U);
    EXPECT_EQ(cluster.connect.networks().size(), 3U);
}

TEST(Parse, TakesAPrivateRegistryAndTaints) {
    auto text =
        replaced(good_spec(), "registry: ecr",
                 "registry: {url: \"registry.corp.example.com:5000/k8s\", pullSecret: pull.json, "
                 "ca: ca.pem}");
    text = replaced(text, "max: 10",
                    "max: 10, labels: {example.com/a: b, node.kubernetes.io/c: }, taints: [{key: "
                    "batch, value: \"yes\", effect: NoExecute}]");
    const auto cluster = parsed(text);
    EXPECT_EQ(std::get<UrlRegistry>(cluster.registry).pull_secret->value, "pull.json");
    EXPECT_EQ(cluster.node_groups[1].labels.size(), 2U);
    EXPECT_EQ(cluster.node_groups[1].taints[0].effect.value, TaintEffect::NoExecute);
}

TEST(Parse, TakesAl2UpToItsLastVersion) {
    parsed(replaced(replaced(good_spec(), "\"1.34\"", "\"1.32\""), "os: al2023", "os: al2"));
}

TEST(Parse, JudgesSupportByTheClockThatItIsGiven) {
    Diagnostics found;
    const auto text = replaced(good_spec(), "\"1.34\"", "\"1.30\"");
    const auto before = *parse_iso8601("2026-07-22T23:59:59Z");
    EXPECT_TRUE(parse(text, "f", knowledge::built_in(), before, found));
    EXPECT_FALSE(parse(text, "f", knowledge::built_in(), before + std::chrono::hours(24), found));
}

TEST(Parse, AcceptsTheExample) {
    Diagnostics found;
    const auto cluster = load_file(std::string(INLAND_SOURCE_DIR) + "/examples/private.yaml",
                                   knowledge::built_in(), today(), found);
    for (const auto& diagnostic : found.sorted())
        ADD_FAILURE() << diagnostic.text();
    ASSERT_TRUE(cluster);
    EXPECT_EQ(cluster->name.value, "atlas");
    EXPECT_EQ(cluster->node_groups.at(0).max.value, 6);
}

TEST(LoadFile, RefusesLargeFilesWithoutReadingThem) {
    const auto path = std::filesystem::path(testing::TempDir()) / "inland-large.yaml";
    std::ofstream(path).put('a');
    std::filesystem::resize_file(path, std::uintmax_t{100} << 20U);
    Diagnostics found;
    EXPECT_FALSE(load_file(path.string(), knowledge::built_in(), today(), found));
    ASSERT_EQ(found.items().size(), 1U);
    EXPECT_EQ(found.items()[0].rule, "too-large");
    EXPECT_EQ(found.items()[0].place.file, path.string());
    std::filesystem::remove(path);
}

TEST(LoadFile, SaysWhatIsNoFile) {
    Diagnostics found;
    EXPECT_FALSE(load_file("/nonexistent/cluster.yaml", knowledge::built_in(), today(), found));
    EXPECT_FALSE(load_file(testing::TempDir(), knowledge::built_in(), today(), found));
    ASSERT_EQ(found.items().size(), 2U);
    EXPECT_EQ(found.items()[0].rule, "cannot-read");
    EXPECT_EQ(found.items()[1].rule, "cannot-read");
}

}  // namespace
}  // namespace inland::spec
