// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/route53/record_set.h"

#include "emulator/services/arn.h"
#include "emulator/services/members.h"
#include "emulator/services/route53/domain_name.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace inland::emulator::route53 {

namespace {

std::string name_or_text(const std::string& text) {
    auto name = domain_name(text);
    return name ? *std::move(name) : text;
}

std::vector<std::string> values_of(const json::object& set) {
    auto values = values_at(set, "ResourceRecords[].Value");
    std::ranges::sort(values);
    return values;
}

/// Everything but the values, which have no order.
json::object without_values(json::object set) {
    set.erase("ResourceRecords");
    return set;
}

auto place_of(const json::array& sets, const json::object& like) {
    const auto wanted = order_of(like);
    return std::ranges::find_if(
        sets, [&](const json::value& set) { return order_of(set.get_object()) == wanted; });
}

}  // namespace

json::object canonical_set(const json::object& given) {
    json::object set;
    copy_members(given, set,
                 {"Name", "Type", "SetIdentifier", "Weight", "Region", "GeoLocation", "Failover",
                  "MultiValueAnswer", "TTL", "ResourceRecords", "AliasTarget", "HealthCheckId",
                  "CidrRoutingConfig", "GeoProximityLocation"});
    set["Name"] = name_or_text(text_of(given, "Name"));
    if (list_of(set, "ResourceRecords").empty())
        set.erase("ResourceRecords");
    if (has(set, "AliasTarget")) {
        auto& target = object_in(set, "AliasTarget");
        target["HostedZoneId"] = last_segment(text_of(target, "HostedZoneId"));
        target["DNSName"] = name_or_text(text_of(target, "DNSName"));
    }
    return set;
}

SetOrder order_of(const json::object& set) {
    return {reversed_name(text_of(set, "Name")), text_of(set, "Type"),
            text_of(set, "SetIdentifier")};
}

bool says_the_same(const json::object& left, const json::object& right) {
    return values_of(left) == values_of(right) && without_values(left) == without_values(right);
}

std::string set_text(const json::object& set) {
    const auto identifier = text_of(set, "SetIdentifier");
    return fmt::format("[name='{}', type='{}'{}]", text_of(set, "Name"), text_of(set, "Type"),
                       identifier.empty() ? "" : fmt::format(", set-identifier='{}'", identifier));
}

const json::object* find_set(const json::array& sets, const json::object& like) {
    const auto found = place_of(sets, like);
    return found == sets.end() ? nullptr : &found->get_object();
}

void put_set(json::array& sets, json::object set) {
    (void)erase_set(sets, set);
    const auto order = order_of(set);
    const auto after = std::ranges::find_if(
        sets, [&](const json::value& other) { return order < order_of(other.get_object()); });
    sets.insert(after, std::move(set));
}

bool erase_set(json::array& sets, const json::object& like) {
    const auto found = place_of(sets, like);
    if (found == sets.end())
        return false;
    sets.erase(found);
    return true;
}

}  // namespace inland::emulator::route53
