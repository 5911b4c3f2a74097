// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/route53/alias.h"

#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/route53/record_set.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::route53 {

namespace {

constexpr std::string_view not_found = "but that target was not found";
constexpr std::string_view not_in_zone =
    "but the alias target name does not lie within the target zone";

std::string complaint(const json::object& set, std::string_view why) {
    const auto& target = object_of(set, "AliasTarget");
    return fmt::format("Tried to create an alias that targets {}, type {} in zone {}, {}",
                       text_of(target, "DNSName"), text_of(set, "Type"),
                       text_of(target, "HostedZoneId"), why);
}

/// An endpoint's own names stand in a zone of AWS's that DescribeVpcEndpoints tells.
std::string endpoint_problem(const Call& call, const json::object& set, std::string name) {
    name.pop_back();  // the final dot
    const auto zone = text_of(object_of(set, "AliasTarget"), "HostedZoneId");
    for (const auto& [key, endpoint] : call.world.store().list_everywhere(kind::vpc_endpoint))
        if (const auto* entry = find_where(list_of(*endpoint, "DnsEntries"), "DnsName", name))
            return text_of(*entry, "HostedZoneId") == zone ? "" : complaint(set, not_in_zone);
    return complaint(set, not_found);
}

/// Parts of the names of resources that an alias may lead to (Route 53 API Reference, AliasTarget).
constexpr std::array resource_names{
    std::string_view(".elb."),           std::string_view(".elasticbeanstalk."),
    std::string_view(".cloudfront.net"), std::string_view(".s3-website"),
    std::string_view(".execute-api."),   std::string_view(".awsglobalaccelerator."),
    std::string_view(".awsapprunner.")};

bool names_resource(const std::string& name) {
    return std::ranges::any_of(resource_names,
                               [&](std::string_view part) { return name.find(part) != name.npos; });
}

}  // namespace

std::string alias_problem(const Call& call, const std::string& zone_id, const json::array& sets,
                          const json::object& set) {
    const auto& target = object_of(set, "AliasTarget");
    const auto name = text_of(target, "DNSName");
    if (text_of(target, "HostedZoneId") == zone_id) {
        const bool is_held = std::ranges::any_of(sets, [&](const json::value& other) {
            return text_of(other.get_object(), "Name") == name &&
                   text_of(other.get_object(), "Type") == text_of(set, "Type");
        });
        return is_held ? "" : complaint(set, not_found);
    }
    if (name.find(".vpce.") != name.npos)
        return endpoint_problem(call, set, name);
    return names_resource(name) ? "" : complaint(set, not_in_zone);
}

}  // namespace inland::emulator::route53
