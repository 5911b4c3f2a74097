// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/ec2_list.h"
#include "sources/live/readers.h"
#include "sources/live/security_group_rules.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace inland::sources::live {
namespace {

using topology::SecurityGroup;
using topology::SecurityGroupRule;

constexpr int icmp = 1;
constexpr int icmp_v6 = 58;

constexpr std::array<std::pair<std::string_view, int>, 5> protocol_names = {
    {{"-1", -1}, {"tcp", 6}, {"udp", 17}, {"icmp", icmp}, {"icmpv6", icmp_v6}}};

/// Nothing for what is neither a name nor a number.
std::optional<int> protocol_number(std::string_view name) {
    for (const auto& [known, number] : protocol_names) {
        if (known == name)
            return number;
    }
    int number = -1;
    const auto* end = name.data() + name.size();
    const auto parsed = std::from_chars(name.data(), end, number);
    return parsed.ec == std::errc() && parsed.ptr == end ? std::optional(number) : std::nullopt;
}

std::uint16_t port(std::int64_t value) {
    return static_cast<std::uint16_t>(std::clamp<std::int64_t>(value, 0, 65535));
}

/// What the rules of one IpPermission have in common. FromPort and ToPort hold type and code for
/// ICMP, and are left out where all are meant. A protocol that nobody can read may be any.
SecurityGroupRule permission_of(const json::value& document) {
    SecurityGroupRule rule;
    const auto protocol = protocol_number(string_or_empty(document, "IpProtocol"));
    rule.protocol = protocol.value_or(-1);
    rule.unknown_peer = !protocol;
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

void set_block(const json::value& peer, SecurityGroupRule& rule) {
    const auto block = prefix(peer, "CidrIp");
    if (block.is_known())
        rule.block = block.value();
    rule.unknown_peer = rule.unknown_peer || !block.is_known();
}
void set_ipv6_block(const json::value& peer, SecurityGroupRule& rule) {
    const auto block = ipv6_prefix(peer, "CidrIpv6");
    if (block.is_known())
        rule.ipv6_block = block.value();
    rule.unknown_peer = rule.unknown_peer || !block.is_known();
}
void set_group(const json::value& peer, SecurityGroupRule& rule) {
    rule.group = string_or_empty(peer, "GroupId");
    rule.unknown_peer = rule.unknown_peer || rule.group.empty();
}
void set_prefix_list(const json::value& peer, SecurityGroupRule& rule) {
    rule.prefix_list = string_or_empty(peer, "PrefixListId");
    rule.unknown_peer = rule.unknown_peer || rule.prefix_list.empty();
}

/// The lists of an IpPermission, each of one kind of peers.
struct PeersRow {
    std::string_view list;
    void (*set)(const json::value& peer, SecurityGroupRule& rule);
};
constexpr std::array peers{PeersRow{"IpRanges", set_block}, PeersRow{"UserIdGroupPairs", set_group},
                           PeersRow{"PrefixListIds", set_prefix_list},
                           PeersRow{"Ipv6Ranges", set_ipv6_block}};

void add_rules(const json::value& document, std::vector<SecurityGroupRule>& rules) {
    const auto permission = permission_of(document);
    for (const auto& row : peers)
        for (const auto& peer : find_array(document, row.list)) {
            auto& rule = rules.emplace_back(permission);
            rule.description = string_or_empty(peer, "Description");
            row.set(peer, rule);
        }
}

}  // namespace

std::vector<SecurityGroupRule> rules_of(const json::value& document, std::string_view list) {
    std::vector<SecurityGroupRule> rules;
    const auto& permissions = find_array(document, list);
    rules.reserve(permissions.size());
    for (const auto& permission : permissions)
        add_rules(permission, rules);
    if (!std::ranges::is_sorted(rules))
        std::ranges::sort(rules);
    return rules;
}

Result<void> read_security_groups(Reading& reading) {
    constexpr Ec2List list = {.operation = "DescribeSecurityGroups",
                              .list = "SecurityGroups",
                              .network_filter = "vpc-id"};
    return each_ec2(reading, list, [&](const json::value& document) {
        auto group =
            resource_of<SecurityGroup>(string_or_empty(document, "GroupId"), tag_list(document));
        group.vpc = reference<topology::Vpc>(document, "VpcId");
        group.group_name = text(document, "GroupName");
        group.description = text(document, "Description");
        group.ingress = rules_of(document, "IpPermissions");
        group.egress = rules_of(document, "IpPermissionsEgress");
        reading.topology.add(std::move(group));
    });
}

}  // namespace inland::sources::live
