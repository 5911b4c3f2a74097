// SPDX-License-Identifier: Apache-2.0
// Certificates of worlds whose packets leave the VPC, each by one kind of way.
#include "checker/check.h"
#include "tests/prove/certificates/mutations.h"
#include "tests/prove/packets/two_vpcs.h"
#include "topology/planned_name.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using namespace topology;
using ::testing::Contains;
using ::testing::IsEmpty;

SecurityGroup open_group(std::string key, std::string vpc) {
    SecurityGroup group;
    group.key = std::move(key);
    group.vpc = Reference<Vpc>{std::move(vpc)};
    SecurityGroupRule ipv6;
    ipv6.ipv6_block = Ipv6Prefix();
    group.ingress = std::vector{SecurityGroupRule{.block = Ipv4Prefix()}, ipv6};
    group.egress = group.ingress;
    return group;
}

void add_internet_gateway(Topology& world, std::string vpc) {
    InternetGateway gateway;
    gateway.key = "igw";
    gateway.vpc = Reference<Vpc>{std::move(vpc)};
    world.add(std::move(gateway));
}

void lead(Topology& world, const char* table, RouteTarget target, std::string key) {
    at<RouteTable>(world, table)
        .routes.mutable_value()
        .push_back(route_to("0.0.0.0/0", target, std::move(key)));
}

void add_table(Topology& world, const char* key, const char* vpc, const char* subnet) {
    RouteTable table;
    table.key = key;
    table.vpc = Reference<Vpc>{vpc};
    table.subnets = std::vector<Reference<Subnet>>{{subnet}};
    table.routes = std::vector<Route>{};
    world.add(std::move(table));
}

void add_nat(Topology& world, const char* vpc, const char* cidr) {
    Subnet subnet;
    subnet.key = "public";
    subnet.vpc = Reference<Vpc>{vpc};
    subnet.cidr_block = block(cidr);
    subnet.availability_zone = "eu-central-1a";
    world.add(std::move(subnet));
    add_table(world, "public", vpc, "public");
    add_internet_gateway(world, vpc);
    lead(world, "public", RouteTarget::InternetGateway, "igw");
    NatGateway nat;
    nat.key = "nat";
    nat.subnet = Reference<Subnet>{"public"};
    world.add(std::move(nat));
}

/// Nodes with public addresses behind an internet gateway.
Topology public_world() {
    auto world = private_world();
    world.all<VpcEndpoint>().clear();
    add_internet_gateway(world, "main");
    lead(world, "private", RouteTarget::InternetGateway, "igw");
    world.add(open_group("eks-cluster-sg/atlas", "main"));
    for (const char* key : {"a", "b"})
        at<Subnet>(world, key).map_public_ip_on_launch = true;
    return world;
}

/// Private nodes whose services are behind a NAT gateway.
Topology nat_world() {
    auto world = private_world();
    world.all<VpcEndpoint>().clear();
    add_nat(world, "main", "10.0.9.0/24");
    lead(world, "private", RouteTarget::NatGateway, "nat");
    return world;
}

/// IPv4 stays inside, IPv6 goes out.
Topology egress_only_world() {
    auto world = private_world();
    const auto six = [](const char* text) { return Ipv6Prefix::parse(text).value(); };
    at<Vpc>(world, "main").ipv6_cidr_blocks = std::vector{six("2001:db8:0:100::/56")};
    at<Subnet>(world, "a").ipv6_cidr_block = six("2001:db8:0:101::/64");
    at<Subnet>(world, "b").ipv6_cidr_block = six("2001:db8:0:102::/64");
    for (const char* key : {"a", "b"})
        at<Subnet>(world, key).assign_ipv6_on_creation = true;
    EgressOnlyInternetGateway gateway;
    gateway.key = "eigw";
    gateway.vpc = Reference<Vpc>{"main"};
    world.add(std::move(gateway));
    Route out;
    out.ipv6_destination = Ipv6Prefix();
    out.target = RouteTarget::EgressOnlyInternetGateway;
    out.target_key = "eigw";
    at<RouteTable>(world, "private").routes.mutable_value().push_back(std::move(out));
    return world;
}

/// Its endpoints are in the hub, and a zone of the user's leads there.
Topology with_central_endpoints(Topology world) {
    world.add(open_group("hub-endpoints", "hub"));
    for (const std::string service : {"ec2", "ecr.api", "ecr.dkr"}) {
        auto& endpoint = at<VpcEndpoint>(world, service);
        endpoint.vpc = Reference<Vpc>{"hub"};
        endpoint.subnets = std::vector<Reference<Subnet>>{{"hub-a"}};
        endpoint.security_groups = std::vector<Reference<SecurityGroup>>{{"hub-endpoints"}};
        endpoint.private_dns_enabled = false;
        const std::string domain = service == "ec2"       ? "ec2.eu-central-1.amazonaws.com"
                                   : service == "ecr.api" ? "api.ecr.eu-central-1.amazonaws.com"
                                                          : "dkr.ecr.eu-central-1.amazonaws.com";
        HostedZone zone;
        zone.key = "zone of " + service;
        zone.zone_name = domain;
        zone.is_private = true;
        zone.vpcs = std::vector<Reference<Vpc>>{{"main"}};
        zone.records = std::vector{RecordSet{.name = service == "ecr.dkr" ? "*." + domain : domain,
                                             .type = "A",
                                             .values = {},
                                             .alias = planned_name(endpoint.key),
                                             .set_identifier = {}}};
        world.add(std::move(zone));
    }
    return world;
}

Topology peered_world() {
    return with_central_endpoints(peered_vpcs());
}

/// The gateway enters the nodes' VPC by two subnets, of which it takes either.
Topology attached_world() {
    auto world = with_central_endpoints(attached_vpcs());
    at<TransitGatewayAttachment>(world, "spoke").subnets.mutable_value().push_back({"b"});
    return world;
}

/// All that goes to the internet goes by the hub's NAT gateway.
Topology central_nat_world() {
    auto world = attached_vpcs();
    world.all<VpcEndpoint>().clear();
    at<TransitGatewayAttachment>(world, "spoke").subnets.mutable_value().push_back({"b"});
    add_nat(world, "hub", "10.1.9.0/24");
    lead(world, "private", RouteTarget::TransitGateway, "tgw");
    lead(world, "hub", RouteTarget::NatGateway, "nat");
    at<RouteTable>(world, "public")
        .routes.mutable_value()
        .push_back(route_to("10.0.0.0/16", RouteTarget::TransitGateway, "tgw"));
    TransitGatewayRoute out;
    out.destination = Ipv4Prefix();
    out.attachment = "hub";
    at<TransitGatewayRouteTable>(world, "tgt").routes.mutable_value().push_back(std::move(out));
    return world;
}

struct WayWorld {
    const char* name;
    Topology (*make)();
    checker::Component component;  ///< one that only this kind of way has
};

class WayCertificates : public ::testing::TestWithParam<WayWorld> {};

checker::Certificate certificate_of(const Topology& world) {
    return prove_certified({world, knowledge::built_in(), office()}).certificate;
}

checker::Report check(const Topology& world, const checker::Certificate& certificate) {
    return checker::check({world, knowledge::built_in()}, certificate);
}

std::vector<checker::Component> components_of(const checker::Certificate& certificate) {
    std::vector<checker::Component> components;
    for (const auto& row : certificate.rows)
        for (const auto& passage : row.passages)
            for (const auto& way : passage.ways)
                for (const auto& step : way.steps)
                    components.push_back(step.component);
    return components;
}

TEST_P(WayCertificates, ShowEveryFlow) {
    const auto world = GetParam().make();
    const auto certificate = certificate_of(world);
    const auto report = check(world, certificate);
    for (const auto& fault : report.faults)
        ADD_FAILURE() << fault.row << ": " << fault.what;
    EXPECT_THAT(report.unshown, IsEmpty());
    EXPECT_GT(report.shown, 15U);
    EXPECT_THAT(components_of(certificate), Contains(GetParam().component));
}

TEST_P(WayCertificates, AreRefusedWhenForged) {
    const auto world = GetParam().make();
    const auto certificate = certificate_of(world);
    for (std::size_t row = 0; row < certificate.rows.size(); ++row)
        for (const auto& [name, forge] : forgeries()) {
            auto forged = certificate;
            if (!forge(forged.rows[row]))
                continue;
            const auto report = check(world, forged);
            EXPECT_GT(report.faults.size() + report.unshown.size(), 0U)
                << name << " of " << certificate.rows[row].flow;
        }
}

/// What a certificate that is accepted says of a row is what the prover says now.
bool is_still_right(const checker::Certificate& old, const checker::Certificate& now) {
    return std::ranges::all_of(old.rows, [&](const checker::Row& row) {
        return std::ranges::all_of(now.rows, [&](const checker::Row& other) {
            return row.flow != other.flow || row.from != other.from || row.passages.empty() ||
                   row.outcome == other.outcome || other.outcome == checker::Outcome::Unknown;
        });
    });
}

TEST_P(WayCertificates, AreRefusedWhenTheWorldChangesUnderThem) {
    const auto world = GetParam().make();
    const auto certificate = certificate_of(world);
    std::size_t refused = 0;
    for (const auto& [name, changed] : changed_ways(world)) {
        const bool accepted = check(changed, certificate).faults.empty();
        const auto now = certificate_of(changed);
        EXPECT_TRUE(!accepted || is_still_right(certificate, now)) << name;
        EXPECT_THAT(check(changed, now).faults, IsEmpty()) << name;
        refused += accepted ? 0 : 1;
    }
    EXPECT_GT(refused, 3U);
}

INSTANTIATE_TEST_SUITE_P(
    By, WayCertificates,
    ::testing::Values(
        WayWorld{"InternetGateway", public_world, checker::Component::PublicAddress},
        WayWorld{"NatGateway", nat_world, checker::Component::NatGateway},
        WayWorld{"EgressOnlyGateway", egress_only_world, checker::Component::PublicAccess},
        WayWorld{"Peering", peered_world, checker::Component::Peering},
        WayWorld{"TransitGateway", attached_world, checker::Component::TransitRoute},
        WayWorld{"CentralNatGateway", central_nat_world, checker::Component::NatGateway}),
    [](const auto& way) { return std::string(way.param.name); });

}  // namespace
}  // namespace inland::prove::testing
