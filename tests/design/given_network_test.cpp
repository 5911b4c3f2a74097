// SPDX-License-Identifier: Apache-2.0
#include "prove/prove.h"
#include "tests/design/example.h"
#include "topology/ownership.h"

#include <gmock/gmock.h>

namespace inland::design {
namespace {

using namespace topology;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

template <typename R>
R there(std::string_view id) {
    R resource;
    resource.key = id;
    resource.id = id;
    return resource;
}

Subnet subnet(std::string_view id, std::string_view zone, std::string_view block) {
    auto made = there<Subnet>(id);
    made.vpc = Reference<Vpc>{"vpc-00000001"};
    made.availability_zone = std::string(zone);
    made.cidr_block = *Ipv4Prefix::parse(block);
    made.available_addresses = 200;
    return made;
}

/// Two zones and a main route table; nobody has added anything.
GivenNetwork network() {
    GivenNetwork given;
    auto vpc = there<Vpc>("vpc-00000001");
    vpc.cidr_block = *Ipv4Prefix::parse("172.20.0.0/16");
    vpc.enable_dns_support = true;
    vpc.enable_dns_hostnames = true;
    given.topology.add(std::move(vpc));
    given.topology.add(subnet("subnet-0000000a", "eu-central-1a", "172.20.0.0/24"));
    given.topology.add(subnet("subnet-0000000b", "eu-central-1b", "172.20.1.0/24"));
    given.topology.add(subnet("subnet-0000000c", "eu-central-1b", "172.20.2.0/24"));
    auto table = there<RouteTable>("rtb-1");
    table.vpc = Reference<Vpc>{"vpc-00000001"};
    table.is_main = true;
    table.routes = std::vector<Route>{};
    given.topology.add(std::move(table));
    given.topology.region = "eu-central-1";
    return given;
}

std::string spec_in(std::string_view subnets) {
    return testing::with(
        "    cidr: 10.40.0.0/16\n    zones: 3\n",
        "    existing: {vpcId: vpc-00000001, subnetIds: [" + std::string(subnets) + "]}\n");
}

Design designed(const GivenNetwork& given,
                std::string_view subnets = "subnet-0000000a, subnet-0000000b") {
    return testing::design_of(spec_in(subnets), &given);
}

template <typename R>
std::vector<std::string> owned(const Design& design) {
    std::vector<std::string> keys;
    for (const auto& [key, resource] : design.topology.all<R>())
        if (is_owned(resource, "atlas"))
            keys.push_back(key);
    return keys;
}

VpcEndpoint endpoint(std::string_view service, bool answers_by_name) {
    auto made = there<VpcEndpoint>("vpce-1");
    made.vpc = Reference<Vpc>{"vpc-00000001"};
    made.service_name = "com.amazonaws.eu-central-1." + std::string(service);
    made.endpoint_type = "Interface";
    made.private_dns_enabled = answers_by_name;
    return made;
}

TEST(GivenNetwork, KeepsWhatIsThereAndAddsOnlyWhatIsMissing) {
    const auto design = designed(network());
    EXPECT_THAT(owned<Vpc>(design), IsEmpty());
    EXPECT_THAT(owned<Subnet>(design), IsEmpty());
    EXPECT_THAT(owned<RouteTable>(design), IsEmpty());
    EXPECT_THAT(owned<VpcEndpoint>(design), Contains("vpc-endpoint/ecr.api"));
    const auto* cluster = design.topology.find<Cluster>("cluster/atlas");
    ASSERT_NE(cluster, nullptr);
    EXPECT_THAT(cluster->subnets.value(), SizeIs(2));
}

TEST(GivenNetwork, UsesAnEndpointToWhichTheNameLeadsAlready) {
    auto given = network();
    given.topology.add(endpoint("ecr.api", true));
    EXPECT_THAT(owned<VpcEndpoint>(designed(given)), Not(Contains("vpc-endpoint/ecr.api")));
    given.topology.add(endpoint("ecr.api", false));
    EXPECT_THAT(owned<VpcEndpoint>(designed(given)), Contains("vpc-endpoint/ecr.api"));
}

TEST(GivenNetwork, PutsAnEndpointOnceIntoAZone) {
    const auto design = designed(network(), "subnet-0000000a, subnet-0000000b, subnet-0000000c");
    const auto* made = design.topology.find<VpcEndpoint>("vpc-endpoint/ecr.api");
    ASSERT_NE(made, nullptr);
    EXPECT_THAT(made->subnets.value(), SizeIs(2));
}

TEST(GivenNetwork, GivesServicesABlockThatTheNetworkDoesNotHave) {
    const auto design = designed(network());
    EXPECT_EQ(design.topology.find<Cluster>("cluster/atlas")->service_cidr.value().text(),
              "10.100.0.0/16");
    const auto text =
        spec_in("subnet-0000000a, subnet-0000000b") + "  serviceCidr: 172.20.128.0/20\n";
    const auto given = network();
    const auto refused = testing::design_of(text, &given).diagnostics;
    ASSERT_TRUE(refused.has_errors());
    EXPECT_EQ(refused.items().front().rule, "overlap");
}

TEST(GivenNetwork, ChangesOnlyTagsAndPropagationAndNeverWhatSaysSomethingAlready) {
    auto given = network();
    given.topology.all<Subnet>().at("subnet-0000000a").tags["kubernetes.io/role/internal-elb"] = "";
    const auto design = designed(given);
    EXPECT_THAT(design.edits,
                ElementsAre(NetworkEdit(SubnetTag{"subnet-0000000b",
                                                  "kubernetes.io/role/internal-elb", "1"}),
                            NetworkEdit(Propagation{"rtb-1", "vpn-gateway/main"})));
}

TEST(GivenNetwork, OfAnotherAccountGetsSecurityGroupsOnly) {
    auto given = network();
    given.owner = NetworkOwner::OtherAccount;
    const auto design = designed(given);
    EXPECT_THAT(design.edits, IsEmpty());
    EXPECT_THAT(owned<VpcEndpoint>(design), IsEmpty());
    EXPECT_THAT(owned<VpnGateway>(design), IsEmpty());
    EXPECT_THAT(owned<VpnConnection>(design), IsEmpty());
    EXPECT_THAT(owned<SecurityGroup>(design), ElementsAre("security-group/api-clients"));
}

TEST(GivenNetwork, SaysAtItsPlaceWhichSubnetIsNotThere) {
    const auto refused = designed(network(), "subnet-0000000a, subnet-00000000").diagnostics;
    ASSERT_THAT(refused.items(), SizeIs(1));
    EXPECT_EQ(refused.items().front().rule, "no-such-subnet");
    EXPECT_THAT(refused.items().front().detail, HasSubstr("subnet-0000000b"));
}

TEST(GivenNetwork, ThatNobodyReadIsProvenOfNothing) {
    const auto design = testing::design_of(spec_in("subnet-0000000a, subnet-0000000b"));
    EXPECT_FALSE(design.diagnostics.has_errors());
    const auto verdicts = prove::prove({design.topology, knowledge::built_in(), {}});
    EXPECT_EQ(verdicts.outcome, prove::Outcome::Unknown);
}

std::string spec_with_registry() {
    auto text = spec_in("subnet-0000000a, subnet-0000000b");
    const std::string_view registry = "registry: ecr";
    text.replace(text.find(registry), registry.size(),
                 "registry: {url: registry.corp.example.com}");
    return text + "  dns: {forward: {corp.example.com: [192.168.0.53]}}\n";
}

TEST(GivenNetwork, GetsARuleForTheRegistryUnlessItFollowsOneForThatDomain) {
    auto given = network();
    EXPECT_THAT(owned<ResolverRule>(testing::design_of(spec_with_registry(), &given)),
                ElementsAre("resolver-rule/registry"));
    auto rule = there<ResolverRule>("rslvr-rr-1");
    rule.domain_name = "corp.example.com";
    rule.rule_type = "FORWARD";
    rule.vpcs = std::vector<Reference<Vpc>>{{"vpc-00000009"}};
    given.topology.add(rule);
    EXPECT_THAT(owned<ResolverRule>(testing::design_of(spec_with_registry(), &given)), SizeIs(1))
        << "it is another VPC's";
    given.topology.all<ResolverRule>().at("rslvr-rr-1").vpcs =
        std::vector<Reference<Vpc>>{{"vpc-00000001"}};
    const auto made = testing::design_of(spec_with_registry(), &given);
    EXPECT_THAT(owned<ResolverRule>(made), IsEmpty());
    EXPECT_THAT(owned<ResolverEndpoint>(made), IsEmpty());
}

TEST(GivenNetwork, IsAsItWasWithoutTheCluster) {
    const auto given = network();
    auto observed = given.topology;
    auto group = there<SecurityGroup>("security-group/endpoints");
    group.tags[std::string(cluster_tag)] = "atlas";
    observed.add(std::move(group));
    auto card = there<NetworkInterface>("eni-1");
    card.subnet = Reference<Subnet>{"subnet-0000000a"};
    card.private_addresses = std::vector{Ipv4Address{1}, Ipv4Address{2}};
    card.security_groups = std::vector<Reference<SecurityGroup>>{{"security-group/endpoints"}};
    observed.add(std::move(card));
    observed.all<Subnet>().at("subnet-0000000a").available_addresses = 198;
    EXPECT_EQ(without_cluster(observed, "atlas"), given.topology);
}

}  // namespace
}  // namespace inland::design
