// SPDX-License-Identifier: Apache-2.0
// Network ACLs: their inline entries, the entries of their own, and who uses them.
#include "sources/terraform/protocol.h"
#include "sources/terraform/readers.h"

#include <algorithm>
#include <array>

namespace inland::sources::terraform {

namespace {

using namespace topology;
using Entries = std::vector<NetworkAclEntry>;

/// How inline blocks and entries of their own spell the same members.
struct Members {
    std::string_view number, action;
};
constexpr Members inline_members{"rule_no", "action"};
constexpr Members own_members{"rule_number", "rule_action"};

/// The provider takes "ALLOW" for "allow".
std::optional<RuleAction> action_of(std::string word) {
    std::ranges::transform(word, word.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    if (word == "allow")
        return RuleAction::Allow;
    return word == "deny" ? std::optional(RuleAction::Deny) : std::nullopt;
}

/// -1 is all, and what is left out. Inline blocks have a number; rules of their own, text.
std::optional<int> icmp_of(const Reader& reader, std::string_view member) {
    if (reader.is_unknown(member))
        return std::nullopt;
    if (const auto number = find_int(reader.values(), member))
        return static_cast<int>(*number);
    const auto text = text_of(reader.values(), member);
    return text.empty() ? std::optional(-1) : protocol_number(text);
}

std::optional<NetworkAclEntry> entry_of(const Reader& reader, const Members& members,
                                        TrafficDirection direction) {
    const auto number = reader.number<int>(members.number);
    const auto action = reader.text(members.action);
    const auto protocol = reader.text("protocol");
    const auto block = reader.prefix("cidr_block");
    const auto six = reader.ipv6_prefix("ipv6_cidr_block");
    const auto from = reader.number<std::int64_t>("from_port");
    const auto to = reader.number<std::int64_t>("to_port");
    const auto icmp_type = icmp_of(reader, "icmp_type");
    const auto icmp_code = icmp_of(reader, "icmp_code");
    if (!number.is_known() || !action.is_known() || !protocol.is_known() ||
        (!block.is_known() && !six.is_known()))
        return std::nullopt;
    const auto protocol_value = protocol_number(protocol.value());
    const auto action_value = action_of(action.value());
    if (!protocol_value || !action_value || !icmp_type || !icmp_code || from.is_unknown() ||
        to.is_unknown())
        return std::nullopt;
    NetworkAclEntry entry;
    entry.direction = direction;
    entry.rule_number = number.value();
    entry.action = *action_value;
    entry.protocol = *protocol_value;
    if (block.is_known())
        entry.block = block.value();
    else
        entry.ipv6_block = six.value();
    if (entry.protocol == icmp || entry.protocol == icmp_v6) {
        entry.icmp_type = *icmp_type;
        entry.icmp_code = *icmp_code;
    }
    const bool has_ports = entry.protocol == 6 || entry.protocol == 17;
    if (has_ports && from.is_known() && to.is_known())
        entry.ports = {port_of(from.value()), port_of(to.value())};
    return entry;
}

/// False when an entry is not known yet.
bool add_inline(Entries& entries, const Reader& reader, std::string_view list,
                TrafficDirection direction) {
    const auto count = reader.blocks(list);
    if (!count)
        // Left out, they are what aws_network_acl_rule resources make them.
        return !reader.instance().values->contains(list);
    for (std::size_t at = 0; at < *count; ++at) {
        const auto entry = entry_of(reader.block(list, at), inline_members, direction);
        if (!entry)
            return false;
        entries.push_back(*entry);
    }
    return true;
}

Attribute<Entries> inline_entries(const Reader& reader) {
    Entries entries;
    const bool known = add_inline(entries, reader, "ingress", TrafficDirection::Ingress) &&
                       add_inline(entries, reader, "egress", TrafficDirection::Egress);
    return known ? Attribute<Entries>(std::move(entries), reader.place())
                 : Attribute<Entries>::unknown(reader.place());
}

void read_acl(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto acl = reader.resource<NetworkAcl>();
    acl.vpc = reader.reference<Vpc>("vpc_id");
    acl.is_default = false;
    acl.entries = inline_entries(reader);
    acl.subnets = reader.references<Subnet>("subnet_ids");
    reading.topology.add(std::move(acl));
}

void read_default_acl(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto* acl = subject<NetworkAcl>(reading, reader.key("default_network_acl_id"));
    if (acl == nullptr)
        return make_unknown(reading, &NetworkAcl::entries);
    acl->name = instance.address;
    acl->entries = inline_entries(reader);
}

void read_entry(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto* acl = subject<NetworkAcl>(reading, reader.key("network_acl_id"));
    if (acl == nullptr)
        return make_unknown(reading, &NetworkAcl::entries);
    const auto direction = find_bool(*instance.values, "egress").value_or(false)
                               ? TrafficDirection::Egress
                               : TrafficDirection::Ingress;
    const auto entry = entry_of(reader, own_members, direction);
    if (entry)
        append(acl->entries, *entry);
    else
        acl->entries = Attribute<Entries>::unknown(reader.place());
}

void read_association(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto* acl = subject<NetworkAcl>(reading, reader.key("network_acl_id"));
    const auto subnet = reader.key("subnet_id");
    if (acl == nullptr || !subnet.is_known())
        return make_unknown(reading, &NetworkAcl::subnets);
    append(acl->subnets, Reference<Subnet>{subnet.value()});
}

constexpr std::array rows{
    ReaderRow{"aws_network_acl", read_acl},
    ReaderRow{"aws_default_network_acl", read_default_acl},
    ReaderRow{"aws_network_acl_rule", read_entry},
    ReaderRow{"aws_network_acl_association", read_association},
};

}  // namespace

std::span<const ReaderRow> network_acl_readers() {
    return rows;
}

}  // namespace inland::sources::terraform
