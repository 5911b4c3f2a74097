// SPDX-License-Identifier: Apache-2.0
#include "spec/read_zones.h"

#include "spec/values.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::spec {

namespace {

/// EKS wants subnets in two zones at least.
constexpr std::size_t fewest_zones = 2;

std::vector<std::string> accepted_zones(const knowledge::Region& region) {
    std::vector<std::string> accepted;
    for (const auto& zone : region.zones) {
        const auto id = region.zone_ids.find(zone);
        const auto& refused = region.eks_refused_zone_ids;
        if (id == region.zone_ids.end() || std::ranges::find(refused, id->second) == refused.end())
            accepted.push_back(zone);
    }
    return accepted;
}

bool read_zone(const Node& node, Context& context, PlacedText& zone) {
    PlacedText text;
    if (!read_text(node, context, text))
        return false;
    if (context.region &&
        std::ranges::find(context.region->zones, text.value) == context.region->zones.end()) {
        context.unknown_word(node.position, "foreign-zone", "not a zone of " + context.region->name,
                             text.value, context.region->zones);
        return false;
    }
    zone = std::move(text);
    return true;
}

void read_zone_names(const Node& node, Context& context, PlacedList<std::string>& zones) {
    read_list(node, context, zones, read_zone);
    refuse_repeated(zones, context);
    if (node.children.size() < fewest_zones)
        context.error(node.position, "too-few-zones", "too few zones",
                      fmt::format("EKS wants at least {}", fewest_zones));
}

}  // namespace

void choose_zones(std::int64_t count, const Place& place, Context& context,
                  PlacedList<std::string>& zones) {
    if (!context.region)
        return;
    const auto accepted = accepted_zones(*context.region);
    if (std::cmp_greater(count, accepted.size()))
        return context.error_at(place, "too-many-zones", "the Region has fewer zones",
                                fmt::format("{} of {} asked for, {} that EKS uses", count,
                                            context.region->name, accepted.size()),
                                fmt::format("zones: {}", accepted.size()));
    for (std::size_t index = 0; std::cmp_less(index, count); ++index)
        zones.push_back({accepted[index], place});
}

void read_zones(const Node& node, Context& context, PlacedList<std::string>& zones) {
    if (node.kind == NodeKind::List)
        return read_zone_names(node, context, zones);
    constexpr std::int64_t more_than_any_region_has = 26;
    const auto count = read_number(node, context, fewest_zones, more_than_any_region_has);
    if (count)
        choose_zones(*count, context.place(node.position), context, zones);
}

bool expect_id(const PlacedText& id, Context& context, std::string_view prefix) {
    const auto digits = std::string_view(id.value).substr(std::min(prefix.size(), id.value.size()));
    const bool fits = id.value.starts_with(prefix) && digits.size() >= 8 && digits.size() <= 17 &&
                      digits.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    if (!fits)
        context.error_at(
            id.place, "aws-id", "not an id of AWS",
            fmt::format("{} must be {} and 8 or 17 hexadecimal digits", quoted(id.value), prefix));
    return fits;
}

}  // namespace inland::spec
