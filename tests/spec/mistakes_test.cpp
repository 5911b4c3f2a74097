// SPDX-License-Identifier: Apache-2.0
#include "spec_text.h"

#include <algorithm>

#include <gtest/gtest.h>

/// One change to a good spec, and what is said about it. "^" stands where the mistake is; where it
/// is somewhere else, `place` says where.
namespace inland::spec {
namespace {

struct Mistake {
    const char* name;
    const char* from;
    const char* to;
    const char* rule;
    const char* place = nullptr;
};

void PrintTo(const Mistake& mistake, std::ostream* out) {
    *out << mistake.name;
}

class Mistakes : public testing::TestWithParam<Mistake> {};

/// "line:column" of the mark, which is taken out.
std::string take_mark(std::string& text) {
    const auto mark = text.find('^');
    text.erase(mark, 1);
    const auto before = std::string_view(text).substr(0, mark);
    const auto line = std::ranges::count(before, '\n') + 1;
    const auto column = mark - before.rfind('\n');
    return std::to_string(line) + ":" + std::to_string(column);
}

TEST_P(Mistakes, AreNamedWithTheirPlace) {
    const auto& mistake = GetParam();
    auto text = replaced(good_spec(), mistake.from, mistake.to);
    const auto place = mistake.place ? std::string(mistake.place) : take_mark(text);
    EXPECT_EQ(mistakes_in(text), std::vector<std::string>{place + " " + mistake.rule})
        << messages_about(text);
}

const Mistake document[] = {
    {"NotYaml", "region: eu-central-1", "region: [eu-central-1", "not-yaml", "6:10"},
    {"WrongApiVersion", "inland.dev/v1alpha1", "^inland.dev/v2", "api-version"},
    {"WrongKind", "kind: Cluster", "kind: ^Deployment", "kind"},
    {"NoKind", "kind: Cluster\n", "", "missing-field", "1:1"},
    {"NoRegion", "  region: eu-central-1\n", "", "missing-field", "5:3"},
    {"RegionWithoutValue", "region: eu-central-1", "^region:", "missing-field"},
    {"UnknownField", "access: private", "^acces: private", "unknown-field"},
    {"UnknownFieldInRow", "desired: 3", "^wanted: 3", "unknown-field"},
    {"DuplicateKey", "  access: private", "  ^region: eu-west-1", "duplicate-key"},
    {"WrongKindOfValue", "addons: [vpc-cni, coredns, kube-proxy, eks-pod-identity-agent]",
     "addons: ^vpc-cni", "wrong-kind"},
    {"Anchor", "region: eu-central-1", "region: ^&a eu-central-1", "anchor"},
    {"Alias", "region: eu-central-1", "region: ^*a", "not-yaml"},
    {"MergeKey", "metadata: {name: atlas}", "metadata: {^<<: {name: atlas}}", "merge-key"},
    {"Tag", "region: eu-central-1", "region: ^!!binary eu", "tag"},
    {"TwoDocuments", "  tags: {team: platform}", "^---\nkind: Cluster", "several-documents"},
};

const Mistake header[] = {
    {"ClusterName", "name: atlas", "name: ^-atlas", "cluster-name"},
    {"ClusterNameWithDot", "name: atlas", "name: ^at.las", "cluster-name"},
    {"UnknownRegion", "eu-central-1", "^eu-centrl-1", "unknown-region"},
    {"UnquotedVersion", "\"1.34\"", "^1.30", "unquoted-version"},
    {"UnknownVersion", "\"1.34\"", "^\"1.99\"", "unknown-version"},
    {"EndedVersion", "\"1.34\"", "^\"1.29\"", "ended-version"},
    {"AccessWord", "access: private", "access: ^hidden", "unknown-word"},
    {"PublicCidrsOfPrivateAccess", "access: private",
     "access: {mode: private, ^publicCidrs: [198.51.100.0/24]}", "public-cidrs"},
    {"PublicCidrsOfPrivateNetworks", "access: private",
     "access: {mode: public, publicCidrs: [198.51.100.0/24, ^10.0.0.0/8]}", "public-cidrs"},
};

const Mistake networks[] = {
    {"HostBits", "cidr: 10.40.0.0/16", "cidr: ^10.40.0.1/16", "cidr"},
    {"NotACidr", "cidr: 10.40.0.0/16", "cidr: ^ten", "cidr"},
    {"CidrTooLarge", "10.40.0.0/16", "^10.0.0.0/8", "cidr-too-large"},
    {"CidrTooSmall", "10.40.0.0/16", "^10.40.0.0/29", "cidr-too-small"},
    {"NoRoomForZones", "10.40.0.0/16", "^10.40.0.0/25", "cidr-too-small"},
    {"NoRoomForPublicNodes", "cidr: 10.40.0.0/16", "cidr: ^10.40.0.0/24\n    nodes: public",
     "cidr-too-small"},
    {"CidrUnusable", "10.40.0.0/16", "^169.254.0.0/16", "cidr-unusable"},
    {"ForeignZone", "zones: 3", "zones: [eu-central-1a, ^eu-west-1b]", "foreign-zone"},
    {"OneZone", "zones: 3", "zones: ^[eu-central-1a]", "too-few-zones"},
    {"SameZone", "zones: 3", "zones: [eu-central-1a, ^eu-central-1a]", "repeated"},
    {"TooManyZones", "zones: 3", "zones: ^5", "too-many-zones"},
    {"ZonesOutOfRange", "zones: 3", "zones: ^1", "out-of-range"},
    {"NoNetwork", "    cidr: 10.40.0.0/16\n", "", "missing-field", "9:5"},
    {"TwoNetworks", "zones: 3", "existing: {vpcId: vpc-12345678, subnetIds: [subnet-12345678]}",
     "two-networks", "9:5"},
    {"VpcId", "cidr: 10.40.0.0/16\n    zones: 3",
     "existing: {vpcId: ^my-vpc, subnetIds: [subnet-12345678]}", "aws-id"},
    {"ServiceCidrOverlapsNetwork", "172.20.0.0/16", "^10.40.128.0/20", "overlap"},
    {"ServiceCidrSize", "172.20.0.0/16", "^172.20.0.0/25", "service-cidr-size"},
    {"ServiceCidrPublic", "172.20.0.0/16", "^198.51.0.0/16", "service-cidr-public"},
    {"ConnectedNetworkOverlapsVpc", "[192.168.0.0/16]", "[^10.40.8.0/24]", "overlap"},
    {"ConnectedNetworksOverlap", "[192.168.0.0/16]", "[192.168.0.0/16, ^192.168.8.0/24]",
     "overlap"},
    {"PeerPrivate", "203.0.113.10", "^10.0.0.1", "peer"},
    {"PeerNoAddress", "203.0.113.10", "^vpn.example.com", "address"},
    {"AsnRange", "asn: 65010", "asn: ^0", "out-of-range"},
    {"AsnNoNumber", "asn: 65010", "asn: ^AS65010", "wrong-kind"},
    {"Routing", "routing: static", "routing: ^statc", "unknown-word"},
    {"NoNetworks", "[192.168.0.0/16]", "^[]", "empty-list"},
    {"BgpWithoutAsn", "asn: 65010, routing: static", "routing: bgp", "missing-field", "12:10"},
    {"TransitGatewayId", "vpn: {peer: 203.0.113.10, asn: 65010, routing: static, networks: ",
     "transitGateway: {id: ^vpc-12345678, networks: ", "aws-id"},
    {"DirectConnectId", "vpn: {peer: 203.0.113.10, asn: 65010, routing: static, networks: ",
     "directConnect: {gatewayId: ^dxgw-1, networks: ", "aws-id"},
    {"ForwarderNoAddress", "192.168.1.53", "^ns.example.com", "address"},
    {"ForwardedDomain", "corp.example.com", "^corp_example.com", "domain"},
    {"ForwardedClusterDomain", "corp.example.com", "^cluster.local", "domain"},
    {"NoForwarders", "[192.168.0.53, 192.168.1.53]", "^[]", "empty-list"},
    {"RegistryScheme", "registry: ecr", "registry: {url: ^\"https://registry.example.com\"}",
     "registry-url"},
    {"RegistryWord", "registry: ecr", "registry: ^docker", "unknown-word"},
};

const Mistake groups[] = {
    {"EqualNames", "name: batch", "name: ^general", "repeated"},
    {"GroupName", "name: batch", "name: ^batch.jobs", "node-group-name"},
    {"Al2AboveItsLastVersion", "os: al2023", "os: ^al2", "os-ended"},
    {"UnknownSystem", "os: al2023", "os: ^al2024", "unknown-word"},
    {"UnknownInstanceType", "m6i.large", "^m6i.lage", "unknown-instance-type"},
    {"ArchitectureMix", "[m6i.large]", "[m6i.large, ^m6g.large]", "architecture-mix"},
    {"NoInstanceTypes", "[m6i.large]", "^[]", "empty-list"},
    {"MinAboveMax", "min: 2, desired: 3, max: 6", "min: ^7, desired: 7, max: 6", "node-counts"},
    {"DesiredBelowMin", "desired: 3", "desired: ^1", "node-counts"},
    {"DesiredAboveMax", "desired: 3", "desired: ^7", "node-counts"},
    {"NegativeCount", "desired: 3", "desired: ^-1", "out-of-range"},
    {"CountNoNumber", "desired: 3", "desired: ^three", "wrong-kind"},
    {"CountTooBigForAnyNumber", "desired: 3", "desired: ^99999999999999999999999", "out-of-range"},
    {"DiskTooSmallForTheImages", "max: 10", "max: 10, diskSize: ^8", "out-of-range"},
    {"LabelKey", "max: 10", "max: 10, labels: {^a b: c}", "label-key"},
    {"LabelValue", "max: 10", "max: 10, labels: {a: ^-c-}", "label-value"},
    {"ReservedLabel", "max: 10", "max: 10, labels: {^kubernetes.io/role: x}", "reserved-label"},
    {"TaintEffect", "max: 10", "max: 10, taints: [{key: a, effect: ^Never}]", "unknown-word"},
    {"EqualTaints", "max: 10",
     "max: 10, taints: [{key: a, effect: NoSchedule}, {key: ^a, effect: NoSchedule}]", "repeated"},
};

const Mistake rest[] = {
    {"UnknownAddon", "kube-proxy", "^kube-prxy", "unknown-addon"},
    {"SameAddon", "kube-proxy", "^coredns", "repeated"},
    {"PolicyArn", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", "^AmazonS3ReadOnlyAccess",
     "arn"},
    {"PolicyOfAnotherPartition", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
     "^arn:aws-cn:iam::aws:policy/AmazonS3ReadOnlyAccess", "arn"},
    {"AdminArn", "arn:aws:iam::123456789012:role/platform", "^arn:aws:iam::1234:role/platform",
     "arn"},
    {"AdminNoPrincipal", "arn:aws:iam::123456789012:role/platform",
     "^arn:aws:iam::123456789012:group/platform", "arn"},
    {"Namespace", "namespace: shop", "namespace: ^Shop", "kubernetes-name"},
    {"Via", "via: irsa", "via: ^kiam", "unknown-word"},
    {"PodIdentityWithoutAgent",
     "eks-pod-identity-agent]\n  serviceAccounts:\n    - {namespace: shop, name: orders, policies: "
     "[arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess], via: irsa}",
     "metrics-server]\n  serviceAccounts:\n    - {namespace: shop, name: orders, policies: "
     "[arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess], via: ^pod-identity}",
     "no-identity-agent"},
    {"LogType", "authenticator", "^authentication", "unknown-log-type"},
    {"UnknownEndpoint", "add: [logs]", "add: [^log]", "unknown-endpoint"},
    {"EndpointThatThereIsNot", "add: [logs]", "add: [^shield]", "services-without-endpoint"},
    {"AddedAndRemoved", "remove: []", "remove: [^logs]", "added-and-removed"},
    {"Admission", "admit: node-groups", "admit: ^everyone", "unknown-word"},
    {"AwsTag", "{team: platform}", "{^\"aws:team\": platform}", "reserved-tag"},
    {"TagKey", "{team: platform}", "{^\"te*m\": platform}", "tag-key"},
    {"TagValue", "{team: platform}", "{team: ^\"a?b\"}", "tag-value"},
};

std::string name_of(const testing::TestParamInfo<Mistake>& info) {
    return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(Document, Mistakes, testing::ValuesIn(document), name_of);
INSTANTIATE_TEST_SUITE_P(Header, Mistakes, testing::ValuesIn(header), name_of);
INSTANTIATE_TEST_SUITE_P(Networks, Mistakes, testing::ValuesIn(networks), name_of);
INSTANTIATE_TEST_SUITE_P(Groups, Mistakes, testing::ValuesIn(groups), name_of);
INSTANTIATE_TEST_SUITE_P(Rest, Mistakes, testing::ValuesIn(rest), name_of);

TEST(Mistake, AllAreShownAtOnce) {
    auto text = replaced(good_spec(), "eu-central-1", "eu-centrl-1");
    text = replaced(text, "10.40.0.0/16", "10.40.0.1/16");
    text = replaced(text, "m6i.large", "m6i.lage");
    text = replaced(text, "logging", "loging");
    EXPECT_EQ(mistakes_in(text),
              (std::vector<std::string>{"5:11 unknown-region", "9:11 cidr",
                                        "17:66 unknown-instance-type", "24:3 unknown-field"}));
}

TEST(Mistake, NamesTheNearestName) {
    EXPECT_NE(messages_about(replaced(good_spec(), "logging", "loging"))
                  .find("did you mean \"logging\"?"),
              std::string::npos);
    EXPECT_NE(messages_about(replaced(good_spec(), "eu-central-1", "eu-centrl-1"))
                  .find("did you mean \"eu-central-1\"?"),
              std::string::npos);
}

TEST(Mistake, SaysWhyVersionsAreQuoted) {
    EXPECT_NE(
        messages_about(replaced(good_spec(), "\"1.34\"", "1.30")).find("write version: \"1.30\""),
        std::string::npos);
}

TEST(Mistake, SaysWhenAVersionEnded) {
    const auto said = messages_about(replaced(good_spec(), "\"1.34\"", "\"1.29\""));
    EXPECT_NE(said.find("ended on 2026-03-23"), std::string::npos) << said;
    EXPECT_NE(said.find("one of: 1.35, 1.34, 1.33, 1.32, 1.31"), std::string::npos) << said;
}

TEST(Mistake, SaysTheBlockThatWasProbablyMeant) {
    EXPECT_NE(
        messages_about(replaced(good_spec(), "10.40.0.0/16", "10.40.0.1/16")).find("10.40.0.0/16"),
        std::string::npos);
}

}  // namespace
}  // namespace inland::spec
