// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/ec2_list.h"
#include "sources/live/readers.h"

#include <charconv>

namespace inland::sources::live {
namespace {

using topology::NetworkAcl;
using topology::NetworkAclEntry;

/// EC2 says protocols of network ACLs by number, "-1" for all.
int protocol_number(const std::string& text) {
    int number = -1;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

NetworkAclEntry entry_of(const json::value& document) {
    NetworkAclEntry entry;
    entry.direction = find_bool(document, "Egress").value_or(false)
                          ? topology::TrafficDirection::Egress
                          : topology::TrafficDirection::Ingress;
    entry.rule_number = static_cast<int>(find_int(document, "RuleNumber").value_or(0));
    entry.action = string_or_empty(document, "RuleAction") == "allow" ? topology::RuleAction::Allow
                                                                      : topology::RuleAction::Deny;
    entry.protocol = protocol_number(string_or_empty(document, "Protocol"));
    const auto block = prefix(document, "CidrBlock");
    if (block.is_known())
        entry.block = block.value();
    const auto ipv6_block = ipv6_prefix(document, "Ipv6CidrBlock");
    if (ipv6_block.is_known())
        entry.ipv6_block = ipv6_block.value();
    if (find(document, "PortRange") != nullptr) {
        entry.ports = {
            static_cast<std::uint16_t>(find_int(document, "PortRange.From").value_or(0)),
            static_cast<std::uint16_t>(find_int(document, "PortRange.To").value_or(65535))};
    }
    entry.icmp_type = static_cast<int>(find_int(document, "IcmpTypeCode.Type").value_or(-1));
    entry.icmp_code = static_cast<int>(find_int(document, "IcmpTypeCode.Code").value_or(-1));
    return entry;
}

/// Without the final "*", of number 32767 for IPv4 and 32768 for IPv6, which denies what nothing
/// matched.
std::vector<NetworkAclEntry> entries_of(const json::value& document) {
    constexpr std::int64_t last_resort = 32767;
    std::vector<NetworkAclEntry> entries;
    for (const auto& entry : find_array(document, "Entries")) {
        if (find_int(entry, "RuleNumber").value_or(last_resort) < last_resort)
            entries.push_back(entry_of(entry));
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
