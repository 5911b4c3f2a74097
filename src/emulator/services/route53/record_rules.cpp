// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/route53/record_rules.h"

#include "emulator/services/members.h"
#include "emulator/services/route53/domain_name.h"
#include "emulator/services/route53/record_value.h"
#include "emulator/services/route53/routing.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace inland::emulator::route53 {

namespace {

constexpr std::array actions{std::string_view("CREATE"), std::string_view("DELETE"),
                             std::string_view("UPSERT")};

std::string or_null(const std::string& text) {
    return text.empty() ? "null" : text;
}

/// "Change with [Action=CREATE, Name=www.example.com., Type=A, SetIdentifier=null]".
std::string change_text(const json::object& change) {
    const auto& set = object_of(change, "ResourceRecordSet");
    return fmt::format("Change with [Action={}, Name={}, Type={}, SetIdentifier={}]",
                       text_of(change, "Action"), text_of(set, "Name"), text_of(set, "Type"),
                       or_null(text_of(set, "SetIdentifier")));
}

std::string not_in_enum(std::string_view value, std::string_view member, std::string_view allowed) {
    return fmt::format(
        "1 validation error detected: Value '{}' at '{}' failed to satisfy "
        "constraint: Member must satisfy enum value set: [{}]",
        value, member, allowed);
}

/// An alias, or a TTL with values.
std::string content_problem(const json::object& change) {
    const auto& set = object_of(change, "ResourceRecordSet");
    const bool has_alias = has(set, "AliasTarget");
    const bool has_ttl = has(set, "TTL");
    const bool has_values = !list_of(set, "ResourceRecords").empty();
    if (has_alias ? !has_ttl && !has_values : has_ttl && has_values)
        return {};
    return fmt::format(
        "Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and "
        "ResourceRecords], or TrafficPolicyInstanceId], but found {} in {}",
        has_alias ? "more than one" : "none", change_text(change));
}

std::string routing_form_problem(const json::object& change) {
    const auto& set = object_of(change, "ResourceRecordSet");
    const auto policies = routing_members(set);
    const bool has_identifier = has(set, "SetIdentifier");
    if (policies.size() > 1)
        return fmt::format(
            "Invalid request: Expected exactly one of [{}], but found more than one "
            "in {}",
            fmt::join(all_routing_members(), ", "), change_text(change));
    if (!policies.empty() && !has_identifier)
        return fmt::format("Invalid request: Missing field 'SetIdentifier' in {}",
                           change_text(change));
    if (policies.empty() && has_identifier)
        return fmt::format("Invalid request: Expected exactly one of [{}], but found none in {}",
                           fmt::join(all_routing_members(), ", "), change_text(change));
    return {};
}

void add(std::vector<std::string>& problems, std::string problem) {
    if (!problem.empty())
        problems.push_back(std::move(problem));
}

std::string name_problem(const json::object& set, std::string_view zone) {
    const auto text = text_of(set, "Name");
    const auto name = domain_name(text);
    if (!name)
        return name.error().message;
    if (!is_in_zone(*name, zone))
        return fmt::format("RRSet with DNS name {} is not permitted in zone {}", *name, zone);
    if (*name == zone && text_of(set, "Type") == "CNAME")
        return fmt::format(
            "RRSet of type CNAME with DNS name {} is not permitted at apex in zone "
            "{}",
            *name, zone);
    return {};
}

void add_value_problems(std::vector<std::string>& problems, const json::object& set) {
    const auto type = text_of(set, "Type");
    const auto values = values_at(set, "ResourceRecords[].Value");
    std::set<std::string> seen;
    for (const auto& value : values) {
        if (const auto problem = value_problem(type, value); !problem.empty())
            problems.push_back("Invalid Resource Record: " + problem);
        else if (!seen.insert(value).second)
            problems.push_back(fmt::format("Duplicate Resource Record: '{}'", value));
    }
    const bool is_single = type == "CNAME" || type == "SOA";
    if (is_single && values.size() > 1)
        problems.push_back(fmt::format("RRSet of type {} with DNS name {} may have one value only",
                                       type, text_of(set, "Name")));
}

std::string ttl_problem(const json::object& set) {
    constexpr std::int64_t greatest_ttl = 2147483647;  // botocore, TTL
    const auto ttl = number_of(set, "TTL");
    return ttl >= 0 && ttl <= greatest_ttl
               ? ""
               : fmt::format("TTL {} is not between 0 and {}", ttl, greatest_ttl);
}

/// The types of the sets of a name.
std::set<std::string> types_of(const json::array& sets, const std::string& name) {
    std::set<std::string> types;
    for (const auto& set : sets)
        if (text_of(set.get_object(), "Name") == name)
            types.insert(text_of(set.get_object(), "Type"));
    return types;
}

}  // namespace

std::string form_problem(const json::object& change) {
    const auto action = text_of(change, "Action");
    if (std::ranges::find(actions, action) == actions.end())
        return not_in_enum(action, "changeBatch.changes.1.member.action", "CREATE, DELETE, UPSERT");
    const auto type = text_of(object_of(change, "ResourceRecordSet"), "Type");
    if (!is_record_type(type))
        return not_in_enum(type, "changeBatch.changes.1.member.resourceRecordSet.type",
                           "SOA, A, TXT, NS, CNAME, MX, NAPTR, PTR, SRV, SPF, AAAA, CAA, DS, TLSA, "
                           "SSHFP, SVCB, HTTPS");
    if (auto problem = content_problem(change); !problem.empty())
        return problem;
    return routing_form_problem(change);
}

std::vector<std::string> set_problems(const json::object& set, std::string_view zone) {
    std::vector<std::string> problems;
    add(problems, name_problem(set, zone));
    add(problems, ttl_problem(set));
    add_value_problems(problems, set);
    add(problems, routing_problem(set));
    return problems;
}

std::vector<std::string> company_problems(const json::array& sets, const std::string& name,
                                          std::string_view zone) {
    std::vector<std::string> problems;
    const auto types = types_of(sets, name);
    if (types.contains("CNAME") && types.size() > 1)
        problems.push_back(
            fmt::format("RRSet of type CNAME with DNS name {} is not permitted as it "
                        "conflicts with other records with the same DNS name in "
                        "zone {}",
                        name, zone));
    for (const auto& type : types)
        add(problems, mixed_routing_problem(sets, name, type));
    return problems;
}

}  // namespace inland::emulator::route53
