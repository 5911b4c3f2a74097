// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/network.h"

#include "emulator/services/members.h"
#include "emulator/services/refusal.h"
#include "knowledge/tables.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator {

std::vector<Zone> zones_of(const World& world, std::string_view region) {
    std::vector<Zone> zones;
    if (const auto* row = world.tables().region(region); row != nullptr) {
        for (const auto& name : row->zones) {
            const auto id = row->zone_ids.find(name);
            zones.push_back({name, id == row->zone_ids.end() ? name : id->second});
        }
        return zones;
    }
    for (const char letter : {'a', 'b', 'c'})
        zones.push_back({fmt::format("{}{}", region, letter),
                         fmt::format("{}-az{}", region, letter - 'a' + 1)});
    return zones;
}

Result<Ipv4Prefix> block_of(std::string_view text, std::string_view parameter) {
    auto prefix = Ipv4Prefix::parse(text);
    if (!prefix)
        return refuse("InvalidParameterValue",
                      fmt::format("Value ({}) for parameter {} is invalid. This is not a valid "
                                  "CIDR block.",
                                  text, parameter));
    return prefix;
}

Result<Ipv4Prefix> network_block(std::string_view text, std::string_view code) {
    constexpr int largest = 16;
    constexpr int smallest = 28;
    const auto prefix = TRY(block_of(text, "cidrBlock"));
    if (prefix.length() < largest || prefix.length() > smallest)
        return refuse(std::string(code), fmt::format("The CIDR '{}' is invalid.", text));
    return prefix;
}

std::vector<std::pair<std::string, const json::object*>> records_where(const World& world,
                                                                       const Scope& scope,
                                                                       std::string_view kind,
                                                                       std::string_view path,
                                                                       std::string_view value) {
    std::vector<std::pair<std::string, const json::object*>> found;
    for (const auto& record : world.store().list(scope, kind)) {
        const auto values = values_at(*record.second, path);
        if (std::ranges::find(values, value) != values.end())
            found.push_back(record);
    }
    return found;
}

bool any_where(const World& world, const Scope& scope, std::string_view kind, std::string_view path,
               std::string_view value) {
    return !records_where(world, scope, kind, path, value).empty();
}

std::string timestamp(const World& world) {
    auto text = iso8601(world.now());
    text.pop_back();
    return text + ".000Z";
}

std::unexpected<Error> dependency_violation(std::string_view what, std::string_view id) {
    return refuse("DependencyViolation",
                  fmt::format("The {} '{}' has dependencies and cannot be deleted.", what, id));
}

}  // namespace inland::emulator
