// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/members.h"
#include "emulator/services/page.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/route53/domain_name.h"
#include "emulator/services/route53/page_size.h"
#include "emulator/services/route53/zone.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::route53 {

namespace {

constexpr std::size_t greatest_page = 100;

using Zones = std::vector<std::pair<std::string, const json::object*>>;

Zones all_zones(const Call& call) {
    return call.world.store().list(call.global_scope(), kind::hosted_zone);
}

/// The zones from `first` on, at most `size`, as documents.
json::array slice(const Zones& zones, std::size_t first, std::size_t size) {
    json::array items;
    for (auto at = first; at < std::min(first + size, zones.size()); ++at)
        items.emplace_back(*zones[at].second);
    return items;
}

/// A marker is the id of the page's first zone.
Result<std::size_t> start_of(const Zones& zones, const std::string& marker) {
    if (marker.empty())
        return 0U;
    const auto found =
        std::ranges::find(zones, marker, [](const auto& zone) { return zone.first; });
    if (found == zones.end())
        return refuse("InvalidInput", fmt::format("The marker {} is not valid.", marker));
    return static_cast<std::size_t>(found - zones.begin());
}

Result<json::object> list_hosted_zones(const Call& call) {
    if (has(call.input, "DelegationSetId"))
        return refuse("NoSuchDelegationSet",
                      fmt::format("A delegation set with ID {} does not exist.",
                                  zone_id_of(call.input, "DelegationSetId")));
    auto zones = all_zones(call);
    if (text_of(call.input, "HostedZoneType") == "PrivateHostedZone")
        std::erase_if(zones, [](const auto& zone) { return !is_private(*zone.second); });
    const auto size = TRY(page_size(call, "MaxItems", greatest_page));
    const auto marker = zone_id_of(call.input, "Marker");
    const auto first = TRY(start_of(zones, marker));
    const auto next = first + size;
    json::object output{{"HostedZones", slice(zones, first, size)},
                        {"Marker", marker},
                        {"IsTruncated", next < zones.size()},
                        {"MaxItems", std::to_string(size)}};
    if (next < zones.size())
        output["NextMarker"] = zones[next].first;
    return output;
}

/// Order of ListHostedZonesByName: labels from the right, then the id.
std::pair<std::string, std::string> name_order(const Zones::value_type& zone) {
    return {reversed_name(text_of(*zone.second, "Name")), zone.first};
}

Result<std::string> wanted_name(const Call& call) {
    if (!has(call.input, "DNSName"))
        return std::string();
    auto name = domain_name(text_of(call.input, "DNSName"));
    if (!name)
        return refuse("InvalidDomainName", name.error().message);
    return name;
}

Result<json::object> list_hosted_zones_by_name(const Call& call) {
    const auto name = TRY(wanted_name(call));
    const auto id = zone_id_of(call.input, "HostedZoneId");
    if (!id.empty() && name.empty())
        return refuse("InvalidInput", "HostedZoneId may be given together with DNSName only.");
    auto zones = all_zones(call);
    std::ranges::sort(zones, {}, name_order);
    const auto begin =
        std::ranges::lower_bound(zones, std::pair(reversed_name(name), id), {}, name_order);
    const auto first = static_cast<std::size_t>(begin - zones.begin());
    const auto size = TRY(page_size(call, "MaxItems", greatest_page));
    const auto next = first + size;
    json::object output{{"HostedZones", slice(zones, first, size)},
                        {"IsTruncated", next < zones.size()},
                        {"MaxItems", std::to_string(size)}};
    if (!name.empty())
        output["DNSName"] = name;
    if (!id.empty())
        output["HostedZoneId"] = id;
    if (next < zones.size()) {
        output["NextDNSName"] = text_of(*zones[next].second, "Name");
        output["NextHostedZoneId"] = zones[next].first;
    }
    return output;
}

json::object summary(const std::string& id, const std::string& name, std::string_view owner_member,
                     std::string_view owner) {
    return {{"HostedZoneId", id}, {"Name", name}, {"Owner", json::object{{owner_member, owner}}}};
}

/// Zones of any account, and those that AWS keeps for endpoints ("vpce.amazonaws.com").
json::array zones_with_owners(const Call& call) {
    const Scope scope{call.caller.account, text_of(call.input, "VPCRegion")};
    const auto vpc_id = text_of(call.input, "VPCId");
    json::array summaries;
    for (const auto& [key, zone] : zones_of_vpc(call.world, scope.region, vpc_id))
        summaries.push_back(
            summary(key.id, text_of(*zone, "Name"), "OwningAccount", key.scope.account));
    for (const auto& managed : managed_zones(call.world, scope, vpc_id))
        summaries.push_back(
            summary(managed.id, managed.name, "OwningService", "vpce.amazonaws.com"));
    return summaries;
}

Result<json::object> list_hosted_zones_by_vpc(const Call& call) {
    const RecordKey vpc{{call.caller.account, text_of(call.input, "VPCRegion")},
                        std::string(kind::vpc),
                        text_of(call.input, "VPCId")};
    if (call.world.store().find(vpc) == nullptr)
        return refuse("InvalidInput", fmt::format("The VPC {} in region {} was not found.", vpc.id,
                                                  vpc.scope.region));
    const auto size = TRY(page_size(call, "MaxItems", greatest_page));
    auto page = TRY(take_page(zones_with_owners(call), text_of(call.input, "NextToken"), size,
                              "InvalidPaginationToken"));
    json::object output{{"HostedZoneSummaries", std::move(page.items)},
                        {"MaxItems", std::to_string(size)}};
    if (!page.next_token.empty())
        output["NextToken"] = page.next_token;
    return output;
}

constexpr std::array operations{
    OperationRow{"ListHostedZones", list_hosted_zones},
    OperationRow{"ListHostedZonesByName", list_hosted_zones_by_name},
    OperationRow{"ListHostedZonesByVPC", list_hosted_zones_by_vpc},
};

}  // namespace

}  // namespace inland::emulator::route53

namespace inland::emulator {

std::span<const OperationRow> hosted_zone_list_operations() {
    return route53::operations;
}

}  // namespace inland::emulator
