// SPDX-License-Identifier: Apache-2.0
#include "sources/snapshot/origin.h"

#include <set>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::sources::snapshot {
namespace {

/// The parts between an ARN's colons.
std::vector<std::string> parts_of(const std::string& arn) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= arn.size();) {
        const auto colon = std::min(arn.find(':', at), arn.size());
        parts.push_back(arn.substr(at, colon - at));
        at = colon + 1;
    }
    return parts;
}

/// "eu-central-1a" and "us-west-2-lax-1a" (a Local Zone) begin with their Region.
std::string region_of_zone(std::string_view zone) {
    const auto digit = zone.find_first_of("0123456789");
    return digit == std::string_view::npos ? std::string() : std::string(zone.substr(0, digit + 1));
}

std::string only_one(const std::set<std::string>& found, std::string_view what,
                     Diagnostics& diagnostics) {
    if (found.size() > 1)
        diagnostics.add({.rule = "snapshot-origin",
                         .summary = fmt::format("the snapshot is of several {}", what),
                         .detail = fmt::format("{}", fmt::join(found, ", ")),
                         .remedy = "keep each one's answers in a folder of its own"});
    return found.empty() ? std::string() : *found.begin();
}

}  // namespace

Origin origin_of(const AnswerBook& book, Diagnostics& diagnostics) {
    constexpr std::size_t region_part = 3;
    constexpr std::size_t account_part = 4;
    std::set<std::string> accounts;
    std::set<std::string> regions;
    for (const auto* answer : book.with("cluster")) {
        const auto parts = parts_of(string_or_empty(answer->document, "cluster.arn"));
        if (parts.size() <= account_part)
            continue;
        regions.insert(parts[region_part]);
        accounts.insert(parts[account_part]);
    }
    for (const auto* answer : book.with("Subnets"))
        for (const auto& subnet : find_array(answer->document, "Subnets"))
            if (auto region = region_of_zone(string_or_empty(subnet, "AvailabilityZone"));
                !region.empty())
                regions.insert(std::move(region));
    return {only_one(accounts, "accounts", diagnostics), only_one(regions, "Regions", diagnostics)};
}

}  // namespace inland::sources::snapshot
