// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/ec2_list.h"
#include "sources/live/readers.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace inland::sources::live {
namespace {

using topology::NetworkAcl;
using topology::NetworkAclEntry;

/// EC2 says protocols of network ACLs by number, "-1" for all.
std::optional<int> protocol_number(const std::string& text) {
    int number = -1;
    const auto* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, number);
    return parsed.ec == std::errc() && parsed.ptr == end ? std::optional(number) : std::nullopt;
}

std::optional<topology::RuleAction> action_of(const std::string& text) {
    if (text == "allow")
        return topology::RuleAction::Allow;
    return text == "deny" ? std::optional(topology::RuleAction::Deny) : std::nullopt;
}

std::uint16_t port(std::int64_t value) {
    return static_cast<std::uint16_t>(std::clamp<std::int64_t>(value, 0, 65535));
}

/// Nothing for an entry of which something cannot be read: it may allow, or deny, anything.
std::optional<NetworkAclEntry> entry_of(const json::value& document) {
    const auto protocol = protocol_number(string_or_empty(document, "Protocol"));
    const auto action = action_of(string_or_empty(document, "RuleAction"));
    const auto number = find_int(document, "RuleNumber");
    const auto block = prefix(document, "CidrBlock");
    const auto ipv6_block = ipv6_prefix(document, "Ipv6CidrBlock");
    if (!protocol || !action || !number || !(block.is_known() || ipv6_block.is_known()))
        return std::nullopt;
    NetworkAclEntry entry;
    entry.direction = find_bool(document, "Egress").value_or(false)
                          ? topology::TrafficDirection::Egress
                          : topology::TrafficDirection::Ingress;
    entry.rule_number = static_cast<int>(*number);
    entry.action = *action;
    entry.protocol = *protocol;
    if (block.is_known())
        entry.block = block.value();
    else
        entry.ipv6_block = ipv6_block.value();
    if (find(document, "PortRange") != nullptr)
        entry.ports = {port(find_int(document, "PortRange.From").value_or(0)),
                       port(find_int(document, "PortRange.To").value_or(65535))};
    entry.icmp_type = static_cast<int>(find_int(document, "IcmpTypeCode.Type").value_or(-1));
    entry.icmp_code = static_cast<int>(find_int(document, "IcmpTypeCode.Code").value_or(-1));
    return entry;
}

/// Without the final "*", of number 32767 for IPv4 and 32768 for IPv6, which denies what nothing
/// matched.
topology::Attribute<std::vector<NetworkAclEntry>> entries_of(const json::value& document) {
    constexpr std::int64_t last_resort = 32767;
    std::vector<NetworkAclEntry> entries;
    for (const auto& row : find_array(document, "Entries")) {
        if (find_int(row, "RuleNumber").value_or(0) >= last_resort)
            continue;
        const auto entry = entry_of(row);
        if (!entry)
            return topology::Attribute<std::vector<NetworkAclEntry>>::unknown();
        entries.push_back(*entry);
    }
    std::ranges::sort(entries);
    return entries;
}

}  // namespace

Result<void> read_network_acls(Reading& reading) {
    constexpr Ec2List list = {
        .operation = "DescribeNetworkAcls", .list = "NetworkAcls", .network_filter = "vpc-id"};
    for (const auto& document : TRY(list_ec2(reading, list))) {
        auto acl =
            resource_of<NetworkAcl>(string_or_empty(document, "NetworkAclId"), tag_list(document));
        acl.vpc = reference<topology::Vpc>(document, "VpcId");
        acl.is_default = boolean(document, "IsDefault");
        acl.entries = entries_of(document);
        acl.subnets = references<topology::Subnet>(document, "Associations", "SubnetId");
        reading.topology.add(std::move(acl));
    }
    return {};
}

}  // namespace inland::sources::live
