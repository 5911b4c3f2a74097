// SPDX-License-Identifier: Apache-2.0
// Security groups and the resources that hold single rules of them.
#include "sources/cloudformation/fields.h"
#include "sources/cloudformation/prefix_list.h"
#include "sources/cloudformation/readers.h"
#include "sources/terraform/protocol.h"

#include <array>

namespace inland::sources::cloudformation {

namespace {

using namespace topology;
using terraform::protocol_number;
using Rules = std::vector<SecurityGroupRule>;

enum class Direction { Ingress, Egress };

/// Which property names a group or a list as the other side.
constexpr std::string_view group_member(Direction direction) {
    return direction == Direction::Ingress ? "SourceSecurityGroupId" : "DestinationSecurityGroupId";
}
constexpr std::string_view list_member(Direction direction) {
    return direction == Direction::Ingress ? "SourcePrefixListId" : "DestinationPrefixListId";
}

/// What a rule permits; nothing when that is not known.
std::optional<SecurityGroupRule> permission_of(const Reader& reader) {
    const auto protocol = reader.text("IpProtocol");
    const auto from = reader.number<std::int64_t>("FromPort");
    const auto to = reader.number<std::int64_t>("ToPort");
    const auto number = protocol.is_known() ? protocol_number(protocol.value()) : std::nullopt;
    if (!number || from.is_unknown() || to.is_unknown())
        return std::nullopt;
    SecurityGroupRule rule;
    rule.protocol = *number;
    const auto first = from.is_known() ? from.value() : -1;
    const auto last = to.is_known() ? to.value() : first;
    if (rule.protocol == terraform::icmp || rule.protocol == terraform::icmp_v6) {
        rule.icmp_type = static_cast<int>(first);
        rule.icmp_code = static_cast<int>(last);
    } else if (rule.protocol != terraform::all_protocols && first >= 0) {
        rule.ports = {terraform::port_of(first), terraform::port_of(last)};
    }
    rule.description = reader.text("Description").value_or_default("").value_or("");
    rule.place = reader.place();
    return rule;
}

/// A peer that is not known: the rule admits somebody, nobody knows whom.
void add_unknown(Rules& rules, SecurityGroupRule rule) {
    rule.unknown_peer = true;
    rules.push_back(std::move(rule));
}

void add_list(Rules& rules, const Reading& reading, SecurityGroupRule rule,
              const std::string& list) {
    const auto blocks = blocks_of_list(reading, list);
    rule.prefix_list = list;
    if (!blocks && !list.starts_with("pl-"))
        return add_unknown(rules, std::move(rule));
    if (!blocks) {
        rules.push_back(std::move(rule));
        return;
    }
    rule.prefix_list.clear();
    for (const auto& block : *blocks)
        rules.push_back(rule), rules.back().block = block;
}

/// The one peer of a rule.
void add_peer(Rules& rules, const Reading& reading, const Reader& reader, Direction direction,
              const SecurityGroupRule& rule) {
    const auto block = reader.prefix("CidrIp");
    const auto group = reader.key(group_member(direction));
    const auto list = reader.key(list_member(direction));
    if (block.is_known())
        rules.push_back(rule), rules.back().block = block.value();
    else if (const auto six = reader.ipv6_prefix("CidrIpv6"); six.is_known())
        rules.push_back(rule), rules.back().ipv6_block = six.value();
    else if (group.is_known())
        rules.push_back(rule), rules.back().group = group.value();
    else if (list.is_known())
        add_list(rules, reading, rule, list.value());
    else
        add_unknown(rules, rule);
}

Attribute<Rules> rules_of(const Reading& reading, const Reader& reader, std::string_view list,
                          Direction direction) {
    const auto elements = reader.elements(list);
    if (!elements)
        return Attribute<Rules>::unknown(reader.place(reader.find(list)));
    Rules rules;
    for (const auto& element : *elements) {
        const auto rule = permission_of(element);
        if (!rule)
            return Attribute<Rules>::unknown(reader.place(reader.find(list)));
        add_peer(rules, reading, element, direction, *rule);
    }
    return {std::move(rules), reader.place(reader.find(list))};
}

/// What EC2 gives a group that is made without egress rules; CloudFormation keeps it until the
/// group's own property says otherwise, whatever rules stand beside it (VPC-SEMANTICS 1.1).
Rules default_egress() {
    SecurityGroupRule all;
    all.block = Ipv4Prefix();
    return {all};
}

void read_group(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto group = with_fields<SecurityGroup>(reader);
    group.ingress = rules_of(reading, reader, "SecurityGroupIngress", Direction::Ingress);
    const auto* written = reader.find("SecurityGroupEgress");
    const bool is_left_out = written == nullptr || written->is_absent() ||
                             (written->kind == ValueKind::List && written->children.empty());
    group.egress = is_left_out
                       ? Attribute<Rules>(default_egress(), declared.place)
                       : rules_of(reading, reader, "SecurityGroupEgress", Direction::Egress);
    reading.topology.add(std::move(group));
}

template <Direction direction>
void read_rule(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    constexpr auto list =
        direction == Direction::Ingress ? &SecurityGroup::ingress : &SecurityGroup::egress;
    const auto key = reader.key("GroupId");
    auto* group = subject<SecurityGroup>(reading, key);
    if (group == nullptr && key.is_known())
        return;  // a group that is not the template's is not in the Topology
    if (group == nullptr)
        return make_unknown(reading, list);
    const auto rule = permission_of(reader);
    if (!rule) {
        group->*list = Attribute<Rules>::unknown(declared.place);
        return;
    }
    Rules rules;
    add_peer(rules, reading, reader, direction, *rule);
    for (auto& each : rules)
        append(group->*list, std::move(each));
}

constexpr std::array rows{
    ReaderRow{"AWS::EC2::SecurityGroup", read_group, SecurityGroup::type},
    ReaderRow{"AWS::EC2::SecurityGroupIngress", read_rule<Direction::Ingress>, SecurityGroup::type},
    ReaderRow{"AWS::EC2::SecurityGroupEgress", read_rule<Direction::Egress>, SecurityGroup::type},
};

}  // namespace

std::span<const ReaderRow> security_group_readers() {
    return rows;
}

}  // namespace inland::sources::cloudformation
