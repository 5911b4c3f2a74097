// SPDX-License-Identifier: Apache-2.0
// Security groups and the four kinds of resources that can hold their rules.
#include "sources/terraform/protocol.h"
#include "sources/terraform/readers.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::sources::terraform {

namespace {

using namespace topology;
using Rules = std::vector<SecurityGroupRule>;

/// The members of a block of rules that are not null, found in one go: plans have hundreds of
/// thousands of such blocks, and of most members there is nothing.
struct Members {
    const json::value* protocol = nullptr;
    const json::value* ip_protocol = nullptr;
    const json::value* from_port = nullptr;
    const json::value* to_port = nullptr;
    const json::value* description = nullptr;
    const json::value* cidr_blocks = nullptr;
    const json::value* ipv6_cidr_blocks = nullptr;
    const json::value* prefix_list_ids = nullptr;
    const json::value* security_groups = nullptr;
    const json::value* self = nullptr;
};
struct MemberRow {
    std::string_view name;
    const json::value* Members::* member;
};
constexpr std::array member_rows{MemberRow{"protocol", &Members::protocol},
                                 MemberRow{"ip_protocol", &Members::ip_protocol},
                                 MemberRow{"from_port", &Members::from_port},
                                 MemberRow{"to_port", &Members::to_port},
                                 MemberRow{"description", &Members::description},
                                 MemberRow{"cidr_blocks", &Members::cidr_blocks},
                                 MemberRow{"ipv6_cidr_blocks", &Members::ipv6_cidr_blocks},
                                 MemberRow{"prefix_list_ids", &Members::prefix_list_ids},
                                 MemberRow{"security_groups", &Members::security_groups},
                                 MemberRow{"self", &Members::self}};

Members members_of(const json::object& block) {
    Members members;
    for (const auto& [name, value] : block)
        if (!value.is_null())
            for (const auto& row : member_rows)
                if (row.name == std::string_view(name))
                    members.*row.member = &value;
    return members;
}

std::string_view text_in(const json::value* value) {
    return value != nullptr && value->is_string() ? std::string_view(value->get_string())
                                                  : std::string_view();
}

std::optional<std::int64_t> number_in(const json::value* value) {
    if (value == nullptr)
        return std::nullopt;
    boost::system::error_code error;
    const auto number = value->to_number<std::int64_t>(error);
    return error ? std::nullopt : std::optional(number);
}

/// What the rules of one block have in common; nothing when Terraform does not know it yet.
std::optional<SecurityGroupRule> permission_of(const Reader& reader, const Members& members,
                                               std::string_view protocol_member) {
    if (reader.is_unknown(protocol_member) || reader.is_unknown("from_port") ||
        reader.is_unknown("to_port"))
        return std::nullopt;
    const auto* protocol = members.protocol != nullptr ? members.protocol : members.ip_protocol;
    const auto number = protocol_number(text_in(protocol));
    if (!number)
        return std::nullopt;
    const auto from = number_in(members.from_port);
    const auto to = number_in(members.to_port);
    std::optional<SecurityGroupRule> made(std::in_place);
    auto& rule = *made;
    rule.protocol = *number;
    if (rule.protocol == icmp || rule.protocol == icmp_v6) {
        rule.icmp_type = static_cast<int>(from.value_or(-1));
        rule.icmp_code = static_cast<int>(to.value_or(-1));
    } else if (rule.protocol != all_protocols && from && to) {
        rule.ports = {port_of(*from), port_of(*to)};
    }
    rule.description = text_in(members.description);
    rule.place = reader.place();
    return made;
}

/// Makes a rule for each peer of a permission, at the end of `rules`. Takes what is in the
/// permission, which must outlive this.
class Peers {
  public:
    Peers(Rules& rules, SecurityGroupRule& permission) : rules_(rules), permission_(permission) {}

    /// The rule for one peer more. (Most have one: the permission moves into its rule, and comes
    /// back where there is another.)
    SecurityGroupRule& add() {
        if (count_++ == 0)
            return rules_.emplace_back(std::move(permission_));
        auto& rule = rules_.emplace_back(rules_.back());
        rule.block.reset();
        rule.ipv6_block.reset();
        rule.group.clear();
        rule.prefix_list.clear();
        rule.unknown_peer = false;
        return rule;
    }

    /// A peer that is not known yet: the rule admits somebody, nobody knows whom.
    void add_unknown() { add().unknown_peer = true; }

    void add_block(std::string_view text) {
        auto& rule = add();
        if (text.find(':') == std::string_view::npos)
            take(rule.block, Ipv4Prefix::parse_canonicalizing(text));
        else
            take(rule.ipv6_block, Ipv6Prefix::parse(text));
        rule.unknown_peer = !rule.block && !rule.ipv6_block;
    }

    [[nodiscard]] bool are_none() const { return count_ == 0; }

  private:
    template <typename Prefix>
    static void take(std::optional<Prefix>& block, const Result<Prefix>& parsed) {
        if (parsed)
            block = *parsed;
    }

    Rules& rules_;
    SecurityGroupRule& permission_;
    std::size_t count_ = 0;
};

/// Calls add(key) for every key of a list; false when they are not known.
template <typename Add>
bool add_keys(const Reader& reader, const json::value* written, std::string_view list,
              const Add& add) {
    if (written == nullptr && reader.is_wholly_known(list))
        return true;
    const auto keys = reader.keys(list);
    if (keys.is_known())
        std::ranges::for_each(keys.value(), add);
    return !keys.is_unknown();
}

void add_blocks(Peers& peers, const json::value* list) {
    if (list == nullptr || !list->is_array())
        return;
    for (const auto& element : list->get_array())
        if (element.is_string())
            peers.add_block(text_in(&element));
}

/// The peers of an inline block or an aws_security_group_rule, which may be many of each kind.
void add_peers(Peers& peers, const Reader& reader, const Members& members,
               const std::string& own_key) {
    bool are_known =
        reader.is_wholly_known("cidr_blocks") && reader.is_wholly_known("ipv6_cidr_blocks");
    add_blocks(peers, members.cidr_blocks);
    add_blocks(peers, members.ipv6_cidr_blocks);
    are_known &= add_keys(reader, members.prefix_list_ids, "prefix_list_ids",
                          [&](auto& key) { peers.add().prefix_list = key; });
    are_known &= add_keys(reader, members.security_groups, "security_groups",
                          [&](auto& key) { peers.add().group = key; });
    if (!are_known || reader.is_unknown("self"))
        peers.add_unknown();
    if (members.self != nullptr && members.self->is_bool() && members.self->get_bool())
        peers.add().group = own_key;
}

Attribute<Rules> inline_rules(const Reader& reader, std::string_view list) {
    const auto count = reader.blocks(list);
    if (!count)
        return Attribute<Rules>::unknown(reader.place());
    Rules rules;
    rules.reserve(*count);
    for (std::size_t at = 0; at < *count; ++at) {
        const auto block = reader.block(list, at);
        const auto members = members_of(block.values());
        auto permission = permission_of(block, members, "protocol");
        if (!permission)
            return Attribute<Rules>::unknown(reader.place());
        Peers peers(rules, *permission);
        add_peers(peers, block, members, reader.instance().address);
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

void add_rules(Reading& reading, const Reader& reader, Direction direction, Rules rules,
               bool is_known) {
    auto* group = subject<SecurityGroup>(reading, reader.key("security_group_id"));
    if (group == nullptr)
        return make_unknown(reading, direction == Direction::Ingress ? &SecurityGroup::ingress
                                                                     : &SecurityGroup::egress);
    if (!is_known)
        list_of(*group, direction) = Attribute<Rules>::unknown(reader.place());
    for (auto& rule : rules)
        append(list_of(*group, direction), std::move(rule));
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
    const auto members = members_of(reader.values());
    auto permission = permission_of(reader, members, "protocol");
    if (!permission)
        return add_rules(reading, reader, direction, {}, false);
    Rules rules;
    Peers peers(rules, *permission);
    const auto group = reader.key("security_group_id");
    add_peers(peers, reader, members, group.is_known() ? group.value() : std::string());
    const auto source = reader.key("source_security_group_id");
    if (source.is_known())
        peers.add().group = source.value();
    if (source.is_unknown() && peers.are_none())
        peers.add_unknown();
    add_rules(reading, reader, direction, std::move(rules), true);
}

template <Direction direction>
void read_vpc_rule(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto permission = permission_of(reader, members_of(reader.values()), "ip_protocol");
    if (!permission)
        return add_rules(reading, reader, direction, {}, false);
    Rules rules;
    Peers peers(rules, *permission);
    for (const auto* member : {"cidr_ipv4", "cidr_ipv6"})
        if (const auto block = reader.text(member); block.is_known())
            peers.add_block(block.value());
    if (const auto list = reader.key("prefix_list_id"); list.is_known())
        peers.add().prefix_list = list.value();
    if (const auto group = reader.key("referenced_security_group_id"); group.is_known())
        peers.add().group = group.value();
    if (peers.are_none())
        peers.add_unknown();
    add_rules(reading, reader, direction, std::move(rules), true);
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
