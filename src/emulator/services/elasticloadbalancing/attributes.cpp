// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/elasticloadbalancing/attributes.h"

#include "emulator/services/elasticloadbalancing/resource.h"
#include "emulator/services/members.h"
#include "emulator/services/refusal.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

namespace inland::emulator::balancing {

namespace {

using knowledge::BalancingAttribute;

bool belongs_to(const BalancingAttribute& row, const AttributeOwner& owner) {
    return row.of == owner.of && std::ranges::any_of(owner.kinds, [&](const std::string& kind) {
               return std::ranges::find(row.kinds, kind) != row.kinds.end();
           });
}

const BalancingAttribute* row_of(const World& world, const AttributeOwner& owner,
                                 std::string_view key) {
    for (const auto& row : world.tables().balancing_attributes)
        if (row.key == key && belongs_to(row, owner))
            return &row;
    return nullptr;
}

std::optional<std::int64_t> number_in(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole ? std::optional(number) : std::nullopt;
}

bool is_one_of(std::string_view words, std::string_view value) {
    while (!words.empty()) {
        const auto bar = words.find('|');
        if (words.substr(0, bar) == value)
            return true;
        words = bar == std::string_view::npos ? "" : words.substr(bar + 1);
    }
    return false;
}

/// "1-4000" against "60"; nothing when `accepts` is no range.
std::optional<bool> is_in_range(std::string_view accepts, std::string_view value) {
    const auto dash = accepts.find('-');
    if (dash == std::string_view::npos)
        return std::nullopt;
    const auto least = number_in(accepts.substr(0, dash));
    const auto greatest = number_in(accepts.substr(dash + 1));
    if (!least || !greatest)
        return std::nullopt;
    const auto number = number_in(value);
    return number && *number >= *least && *number <= *greatest;
}

bool accepts(const BalancingAttribute& row, std::string_view value) {
    if (row.accepts == "text")
        return true;
    if (row.accepts == "boolean")
        return value == "true" || value == "false";
    const auto ranged = is_in_range(row.accepts, value);
    return ranged ? *ranged : is_one_of(row.accepts, value);
}

/// Logs need somewhere to go.
Result<void> check_logs(const World& world, const AttributeOwner& owner,
                        const json::object& document) {
    for (const std::string prefix : {"access_logs.s3", "connection_logs.s3"})
        if (attribute(world, owner, document, prefix + ".enabled") == "true" &&
            attribute(world, owner, document, prefix + ".bucket").empty())
            return refuse("InvalidConfigurationRequest",
                          fmt::format("The value of '{}.bucket' cannot be empty", prefix));
    return {};
}

}  // namespace

AttributeOwner owner_of_load_balancer(const json::object& load_balancer) {
    return {"load-balancer", {text_of(load_balancer, "Type")}};
}

AttributeOwner owner_of_target_group(const json::object& target_group) {
    const auto protocol = text_of(target_group, "Protocol");
    const std::string family =
        protocol == "HTTP" || protocol == "HTTPS" ? "application" : "network";
    return {"target-group", {family, family + "-" + text_of(target_group, "TargetType")}};
}

AttributeOwner owner_of_listener(const json::object& listener) {
    const auto protocol = text_of(listener, "Protocol");
    if (protocol == "HTTPS")
        return {"listener", {"application", "application-https"}};
    return {"listener",
            {protocol == "HTTP"  ? "application"
             : protocol == "TCP" ? "network-tcp"
                                 : "network"}};
}

json::array attributes_of(const World& world, const AttributeOwner& owner,
                          const json::object& document) {
    json::array rows;
    for (const auto& row : world.tables().balancing_attributes)
        if (belongs_to(row, owner))
            rows.push_back(json::object{{"Key", row.key},
                                        {"Value", attribute(world, owner, document, row.key)}});
    return rows;
}

std::string attribute(const World& world, const AttributeOwner& owner, const json::object& document,
                      std::string_view key) {
    const auto& set = object_of(document, "_attributes");
    if (has(set, key))
        return text_of(set, key);
    const auto* row = row_of(world, owner, key);
    return row == nullptr ? "" : row->default_value;
}

Result<void> set_attributes(const Call& call, const AttributeOwner& owner, json::object& document) {
    TRY_VOID(need(call, {"Attributes"}));
    for (const auto& given : list_of(call.input, "Attributes")) {
        const auto key = text_of(given.as_object(), "Key");
        const auto value = text_of(given.as_object(), "Value");
        const auto* row = row_of(call.world, owner, key);
        if (row == nullptr)
            return invalid(fmt::format("{} attribute key '{}' is not recognized", owner.of, key));
        if (!accepts(*row, value))
            return invalid(fmt::format("{} attribute '{}' has an invalid value '{}'; expected {}",
                                       owner.of, key, value, row->accepts));
        object_in(document, "_attributes")[key] = value;
    }
    return check_logs(call.world, owner, document);
}

}  // namespace inland::emulator::balancing
