// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/schema/value_rules.h"

#include <algorithm>
#include <array>

#include <boost/regex.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::emulator::cluster {

namespace {

/// Above this a pattern is not tried: matching is not linear here as it is in Go.
constexpr std::size_t longest_matched = 4096;

std::string_view kind_of(const json::value& value) {
    if (value.is_object())
        return "object";
    if (value.is_array())
        return "array";
    if (value.is_string())
        return "string";
    if (value.is_null())
        return "null";
    if (value.is_bool())
        return "boolean";
    return value.is_double() ? "number" : "integer";
}

double number_of(const json::value& value) {
    return value.is_number() ? value.to_number<double>() : 0;
}

bool matches(const std::string& text, const std::string& pattern) {
    if (text.size() > longest_matched)
        return true;
    try {
        return boost::regex_search(text, boost::regex(pattern));
    } catch (const std::exception&) {
        return true;  // a pattern of Go's that is none here, or too much work: not judged
    }
}

/// One rule: what it says of the value when it is broken, or nothing.
struct Rule {
    std::string_view keyword;
    std::optional<std::string> (*broken)(const json::value& value, const json::value& limit,
                                         const std::string& path);
};

std::string invalid(const json::value& value, const std::string& path, const std::string& why) {
    return fmt::format("{}: Invalid value: {}: {} in body {}", path, printed(value), path, why);
}

std::optional<std::string> not_in_enum(const json::value& value, const json::value& limit,
                                       const std::string& path) {
    if (!limit.is_array() || std::ranges::find(limit.get_array(), value) != limit.get_array().end())
        return std::nullopt;
    std::vector<std::string> names;
    for (const auto& each : limit.get_array())
        names.push_back(printed(each));
    return fmt::format("{}: Unsupported value: {}: supported values: {}", path, printed(value),
                       fmt::join(names, ", "));
}

std::optional<std::string> unlike_pattern(const json::value& value, const json::value& limit,
                                          const std::string& path) {
    if (!value.is_string() || !limit.is_string() ||
        matches(std::string(value.get_string()), std::string(limit.get_string())))
        return std::nullopt;
    return invalid(value, path,
                   fmt::format("should match '{}'", std::string_view(limit.get_string())));
}

std::optional<std::string> too_small(const json::value& value, const json::value& limit,
                                     const std::string& path) {
    if (!value.is_number() || number_of(value) >= number_of(limit))
        return std::nullopt;
    return invalid(value, path, "should be greater than or equal to " + json::serialize(limit));
}

std::optional<std::string> too_large(const json::value& value, const json::value& limit,
                                     const std::string& path) {
    if (!value.is_number() || number_of(value) <= number_of(limit))
        return std::nullopt;
    return invalid(value, path, "should be less than or equal to " + json::serialize(limit));
}

std::optional<std::string> too_short(const json::value& value, const json::value& limit,
                                     const std::string& path) {
    if (!value.is_string() || static_cast<double>(value.get_string().size()) >= number_of(limit))
        return std::nullopt;
    return invalid(value, path, fmt::format("should be at least {} chars long", number_of(limit)));
}

std::optional<std::string> too_long(const json::value& value, const json::value& limit,
                                    const std::string& path) {
    if (!value.is_string() || static_cast<double>(value.get_string().size()) <= number_of(limit))
        return std::nullopt;
    return fmt::format("{}: Too long: may not be more than {} bytes", path, number_of(limit));
}

std::optional<std::string> too_few(const json::value& value, const json::value& limit,
                                   const std::string& path) {
    if (!value.is_array() || static_cast<double>(value.get_array().size()) >= number_of(limit))
        return std::nullopt;
    return invalid(json::value(value.get_array().size()), path,
                   fmt::format("should have at least {} items", number_of(limit)));
}

std::optional<std::string> too_many(const json::value& value, const json::value& limit,
                                    const std::string& path) {
    if (!value.is_array() || static_cast<double>(value.get_array().size()) <= number_of(limit))
        return std::nullopt;
    return fmt::format("{}: Too many: {}: must have at most {} items", path,
                       value.get_array().size(), number_of(limit));
}

constexpr std::array rules{Rule{"enum", not_in_enum},    Rule{"pattern", unlike_pattern},
                           Rule{"minimum", too_small},   Rule{"maximum", too_large},
                           Rule{"minLength", too_short}, Rule{"maxLength", too_long},
                           Rule{"minItems", too_few},    Rule{"maxItems", too_many}};

}  // namespace

std::string printed(const json::value& value) {
    return json::serialize(value);
}

std::optional<std::string> type_violation(const json::value& value, const json::object& schema,
                                          const std::string& path) {
    const auto kind = kind_of(value);
    if (find_bool(schema, "x-kubernetes-int-or-string").value_or(false) &&
        (kind == "integer" || kind == "string"))
        return std::nullopt;
    const auto type = string_or_empty(schema, "type");
    if (type.empty() || type == kind || (type == "number" && kind == "integer"))
        return std::nullopt;
    return fmt::format("{}: Invalid value: \"{}\": {} in body must be of type {}: \"{}\"", path,
                       kind, path, type, kind);
}

std::vector<std::string> value_violations(const json::value& value, const json::object& schema,
                                          const std::string& path) {
    std::vector<std::string> found;
    for (const auto& rule : rules)
        if (const auto* limit = schema.if_contains(rule.keyword))
            if (auto broken = rule.broken(value, *limit, path))
                found.push_back(*std::move(broken));
    return found;
}

}  // namespace inland::emulator::cluster
