// SPDX-License-Identifier: Apache-2.0
// Security groups and the four kinds of resources that can hold their rules.
#include "sources/terraform/protocol.h"
#include "sources/terraform/readers.h"

#include <array>

#include <fmt/format.h>

namespace inland::sources::terraform {

namespace {

using namespace topology;
using Rules = std::vector<SecurityGroupRule>;

/// What the rules of one block have in common; nothing when Terraform does not know it yet.
std::optional<SecurityGroupRule> permission_of(const Reader& reader, const std::string& prefix,
                                               std::string_view protocol_member) {
    const auto protocol = reader.text(prefix + std::string(protocol_member));
    const auto from = reader.number<std::int64_t>(prefix + "from_port");
    const auto to = reader.number<std::int64_t>(prefix + "to_port");
    if (!protocol.is_known() || from.is_unknown() || to.is_unknown())
        return std::nullopt;
    SecurityGroupRule rule;
    const auto number = protocol_number(protocol.value());
    if (!number)
        return std::nullopt;
    rule.protocol = *number;
    if (rule.protocol == 1 || rule.protocol == 58) {
        rule.icmp_type = static_cast<int>(from.is_known() ? from.value() : -1);
        rule.icmp_code = static_cast<int>(to.is_known() ? to.value() : -1);
    } else if (rule.protocol != all_protocols && from.is_known() && to.is_known()) {
        rule.ports = {port_of(from.value()), port_of(to.value())};
    }
    rule.description = string_or_empty(*reader.instance().values, prefix + "description");
    rule.place = reader.place();
    return rule;
}

/// A peer that is not known yet: the rule admits somebody, nobody knows whom.
void add_unknown(Rules& rules, SecurityGroupRule rule) {
    rule.unknown_peer = true;
    rules.push_back(std::move(rule));
}

void add_block(Rules& rules, SecurityGroupRule rule, const std::string& text) {
    const auto block = Ipv4Prefix::parse_canonicalizing(text);
    const auto six = Ipv6Prefix::parse(text);
    if (block)
        rule.block = *block;
    else if (six)
        rule.ipv6_block = *six;
    else
        rule.unknown_peer = true;
    rules.push_back(std::move(rule));
}

/// The peers of an inline block or an aws_security_group_rule, which may be many of each kind.
void add_peers(Rules& rules, const Reader& reader, const std::string& prefix,
               const SecurityGroupRule& rule, std::string_view groups_member,
               const std::string& own_key) {
    const auto blocks = reader.texts(prefix + "cidr_blocks");
    const auto lists = reader.keys(prefix + "prefix_list_ids");
    const auto groups = reader.keys(prefix + std::string(groups_member));
    const auto sixes = reader.texts(prefix + "ipv6_cidr_blocks");
    if (blocks.is_unknown() || sixes.is_unknown() || lists.is_unknown() || groups.is_unknown())
        add_unknown(rules, rule);
    for (const auto* known : {&blocks, &sixes})
        if (known->is_known())
            for (const auto& block : known->value())
                add_block(rules, rule, block);
    if (lists.is_known())
        for (const auto& list : lists.value())
            rules.push_back(rule), rules.back().prefix_list = list;
    if (groups.is_known())
        for (const auto& group : groups.value())
            rules.push_back(rule), rules.back().group = group;
    const auto self = reader.boolean(prefix + "self");
    if (self.is_known() && self.value())
        rules.push_back(rule), rules.back().group = own_key;
}

Attribute<Rules> inline_rules(const Reader& reader, std::string_view list) {
    const auto count = reader.blocks(list);
    if (!count)
        return Attribute<Rules>::unknown(reader.place());
    Rules rules;
    for (std::size_t at = 0; at < *count; ++at) {
        const auto prefix = fmt::format("{}.{}.", list, at);
        const auto rule = permission_of(reader, prefix, "protocol");
        if (!rule)
            return Attribute<Rules>::unknown(reader.place());
        add_peers(rules, reader, prefix, *rule, "security_groups", reader.instance().address);
    }
    return {std::move(rules), reader.place()};
}

/// `ingress` and `egress` are computed too: left out, they are what other resources make them. A
/// group that Terraform creates without egress has none (VPC-SEMANTICS 1.1).
Attribute<Rules> rules_of(const Reader& reader, std::string_view list) {
    const auto* values = reader.instance().values;
    const bool is_written = values->contains(list);
    return is_written || !reader.is_unknown(list) ? inline_rules(reader, list)
                                                  : Attribute<Rules>(Rules{}, reader.place());
}

void read_group(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto group = reader.resource<SecurityGroup>();
    group.vpc = reader.reference<Vpc>("vpc_id");
    group.group_name = reader.text("name");
    group.description = reader.text("description");
    group.ingress = rules_of(reader, "ingress");
    group.egress = rules_of(reader, "egress");
    reading.topology.add(std::move(group));
}

/// Adopts the VPC's own: rules that the configuration does not name are removed.
void read_default_group(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    const auto vpc = reader.key("vpc_id");
    if (!vpc.is_known())
        return make_unknown(reading, &SecurityGroup::ingress);
    const auto* owner = reading.instances.find(vpc.value());
    auto* group =
        owner == nullptr
            ? nullptr
            : subject<SecurityGroup>(reading, {companion_key(*owner, "default_security_group_id")});
    if (group == nullptr)
        return;
    group->name = instance.address;
    group->ingress = rules_of(reader, "ingress");
    group->egress = rules_of(reader, "egress");
}

enum class Direction { Ingress, Egress };

Attribute<Rules>& list_of(SecurityGroup& group, Direction direction) {
    return direction == Direction::Ingress ? group.ingress : group.egress;
}

void add_rules(Reading& reading, const Reader& reader, Direction direction, const Rules& rules,
               bool is_known) {
    auto* group = subject<SecurityGroup>(reading, reader.key("security_group_id"));
    if (group == nullptr)
        return make_unknown(reading, direction == Direction::Ingress ? &SecurityGroup::ingress
                                                                     : &SecurityGroup::egress);
    if (!is_known)
        list_of(*group, direction) = Attribute<Rules>::unknown(reader.place());
    for (const auto& rule : rules)
        append(list_of(*group, direction), rule);
}

void read_rule(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    if (reader.is_unknown("type")) {
        add_rules(reading, reader, Direction::Ingress, {}, false);
        return add_rules(reading, reader, Direction::Egress, {}, false);
    }
    const auto direction = string_or_empty(*instance.values, "type") == "egress"
                               ? Direction::Egress
                               : Direction::Ingress;
    const auto rule = permission_of(reader, "", "protocol");
    Rules rules;
    const auto group = reader.key("security_group_id");
    if (rule) {
        add_peers(rules, reader, "", *rule, "no_such_member",
                  group.is_known() ? group.value() : std::string());
        const auto source = reader.key("source_security_group_id");
        if (source.is_known())
            rules.push_back(*rule), rules.back().group = source.value();
        if (source.is_unknown() && !find_bool(*instance.values, "self").value_or(false) &&
            rules.empty())
            add_unknown(rules, *rule);
    }
    add_rules(reading, reader, direction, rules, rule.has_value());
}

template <Direction direction>
void read_vpc_rule(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    const auto rule = permission_of(reader, "", "ip_protocol");
    Rules rules;
    const auto block = reader.text("cidr_ipv4");
    const auto six = reader.text("cidr_ipv6");
    const auto list = reader.key("prefix_list_id");
    const auto group = reader.key("referenced_security_group_id");
    if (rule && block.is_known())
        add_block(rules, *rule, block.value());
    if (rule && six.is_known())
        add_block(rules, *rule, six.value());
    if (rule && list.is_known())
        rules.push_back(*rule), rules.back().prefix_list = list.value();
    if (rule && group.is_known())
        rules.push_back(*rule), rules.back().group = group.value();
    if (rule && rules.empty())
        add_unknown(rules, *rule);
    add_rules(reading, reader, direction, rules, rule.has_value());
}

constexpr std::array rows{
    ReaderRow{"aws_security_group", read_group},
    ReaderRow{"aws_default_security_group", read_default_group},
    ReaderRow{"aws_security_group_rule", read_rule},
    ReaderRow{"aws_vpc_security_group_ingress_rule", read_vpc_rule<Direction::Ingress>},
    ReaderRow{"aws_vpc_security_group_egress_rule", read_vpc_rule<Direction::Egress>},
};

}  // namespace

std::span<const ReaderRow> security_group_readers() {
    return rows;
}

}  // namespace inland::sources::terraform
