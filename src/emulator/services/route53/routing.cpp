// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/route53/routing.h"

#include "emulator/services/members.h"

#include <array>
#include <map>

#include <fmt/format.h>

namespace inland::emulator::route53 {

namespace {

constexpr std::array members{std::string_view("Weight"),
                             std::string_view("Region"),
                             std::string_view("Failover"),
                             std::string_view("GeoLocation"),
                             std::string_view("MultiValueAnswer"),
                             std::string_view("CidrRoutingConfig"),
                             std::string_view("GeoProximityLocation")};

constexpr std::int64_t greatest_weight = 255;

std::string text_of_set(const json::object& set) {
    return fmt::format("RRSet with DNS name {}, type {}, SetIdentifier {}", text_of(set, "Name"),
                       text_of(set, "Type"), text_of(set, "SetIdentifier"));
}

/// What makes two sets of one policy the same in their clients' eyes; "" where that is allowed.
std::string value_of_policy(const json::object& set, std::string_view member) {
    const bool may_repeat = member == "Weight" || member == "MultiValueAnswer" || member.empty();
    return may_repeat ? "" : json::serialize(set.at(member));
}

std::string_view policy_of(const json::object& set) {
    const auto policies = routing_members(set);
    return policies.empty() ? std::string_view() : policies.front();
}

std::string clash(const json::object& set, std::string_view policy, std::string_view first) {
    if (policy != first)
        return fmt::format(
            "{} cannot be created because a set of the same name and type with "
            "another routing policy ({}) exists",
            text_of_set(set), first.empty() ? "simple" : first);
    return {};
}

}  // namespace

std::span<const std::string_view> all_routing_members() {
    return members;
}

std::vector<std::string_view> routing_members(const json::object& set) {
    std::vector<std::string_view> found;
    for (const auto member : members)
        if (has(set, member))
            found.push_back(member);
    return found;
}

std::string routing_problem(const json::object& set) {
    const auto weight = number_of(set, "Weight");
    if (weight < 0 || weight > greatest_weight)
        return fmt::format("Weight {} is not between 0 and {}", weight, greatest_weight);
    if (const auto role = text_of(set, "Failover");
        !role.empty() && role != "PRIMARY" && role != "SECONDARY")
        return fmt::format("Failover {} is neither PRIMARY nor SECONDARY", role);
    if (flag_of(set, "MultiValueAnswer") && has(set, "AliasTarget"))
        return text_of_set(set) + " cannot be an alias with MultiValueAnswer";
    return {};
}

std::string mixed_routing_problem(const json::array& sets, const std::string& name,
                                  const std::string& type) {
    const json::object* first = nullptr;
    std::map<std::string, std::string> seen;  // what a policy looks at → set identifier
    for (const auto& element : sets) {
        const auto& set = element.get_object();
        if (text_of(set, "Name") != name || text_of(set, "Type") != type)
            continue;
        first = first == nullptr ? &set : first;
        const auto policy = policy_of(set);
        if (auto problem = clash(set, policy, policy_of(*first)); !problem.empty())
            return problem;
        const auto value = value_of_policy(set, policy);
        if (!value.empty() && !seen.emplace(value, text_of(set, "SetIdentifier")).second)
            return fmt::format(
                "{} cannot be created because a set of the same name and type with "
                "the same {} exists",
                text_of_set(set), policy);
    }
    return {};
}

}  // namespace inland::emulator::route53
