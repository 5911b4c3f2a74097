// SPDX-License-Identifier: Apache-2.0
// Clusters of each mode that stand, and somebody who breaks the way that the mode asks for: the
// proof of the living cluster says at which flow and why, and the next machine stops there.
#include "tests/peers/modes.h"
#include "tests/peers/next_machine.h"

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::Contains;

constexpr std::string_view group = "batch";

struct Breakage {
    std::string_view name;
    Mode mode;
    void (*make)(AwsCalls& calls);
    std::string_view stops;
    std::string_view cause;
};

void PrintTo(const Breakage& breakage, std::ostream* out) {
    *out << breakage.name;
}

void for_each_table(AwsCalls& calls, std::string_view route_member,
                    const std::function<void(const std::string& table)>& visit) {
    const auto answer = calls.ec2("DescribeRouteTables", filtered("vpc-id", calls.vpc()));
    for (const auto& table : find_array(answer, "RouteTables"))
        for (const auto& route : find_array(table, "Routes"))
            if (string_or_empty(route, "DestinationCidrBlock") == "0.0.0.0/0" &&
                !string_or_empty(route, route_member).empty())
                visit(string_or_empty(table, "RouteTableId"));
}

void remove_default_routes(AwsCalls& calls, std::string_view route_member) {
    for_each_table(calls, route_member, [&](const std::string& table) {
        calls.ec2("DeleteRoute", {{"RouteTableId", table}, {"DestinationCidrBlock", "0.0.0.0/0"}});
    });
}

void remove_nat_routes(AwsCalls& calls) {
    remove_default_routes(calls, "NatGatewayId");
}
void remove_gateway_routes(AwsCalls& calls) {
    remove_default_routes(calls, "GatewayId");
}

void remove_nat_gateways(AwsCalls& calls) {
    const auto answer = calls.ec2("DescribeNatGateways");
    for (const auto& gateway : find_array(answer, "NatGateways"))
        calls.ec2("DeleteNatGateway", {{"NatGatewayId", string_or_empty(gateway, "NatGatewayId")}});
}

json::value described(AwsCalls& calls) {
    return calls.call("eks", "DescribeCluster", {{"name", "modes"}});
}

void let_nobody_out(AwsCalls& calls) {
    const auto id =
        string_or_empty(described(calls), "cluster.resourcesVpcConfig.clusterSecurityGroupId");
    const auto found = calls.ec2("DescribeSecurityGroups", {{"GroupIds", json::array{id}}});
    calls.ec2("RevokeSecurityGroupEgress",
              {{"GroupId", id},
               {"IpPermissions", find_array(found, "SecurityGroups.0.IpPermissionsEgress")}});
}

void change_access(AwsCalls& calls, json::object config) {
    calls.call("eks", "UpdateClusterConfig",
               {{"name", "modes"}, {"resourcesVpcConfig", std::move(config)}});
    while (string_or_empty(described(calls), "cluster.status") != "ACTIVE") {
    }
}

void admit_the_office_only(AwsCalls& calls) {
    change_access(calls, {{"publicAccessCidrs", json::array{"192.0.2.0/24"}}});
}

void turn_private_side_off(AwsCalls& calls) {
    change_access(calls, {{"endpointPublicAccess", true}, {"endpointPrivateAccess", false}});
}

void close_endpoints(AwsCalls& calls) {
    const auto endpoint = calls.endpoint("ec2");
    const auto id = string_or_empty(endpoint, "Groups.0.GroupId");
    const auto found = calls.ec2("DescribeSecurityGroups", {{"GroupIds", json::array{id}}});
    calls.ec2(
        "RevokeSecurityGroupIngress",
        {{"GroupId", id}, {"IpPermissions", find_array(found, "SecurityGroups.0.IpPermissions")}});
}

void give_no_public_addresses(AwsCalls& calls) {
    const auto answer = calls.ec2("DescribeSubnets", filtered("map-public-ip-on-launch", "true"));
    for (const auto& subnet : find_array(answer, "Subnets"))
        if (string_or_empty(subnet, "VpcId") == calls.vpc())
            calls.ec2("ModifySubnetAttribute",
                      {{"SubnetId", string_or_empty(subnet, "SubnetId")},
                       {"MapPublicIpOnLaunch", json::object{{"Value", false}}}});
}

constexpr std::array breakages{
    Breakage{"PrivateSideOff", private_mode, turn_private_side_off, "node.api-server",
             "api-private-access-off"},
    Breakage{"PrivateEndpointsClosed", private_mode, close_endpoints, "node.ec2",
             "security-group-ingress"},
    Breakage{"PrivateNobodyLetOut", private_mode, let_nobody_out, "node.ec2",
             "security-group-egress"},
    Breakage{"BothWithoutRoutes", both_mode, remove_nat_routes, "node.ec2", "no-endpoint"},
    Breakage{"BothWithoutNat", both_mode, remove_nat_gateways, "node.ec2", "blackhole-route"},
    Breakage{"BothWithoutPrivateSide", both_mode, turn_private_side_off, "node.api-server",
             "api-public-cidrs"},
    Breakage{"BothNobodyLetOut", both_mode, let_nobody_out, "node.ec2", "security-group-egress"},
    Breakage{"PublicWithoutRoutes", public_mode, remove_nat_routes, "node.ec2", "no-endpoint"},
    Breakage{"PublicWithoutNat", public_mode, remove_nat_gateways, "node.ec2", "blackhole-route"},
    Breakage{"PublicNotAdmitted", public_mode, admit_the_office_only, "node.api-server",
             "api-public-cidrs"},
    Breakage{"PublicNobodyLetOut", public_mode, let_nobody_out, "node.ec2",
             "security-group-egress"},
    Breakage{"PublicNodesWithoutRoutes", public_nodes_mode, remove_gateway_routes, "node.ec2",
             "no-endpoint"},
    Breakage{"PublicNodesWithoutAddresses", public_nodes_mode, give_no_public_addresses, "node.ec2",
             "no-endpoint"},
    Breakage{"PublicNodesNotAdmitted", public_nodes_mode, admit_the_office_only, "node.api-server",
             "api-public-cidrs"},
};

class ModeBreakages : public ::testing::TestWithParam<Breakage> {
  protected:
    ModeCluster cluster_;
};

TEST_P(ModeBreakages, StopTheNextMachineAsTheyAreProven) {
    const auto& breakage = GetParam();
    const auto applied = cluster_.apply(breakage.mode);
    ASSERT_EQ(applied.exit_code, 0) << applied.out << applied.err;
    AwsCalls calls(cluster_.aws);
    breakage.make(calls);
    const auto machine = next_machine(cluster_.aws, calls, "modes", group);
    ASSERT_TRUE(machine);
    const auto broken = broken_for(inland_json(cluster_.aws, {"prove", "--live", "modes"}), group);
    expect_as_proven(*machine, broken);
    EXPECT_EQ(machine->last_flow, breakage.stops);
    const auto stop = broken.find(std::string(breakage.stops));
    ASSERT_NE(stop, broken.end()) << machine->last_detail;
    EXPECT_THAT(stop->second, Contains(breakage.cause)) << machine->last_detail;
}

INSTANTIATE_TEST_SUITE_P(All, ModeBreakages, ::testing::ValuesIn(breakages),
                         [](const auto& breakage) { return std::string(breakage.param.name); });

}  // namespace
}  // namespace inland::testing
