// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/ec2_list.h"
#include "sources/live/readers.h"
#include "sources/live/security_group_rules.h"

#include <array>
#include <charconv>

namespace inland::sources::live {
namespace {

using topology::SecurityGroup;
using topology::SecurityGroupRule;

constexpr int icmp = 1;
constexpr int icmp_v6 = 58;

constexpr std::array<std::pair<std::string_view, int>, 5> protocol_names = {
    {{"-1", -1}, {"tcp", 6}, {"udp", 17}, {"icmp", icmp}, {"icmpv6", icmp_v6}}};

int protocol_number(std::string_view name) {
    for (const auto& [known, number] : protocol_names) {
        if (known == name)
            return number;
    }
    int number = -1;
    std::from_chars(name.data(), name.data() + name.size(), number);
    return number;
}

std::uint16_t port(std::int64_t value) {
    return static_cast<std::uint16_t>(std::clamp<std::int64_t>(value, 0, 65535));
}

/// What the rules of one IpPermission have in common. FromPort and ToPort hold type and code for
/// ICMP, and are left out where all are meant.
SecurityGroupRule permission_of(const json::value& document) {
    SecurityGroupRule rule;
    rule.protocol = protocol_number(string_or_empty(document, "IpProtocol"));
    const auto from = find_int(document, "FromPort").value_or(-1);
    const auto to = find_int(document, "ToPort").value_or(-1);
    if (rule.protocol == icmp || rule.protocol == icmp_v6) {
        rule.icmp_type = static_cast<int>(from);
        rule.icmp_code = static_cast<int>(to);
    } else if (rule.protocol != -1 && from >= 0) {
        rule.ports = {port(from), port(to)};
    }
    return rule;
}

void add_blocks(const json::value& permission, std::vector<SecurityGroupRule>& rules) {
    for (const auto& range : find_array(permission, "IpRanges")) {
        auto rule = permission_of(permission);
        const auto block = prefix(range, "CidrIp");
        if (block.is_known())
            rule.block = block.value();
        rule.unknown_peer = !block.is_known();
        rule.description = string_or_empty(range, "Description");
        rules.push_back(std::move(rule));
    }
}

void add_groups(const json::value& permission, std::vector<SecurityGroupRule>& rules) {
    for (const auto& pair : find_array(permission, "UserIdGroupPairs")) {
        auto rule = permission_of(permission);
        rule.group = string_or_empty(pair, "GroupId");
        rule.description = string_or_empty(pair, "Description");
        rules.push_back(std::move(rule));
    }
}

void add_prefix_lists(const json::value& permission, std::vector<SecurityGroupRule>& rules) {
    for (const auto& list : find_array(permission, "PrefixListIds")) {
        auto rule = permission_of(permission);
        rule.prefix_list = string_or_empty(list, "PrefixListId");
        rule.description = string_or_empty(list, "Description");
        rules.push_back(std::move(rule));
    }
}

void add_ipv6(const json::value& permission, std::vector<SecurityGroupRule>& rules) {
    for (const auto& range : find_array(permission, "Ipv6Ranges")) {
        auto rule = permission_of(permission);
        const auto block = ipv6_prefix(range, "CidrIpv6");
        if (block.is_known())
            rule.ipv6_block = block.value();
        rule.unknown_peer = !block.is_known();
        rule.description = string_or_empty(range, "Description");
        rules.push_back(std::move(rule));
    }
}

}  // namespace

std::vector<SecurityGroupRule> rules_of(const json::value& document, std::string_view list) {
    std::vector<SecurityGroupRule> rules;
    for (const auto& permission : find_array(document, list)) {
        add_blocks(permission, rules);
        add_groups(permission, rules);
        add_prefix_lists(permission, rules);
        add_ipv6(permission, rules);
    }
    std::ranges::sort(rules);
    return rules;
}

Result<void> read_security_groups(Reading& reading) {
    constexpr Ec2List list = {.operation = "DescribeSecurityGroups",
                              .list = "SecurityGroups",
                              .network_filter = "vpc-id"};
    for (const auto& document : TRY(list_ec2(reading, list))) {
        auto group =
            resource_of<SecurityGroup>(string_or_empty(document, "GroupId"), tag_list(document));
        group.vpc = reference<topology::Vpc>(document, "VpcId");
        group.group_name = text(document, "GroupName");
        group.description = text(document, "Description");
        group.ingress = rules_of(document, "IpPermissions");
        group.egress = rules_of(document, "IpPermissionsEgress");
        reading.topology.add(std::move(group));
    }
    return {};
}

}  // namespace inland::sources::live
