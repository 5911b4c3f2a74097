// SPDX-License-Identifier: Apache-2.0
// Rules, entries and routes that cannot be read are not taken for something else.
#include "sources/snapshot.h"
#include "sources/terraform_plan.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace inland::sources {
namespace {

using topology::NetworkAcl;
using topology::RouteTable;
using topology::RuleAction;
using topology::SecurityGroup;
using topology::Topology;

Topology described(const std::string& answer) {
    Diagnostics diagnostics;
    auto world = read_snapshot({{"answer.json", answer}}, diagnostics);
    EXPECT_TRUE(world);
    return world.value_or(Topology());
}

NetworkAcl described_acl(std::string_view entry) {
    return described(
               fmt::format(R"({{"NetworkAcls": [{{"NetworkAclId": "acl-1", "Entries": [{}]}}]}})",
                           entry))
        .all<NetworkAcl>()
        .at("acl-1");
}

TEST(UnreadableAnswers, LeaveTheEntriesOfANetworkAclUnknown) {
    EXPECT_TRUE(described_acl(R"({"RuleNumber": 100, "Protocol": "-1", "RuleAction": "allow",
                                  "Egress": false, "CidrBlock": "10.0.0.0/8"})")
                    .entries.is_known());
    for (
        const auto* entry :
        {R"({"RuleNumber": 100, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "10/8"})",
         R"({"RuleNumber": 100, "Protocol": "x", "RuleAction": "allow", "CidrBlock": "10.0.0.0/8"})",
         R"({"RuleNumber": 100, "Protocol": "-1", "RuleAction": "pass", "CidrBlock": "10.0.0.0/8"})",
         R"({"Protocol": "-1", "RuleAction": "deny", "CidrBlock": "10.0.0.0/8"})"})
        EXPECT_TRUE(described_acl(entry).entries.is_unknown()) << entry;
}

TEST(UnreadableAnswers, LeaveTheRoutesOfATableUnknown) {
    const auto world = described(R"({"RouteTables": [{"RouteTableId": "rtb-1", "Routes": [
        {"DestinationCidrBlock": "everywhere", "GatewayId": "igw-1"}]}]})");
    EXPECT_TRUE(world.all<RouteTable>().at("rtb-1").routes.is_unknown());
}

TEST(UnreadableAnswers, MakeRulesThatPerhapsAdmit) {
    const auto world = described(R"({"SecurityGroups": [{"GroupId": "sg-1", "IpPermissions": [
        {"IpProtocol": "every", "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}]}]})");
    EXPECT_TRUE(world.all<SecurityGroup>().at("sg-1").ingress.value().front().unknown_peer);
}

NetworkAcl planned_acl(std::string_view entry) {
    const auto plan = fmt::format(
        R"({{"format_version": "1.2", "resource_changes": [{{"address": "aws_network_acl.main",
            "type": "aws_network_acl", "name": "main", "mode": "managed", "change": {{
            "actions": ["create"], "after": {{"ingress": [{}], "egress": []}},
            "after_unknown": {{}}}}}}], "configuration": {{"root_module": {{}}}}}})",
        entry);
    const auto world = read_terraform_plan(plan, "plan.json");
    EXPECT_TRUE(world);
    return world->all<NetworkAcl>().at("aws_network_acl.main");
}

TEST(NetworkAclInAPlan, TakesActionsInAnyCaseAndOthersForUnknown) {
    const auto entry = [](std::string_view action) {
        return fmt::format(R"({{"rule_no": 1, "action": "{}", "protocol": "-1",
            "cidr_block": "0.0.0.0/0", "from_port": 0, "to_port": 0}})",
                           action);
    };
    EXPECT_EQ(planned_acl(entry("ALLOW")).entries.value().front().action, RuleAction::Allow);
    EXPECT_EQ(planned_acl(entry("deny")).entries.value().front().action, RuleAction::Deny);
    EXPECT_TRUE(planned_acl(entry("pass")).entries.is_unknown());
}

TEST(NetworkAclInAPlan, KeepsTypesOfIcmpApart) {
    const auto acl = planned_acl(R"({"rule_no": 1, "action": "deny", "protocol": "icmp",
        "cidr_block": "0.0.0.0/0", "from_port": 0, "to_port": 0, "icmp_type": 8, "icmp_code": -1})");
    EXPECT_EQ(acl.entries.value().front().icmp_type, 8);
    EXPECT_EQ(acl.entries.value().front().icmp_code, -1);
}

}  // namespace
}  // namespace inland::sources
