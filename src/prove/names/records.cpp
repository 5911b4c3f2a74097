// SPDX-License-Identifier: Apache-2.0
#include "prove/names/records.h"

#include "core/domain_name.h"

#include <algorithm>

namespace inland::prove {

namespace {

using topology::RecordSet;

/// A name exists when it has records or something lies below it.
bool exists(const topology::HostedZone& zone, std::string_view name) {
    return std::ranges::any_of(zone.records.value(),
                               [&](const RecordSet& set) { return is_in(set.name, name); });
}

/// The name whose records answer: itself, or the wildcard at its closest encloser.
std::string owner_of(const topology::HostedZone& zone, std::string_view name) {
    if (exists(zone, name))
        return std::string(name);
    auto encloser = parent_of(name);
    while (is_below(encloser, zone.zone_name.value()) && !exists(zone, encloser))
        encloser = parent_of(encloser);
    return "*." + std::string(encloser);
}

std::string without_final_dot(std::string name) {
    if (name.ends_with('.'))
        name.pop_back();
    return name;
}

void add(Records& records, const RecordSet& set) {
    records.exists = true;
    const bool leads_on = set.type == "A" || set.type == "CNAME";
    if (!set.alias.empty() && leads_on) {
        records.names.push_back(set.alias);
        return;
    }
    for (const std::string& value : set.values) {
        if (set.type == "CNAME")
            records.names.push_back(without_final_dot(value));
        const auto address = Ipv4Address::parse(value);
        if (set.type == "A" && address)
            records.addresses.push_back(*address);
    }
}

}  // namespace

Records records_of(const topology::HostedZone& zone, std::string_view name) {
    const std::string owner = owner_of(zone, name);
    Records records;
    for (const RecordSet& set : zone.records.value())
        if (set.name == owner)
            add(records, set);
    return records;
}

}  // namespace inland::prove
