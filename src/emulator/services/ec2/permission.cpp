// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/permission.h"

#include "core/ipv4_prefix.h"
#include "emulator/services/ec2/prefix_list.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/members.h"
#include "emulator/services/refusal.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::int64_t all_ports = -1;
constexpr std::int64_t last_port = 65535;

/// Numbers and other spellings of the protocols that EC2 names.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> protocols{{
    {"6", "tcp"},
    {"17", "udp"},
    {"1", "icmp"},
    {"58", "icmpv6"},
    {"tcp", "tcp"},
    {"udp", "udp"},
    {"icmp", "icmp"},
    {"icmpv6", "icmpv6"},
    {"all", "-1"},
}};

Result<std::string> protocol_of(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char letter) {
        return static_cast<char>(std::tolower(letter));
    });
    for (const auto& [spelling, name] : protocols)
        if (spelling == text)
            return std::string(name);
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    constexpr int last_protocol = 255;
    if (error != std::errc() || end != text.data() + text.size() || number < -1 ||
        number > last_protocol)
        return refuse("InvalidParameterValue",
                      fmt::format("Invalid value '{}' for IP protocol. Unknown protocol.", text));
    return text;
}

Result<void> check_ports(std::string_view protocol, const json::object& permission) {
    if (protocol != "tcp" && protocol != "udp")
        return {};
    if (!has(permission, "FromPort") || !has(permission, "ToPort"))
        return refuse("MissingParameter", "The request must contain the parameter ToPort");
    const auto from = number_of(permission, "FromPort");
    const auto to = number_of(permission, "ToPort");
    for (const auto port : {from, to})
        if (port < 0 || port > last_port)
            return refuse("InvalidParameterValue",
                          fmt::format("TCP/UDP port ({}) out of range", port));
    if (from > to)
        return refuse("InvalidParameterValue",
                      fmt::format("Invalid TCP/UDP port range ({}:{})", from, to));
    return {};
}

/// Protocol and ports of a permission, in the form that a rule has them.
Result<json::object> header_of(const json::object& permission, bool egress) {
    const auto protocol = TRY(protocol_of(text_of(permission, "IpProtocol")));
    TRY_VOID(check_ports(protocol, permission));
    const bool has_ports = protocol == "tcp" || protocol == "udp" || protocol.starts_with("icmp");
    return json::object{
        {"IsEgress", egress},
        {"IpProtocol", protocol},
        {"FromPort", has_ports ? number_of(permission, "FromPort", all_ports) : all_ports},
        {"ToPort", has_ports ? number_of(permission, "ToPort", all_ports) : all_ports}};
}

Result<std::string> canonical_block(const std::string& text) {
    const auto block = Ipv4Prefix::parse_canonicalizing(text);
    if (!block)
        return refuse("InvalidParameterValue", fmt::format("CIDR block {} is malformed", text));
    return block->text();
}

Result<json::object> referenced_group(const Call& call, const json::object& pair) {
    auto id = text_of(pair, "GroupId");
    (void)TRY(lookup(call, security_group_type, id));
    json::object reference{{"GroupId", id}, {"UserId", call.caller.account}};
    copy_members(pair, reference, {"VpcPeeringConnectionId", "PeeringStatus"});
    return reference;
}

json::object with(json::object rule, std::string_view member, json::value source,
                  const json::object& described) {
    rule[member] = std::move(source);
    copy_members(described, rule, {"Description"});
    return rule;
}

/// A permission's four kinds of sources: the list, the member that names each, and the rule's.
struct SourceRow {
    std::string_view list;
    std::string_view member;
    std::string_view rule_member;
};
constexpr std::array sources{
    SourceRow{"IpRanges", "CidrIp", "CidrIpv4"},
    SourceRow{"Ipv6Ranges", "CidrIpv6", "CidrIpv6"},
    SourceRow{"PrefixListIds", "PrefixListId", "PrefixListId"},
    SourceRow{"UserIdGroupPairs", "GroupId", "ReferencedGroupInfo"},
};

Result<json::value> source_of(const Call& call, const SourceRow& row, const json::object& given) {
    if (row.list == "IpRanges")
        return json::value(TRY(canonical_block(text_of(given, row.member))));
    if (row.list == "UserIdGroupPairs")
        return json::value(TRY(referenced_group(call, given)));
    auto text = text_of(given, row.member);
    if (row.list == "PrefixListIds")
        TRY_VOID(check_prefix_list(call, text));
    return json::value(std::move(text));
}

Result<void> add_rules(const Call& call, const json::object& permission, bool egress,
                       std::vector<json::object>& rules) {
    const auto header = TRY(header_of(permission, egress));
    for (const auto& row : sources)
        for (const auto& element : list_of(permission, row.list)) {
            const auto& given = element.as_object();
            rules.push_back(with(header, row.rule_member, TRY(source_of(call, row, given)), given));
        }
    return {};
}

/// The old flat members of Authorize and Revoke, as a permission.
json::object flat_permission(const json::object& input) {
    json::object permission;
    copy_members(input, permission, {"IpProtocol", "FromPort", "ToPort"});
    if (has(input, "CidrIp"))
        permission["IpRanges"] = json::array{json::object{{"CidrIp", text_of(input, "CidrIp")}}};
    return permission;
}

std::string peer_of(const json::object& rule) {
    for (const auto member : {"CidrIpv4", "CidrIpv6", "PrefixListId"})
        if (has(rule, member))
            return text_of(rule, member);
    return text_of(object_of(rule, "ReferencedGroupInfo"), "GroupId");
}

}  // namespace

Result<std::vector<json::object>> rules_of(const Call& call, bool egress) {
    std::vector<json::object> rules;
    for (const auto& permission : list_of(call.input, "IpPermissions"))
        TRY_VOID(add_rules(call, permission.as_object(), egress, rules));
    if (has(call.input, "IpProtocol"))
        TRY_VOID(add_rules(call, flat_permission(call.input), egress, rules));
    if (rules.empty())
        return refuse("InvalidParameterValue",
                      "The request must contain at least one permission with a source");
    return rules;
}

Result<json::object> rule_of_request(const Call& call, const json::object& request) {
    auto rule = TRY(header_of(request, false));
    copy_members(request, rule, {"CidrIpv6", "PrefixListId", "Description"});
    if (has(request, "CidrIpv4"))
        rule["CidrIpv4"] = TRY(canonical_block(text_of(request, "CidrIpv4")));
    if (has(request, "ReferencedGroupId"))
        rule["ReferencedGroupInfo"] = TRY(referenced_group(
            call, json::object{{"GroupId", text_of(request, "ReferencedGroupId")}}));
    return rule;
}

bool same_rule(const json::object& left, const json::object& right) {
    return flag_of(left, "IsEgress") == flag_of(right, "IsEgress") &&
           text_of(left, "IpProtocol") == text_of(right, "IpProtocol") &&
           number_of(left, "FromPort") == number_of(right, "FromPort") &&
           number_of(left, "ToPort") == number_of(right, "ToPort") &&
           peer_of(left) == peer_of(right);
}

std::string rule_text(const json::object& rule) {
    auto protocol = text_of(rule, "IpProtocol");
    std::ranges::transform(protocol, protocol.begin(), [](unsigned char letter) {
        return static_cast<char>(std::toupper(letter));
    });
    if (protocol == "-1")
        return fmt::format("peer: {}, ALL, ALLOW", peer_of(rule));
    return fmt::format("peer: {}, {}, from port: {}, to port: {}, ALLOW", peer_of(rule), protocol,
                       number_of(rule, "FromPort"), number_of(rule, "ToPort"));
}

}  // namespace inland::emulator
