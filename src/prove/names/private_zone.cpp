// SPDX-License-Identifier: Apache-2.0
#include "prove/names/private_zone.h"

#include "core/domain_name.h"
#include "prove/names/endpoint_service.h"

#include <algorithm>

namespace inland::prove {

namespace {

constexpr std::string_view wildcard = "*.";

std::string_view zone_of(std::string_view name) {
    return name.starts_with(wildcard) ? name.substr(wildcard.size()) : name;
}

bool matches(std::string_view pattern, std::string_view name) {
    return pattern.starts_with(wildcard) ? is_below(name, zone_of(pattern)) : pattern == name;
}

topology::Knowledge privacy_of(const topology::VpcEndpoint& endpoint) {
    const auto enabled = endpoint.private_dns_enabled.value_or_default(false);
    if (!enabled)
        return topology::Knowledge::Unknown;
    return *enabled ? topology::Knowledge::Known : topology::Knowledge::Absent;
}

PrivateZone& zone_named(std::vector<PrivateZone>& zones, std::string_view name,
                        const topology::VpcEndpoint& endpoint) {
    const auto found = std::ranges::find_if(zones, [&](const PrivateZone& zone) {
        return zone.zone == name && zone.endpoint == &endpoint;
    });
    if (found != zones.end())
        return *found;
    return zones.emplace_back(std::string(name), std::vector<std::string>{}, &endpoint,
                              privacy_of(endpoint));
}

void add_zones(std::vector<PrivateZone>& zones, const knowledge::EndpointService& service,
               const knowledge::Placeholders& placeholders, const topology::VpcEndpoint& endpoint) {
    for (const std::string& zone : service.zones)
        zone_named(zones, knowledge::expand(zone, placeholders), endpoint);
    for (const std::string& text : service.names) {
        std::string name = knowledge::expand(text, placeholders);
        PrivateZone& zone = zone_named(zones, zone_of(name), endpoint);
        zone.names.push_back(std::move(name));
    }
}

}  // namespace

bool PrivateZone::holds(std::string_view name) const {
    return is_in(name, zone);
}

bool PrivateZone::answers(std::string_view name) const {
    return std::ranges::any_of(names,
                               [&](const std::string& pattern) { return matches(pattern, name); });
}

std::vector<PrivateZone> private_zones(const knowledge::Tables& tables, std::string_view region,
                                       const std::vector<const topology::VpcEndpoint*>& endpoints) {
    const auto placeholders = knowledge::placeholders_of(tables, region);
    std::vector<PrivateZone> zones;
    for (const auto* endpoint : endpoints) {
        const bool is_interface =
            endpoint->endpoint_type.value_or_default("Gateway") == "Interface";
        const auto* service = is_interface ? endpoint_service(tables, region, *endpoint) : nullptr;
        if (service != nullptr)
            add_zones(zones, *service, placeholders, *endpoint);
    }
    return zones;
}

}  // namespace inland::prove
