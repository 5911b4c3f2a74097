// SPDX-License-Identifier: Apache-2.0
// Network ACLs, their entries and the subnets that they guard.
#include "sources/cloudformation/fields.h"
#include "sources/cloudformation/readers.h"
#include "sources/terraform/protocol.h"

#include <array>

namespace inland::sources::cloudformation {

namespace {

using namespace topology;

void read_acl(Reading& reading, const Declared& declared) {
    auto acl = with_fields<NetworkAcl>(Reader(reading, declared));
    acl.entries = std::vector<NetworkAclEntry>{};
    acl.subnets = std::vector<Reference<Subnet>>{};
    reading.topology.add(std::move(acl));
}

/// "-1" or a protocol's number.
std::optional<int> protocol_of(const Reader& reader) {
    const auto protocol = reader.text("Protocol");
    return protocol.is_known() ? terraform::protocol_number(protocol.value()) : std::nullopt;
}

std::optional<RuleAction> action_of(const Reader& reader) {
    const auto action = reader.text("RuleAction");
    if (action == Attribute<std::string>("allow"))
        return RuleAction::Allow;
    return action == Attribute<std::string>("deny") ? std::optional(RuleAction::Deny)
                                                    : std::nullopt;
}

/// The entry; nothing when any of it is not known.
std::optional<NetworkAclEntry> entry_of(const Reader& reader) {
    const auto number = reader.number<int>("RuleNumber");
    const auto egress = reader.boolean("Egress").value_or_default(false);
    const auto block = reader.prefix("CidrBlock");
    const auto six = reader.ipv6_prefix("Ipv6CidrBlock");
    const auto protocol = protocol_of(reader);
    const auto action = action_of(reader);
    const auto from = reader.number<std::int64_t>("PortRange.From");
    const auto to = reader.number<std::int64_t>("PortRange.To");
    const auto type = reader.number<int>("Icmp.Type").value_or_default(-1);
    const auto code = reader.number<int>("Icmp.Code").value_or_default(-1);
    if (!number.is_known() || !egress || !(block.is_known() || six.is_known()) || !protocol ||
        !action || !type || !code || from.is_unknown() || to.is_unknown())
        return std::nullopt;
    NetworkAclEntry entry;
    entry.direction = *egress ? TrafficDirection::Egress : TrafficDirection::Ingress;
    entry.rule_number = number.value();
    entry.action = *action;
    entry.protocol = *protocol;
    if (six.is_known())
        entry.ipv6_block = six.value();
    else
        entry.block = block.value();
    if (from.is_known() && to.is_known())
        entry.ports = {terraform::port_of(from.value()), terraform::port_of(to.value())};
    entry.icmp_type = *type;
    entry.icmp_code = *code;
    return entry;
}

void read_entry(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    const auto key = reader.key("NetworkAclId");
    auto* acl = subject<NetworkAcl>(reading, key);
    if (acl == nullptr)
        return key.is_known() ? void() : make_unknown(reading, &NetworkAcl::entries);
    const auto entry = entry_of(reader);
    if (!entry)
        acl->entries = decltype(acl->entries)::unknown(declared.place);
    else
        append(acl->entries, *entry);
}

void read_association(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    const auto subnet = reader.key("SubnetId");
    auto* acl = subject<NetworkAcl>(reading, reader.key("NetworkAclId"));
    if (acl == nullptr || !subnet.is_known())
        return make_unknown(reading, &NetworkAcl::subnets);
    append(acl->subnets, Reference<Subnet>{subnet.value()});
}

constexpr std::array rows{
    ReaderRow{"AWS::EC2::NetworkAcl", read_acl, NetworkAcl::type},
    ReaderRow{"AWS::EC2::NetworkAclEntry", read_entry, NetworkAcl::type},
    ReaderRow{"AWS::EC2::SubnetNetworkAclAssociation", read_association, NetworkAcl::type},
};

}  // namespace

std::span<const ReaderRow> network_acl_readers() {
    return rows;
}

}  // namespace inland::sources::cloudformation
