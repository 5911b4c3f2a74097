// SPDX-License-Identifier: Apache-2.0
// Designs of every way to connect a client's network: they hold, say what they count on, and fail
// by the right flow and cause when one thing of them is broken.
#include "core/diagnostic.h"
#include "design/design.h"
#include "spec/parse.h"
#include "tests/prove/private_world.h"

#include <chrono>
#include <fstream>
#include <functional>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using topology::Topology;

constexpr std::string_view vpn =
    "{vpn: {peer: 203.0.113.10, asn: 65010, routing: static, networks: [172.16.0.0/16]}}";
constexpr std::string_view bgp =
    "{vpn: {peer: 203.0.113.10, asn: 65010, routing: bgp, networks: [172.16.0.0/16]}}";
constexpr std::string_view direct_connect =
    "{directConnect: {gatewayId: 5f294f92-bafb-4011-916d-9b0bd5d3b6d4, networks: [172.16.0.0/16]}}";
constexpr std::string_view transit_gateway =
    "{transitGateway: {id: tgw-0123456789abcdef0, networks: [172.16.0.0/16]}}";

/// The example with another connection.
design::Design design_with(std::string_view connect) {
    std::ifstream file(INLAND_SOURCE_DIR "/examples/private.yaml");
    std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto start = text.find("  connect:\n");
    const auto end = text.find("  # Where the cluster's images");
    text.replace(start, end - start, "  connect: " + std::string(connect) + "\n\n");
    Diagnostics diagnostics;
    const TimePoint today{std::chrono::sys_days{std::chrono::year{2026} / 11 / 1}};
    const auto cluster =
        spec::parse(text, "cluster.yaml", knowledge::built_in(), today, diagnostics);
    EXPECT_TRUE(cluster);
    auto made = cluster ? design::design(*cluster, knowledge::built_in()) : design::Design();
    for (const auto& item : made.diagnostics.items())
        ADD_FAILURE() << item.text();
    return made;
}

Verdicts prove_design(const design::Design& made) {
    std::vector<ClientNetwork> clients;
    for (const auto& client : made.clients)
        clients.push_back({client.name, client.block});
    return prove_world(made.topology, clients);
}

class DesignedConnection : public ::testing::TestWithParam<std::string_view> {};

TEST_P(DesignedConnection, HoldsInEveryFlow) {
    const auto verdicts = prove_design(design_with(GetParam()));
    ASSERT_EQ(verdicts.clusters.size(), 1U);
    for (const Verdict& verdict : verdicts.clusters.front().flows)
        EXPECT_EQ(verdict.outcome, Outcome::Holds)
            << verdict.flow << " from " << verdict.from << " to " << verdict.to << ": "
            << (verdict.causes.empty() ? "" : verdict.causes.front().detail);
    for (const auto* flow : {"client.api-name", "client.api-server", "client.load-balancer"})
        EXPECT_EQ(rows(verdicts, flow).size(), 1U) << flow;
}

INSTANTIATE_TEST_SUITE_P(All, DesignedConnection,
                         ::testing::Values(vpn, bgp, direct_connect, transit_gateway));

std::vector<std::string> assumptions(std::string_view connect) {
    const auto verdicts = prove_design(design_with(connect));
    return rows(verdicts, "client.api-server").front().assumptions;
}

TEST(DesignedConnections, CountOnWhatTheClientsRouterAdvertises) {
    EXPECT_THAT(assumptions(bgp), Contains(HasSubstr("advertises vpn 172.16.0.0/16 by BGP")));
    EXPECT_THAT(assumptions(direct_connect),
                Contains(HasSubstr("advertises directConnect 172.16.0.0/16 by BGP")));
    EXPECT_THAT(assumptions(vpn), ::testing::Not(Contains(HasSubstr("BGP"))));
}

TEST(DesignedConnections, CountOnTheTransitGatewaysOwnRoutes) {
    EXPECT_THAT(assumptions(transit_gateway),
                Contains(HasSubstr("transit gateway tgw-0123456789abcdef0 routes")));
}

/// One thing that is broken in a design.
struct Case {
    std::string_view name;
    std::string_view connect;
    std::function<void(Topology&)> break_it;
    std::string cause;
    std::string flow = "client.api-server";
};

void PrintTo(const Case& broken, std::ostream* out) {
    *out << broken.name;
}

void stop_propagation(Topology& world) {
    for (auto& [key, table] : world.all<topology::RouteTable>())
        table.propagating_gateways = std::vector<topology::Reference<topology::VpnGateway>>{};
}

void remove_routes(Topology& world) {
    for (auto& [key, table] : world.all<topology::RouteTable>())
        table.routes = std::vector<topology::Route>{};
}

void close_group(Topology& world) {
    at<topology::SecurityGroup>(world, "security-group/api-clients").ingress =
        std::vector<topology::SecurityGroupRule>{};
}

void advertise(Topology& world, std::string_view network) {
    auto& connection = at<topology::VpnConnection>(world, "vpn-connection/main");
    connection.advertised_routes = std::vector{block(network)};
}

void allow(Topology& world, std::string_view prefix) {
    auto& association =
        at<topology::DirectConnectAssociation>(world, "direct-connect-association/main");
    association.allowed_prefixes = std::vector{block(prefix)};
}

topology::TransitGatewayRouteTable& far_table(Topology& world) {
    return world.all<topology::TransitGatewayRouteTable>().begin()->second;
}

class BrokenConnection : public ::testing::TestWithParam<Case> {};

TEST_P(BrokenConnection, FailsByItsFlowAndCause) {
    auto made = design_with(GetParam().connect);
    GetParam().break_it(made.topology);
    const auto verdicts = prove_design(made);
    EXPECT_EQ(outcome_of(verdicts, GetParam().flow), Outcome::Fails);
    EXPECT_THAT(cause_kinds(verdicts, GetParam().flow), ElementsAre(GetParam().cause));
}

const std::vector<Case> cases{
    {"VpnNotPropagated", vpn, stop_propagation, "no-route"},
    {"VpnGroupClosed", vpn, close_group, "security-group-ingress"},
    {"VpnWithoutRoute", vpn,
     [](Topology& world) {
         at<topology::VpnConnection>(world, "vpn-connection/main").static_routes =
             std::vector<Ipv4Prefix>{};
     },
     "no-route"},
    {"VpnNameMadePublic", vpn,
     [](Topology& world) {
         at<topology::Cluster>(world, "cluster/atlas").endpoint_public_access = true;
     },
     "public-access-on", "client.api-name"},
    {"BgpNotPropagated", bgp, stop_propagation, "no-route"},
    {"BgpAdvertisesAnother", bgp, [](Topology& world) { advertise(world, "172.17.0.0/16"); },
     "no-route"},
    {"BgpAdvertisesTheVpc", bgp, [](Topology& world) { advertise(world, "10.40.0.0/24"); },
     "no-route"},
    {"DirectConnectPrefixTooNarrow", direct_connect,
     [](Topology& world) { allow(world, "10.40.0.0/17"); }, "no-route"},
    {"DirectConnectPrefixElsewhere", direct_connect,
     [](Topology& world) { allow(world, "10.41.0.0/16"); }, "no-route"},
    {"DirectConnectNotPropagated", direct_connect, stop_propagation, "no-route"},
    {"DirectConnectGroupClosed", direct_connect, close_group, "security-group-ingress"},
    {"DirectConnectLoadBalancer", direct_connect, stop_propagation, "no-route",
     "client.load-balancer"},
    {"TransitNoWayBack", transit_gateway, remove_routes, "no-route"},
    {"TransitVpcNotPropagated", transit_gateway,
     [](Topology& world) {
         far_table(world).propagations = topology::TransitGatewayRouteTable::Attachments{};
     },
     "no-route"},
    {"TransitClientNotRouted", transit_gateway,
     [](Topology& world) {
         far_table(world).routes = std::vector<topology::TransitGatewayRoute>{};
     },
     "no-route"},
    {"TransitZoneWithoutDoor", transit_gateway,
     [](Topology& world) {
         auto& attachment =
             at<topology::TransitGatewayAttachment>(world, "transit-gateway-attachment/main");
         attachment.subnets = std::vector{attachment.subnets.value().front()};
     },
     "no-route"},
};

std::string name_of_case(const ::testing::TestParamInfo<Case>& broken) {
    return std::string(broken.param.name);
}

INSTANTIATE_TEST_SUITE_P(All, BrokenConnection, ::testing::ValuesIn(cases), name_of_case);

TEST(DesignedConnections, WiderAllowedPrefixesDo) {
    auto made = design_with(direct_connect);
    allow(made.topology, "10.40.0.0/15");
    EXPECT_EQ(outcome_of(prove_design(made), "client.api-server"), Outcome::Holds);
}

/// The API with public access beside the private one, and what the design then adds.
void publish(Topology& world) {
    at<topology::Cluster>(world, "cluster/atlas").endpoint_public_access = true;
    topology::SecurityGroup group;
    group.key = "security-group/client-dns";
    group.vpc = topology::Reference<topology::Vpc>{"vpc/main"};
    std::vector<topology::SecurityGroupRule> rules;
    for (const int protocol : {6, 17})
        rules.push_back({.protocol = protocol, .ports = {53, 53}, .block = block("172.16.0.0/16")});
    group.ingress = rules;
    group.egress = std::vector<topology::SecurityGroupRule>{};
    world.add(group);
    topology::ResolverEndpoint endpoint;
    endpoint.key = "resolver-endpoint/inbound";
    endpoint.direction = "INBOUND";
    endpoint.vpc = topology::Reference<topology::Vpc>{"vpc/main"};
    endpoint.subnets = std::vector<topology::Reference<topology::Subnet>>{{"subnet/private-a"},
                                                                          {"subnet/private-b"}};
    endpoint.security_groups =
        std::vector<topology::Reference<topology::SecurityGroup>>{{group.key}};
    world.add(endpoint);
}

TEST(DesignedConnections, LearnPrivateNamesFromAnInboundEndpointThatIsNotMadeYet) {
    for (const auto connect : {vpn, bgp, direct_connect, transit_gateway}) {
        auto made = design_with(connect);
        publish(made.topology);
        const auto verdicts = prove_design(made);
        EXPECT_EQ(outcome_of(verdicts, "client.api-name"), Outcome::Holds) << connect;
        EXPECT_THAT(rows(verdicts, "client.api-name").front().assumptions,
                    Contains(HasSubstr("forward")));
        at<topology::SecurityGroup>(made.topology, "security-group/client-dns").ingress =
            std::vector<topology::SecurityGroupRule>{};
        EXPECT_THAT(cause_kinds(prove_design(made), "client.api-name"),
                    ElementsAre("public-access-on"))
            << connect;
    }
}

}  // namespace
}  // namespace inland::prove::testing
