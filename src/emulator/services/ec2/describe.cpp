// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/describe.h"

#include "core/crypto.h"
#include "emulator/services/members.h"
#include "emulator/services/page.h"
#include "emulator/services/refusal.h"
#include "emulator/services/wildcard.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::int64_t least_page = 5;
constexpr std::int64_t greatest_page = 1000;

const FilterRow* row_of(std::span<const FilterRow> rows, std::string_view name) {
    const auto row = std::ranges::find(rows, name, &FilterRow::name);
    return row == rows.end() ? nullptr : &*row;
}

bool is_tag_filter(std::string_view name) {
    return name.starts_with("tag:") || name == "tag-key" || name == "tag-value";
}

std::vector<std::string> tag_values(const json::object& document, std::string_view name) {
    const std::string member = document.contains("TagSet") ? "TagSet" : "Tags";
    const auto& tags = list_of(document, member);
    if (name == "tag-key")
        return values_at(document, member + "[].Key");
    if (name == "tag-value")
        return values_at(document, member + "[].Value");
    const auto* tag = find_where(tags, "Key", name.substr(4));
    return tag == nullptr ? std::vector<std::string>() : std::vector{text_of(*tag, "Value")};
}

bool matches(const json::object& filter, std::span<const FilterRow> rows,
             const json::object& document) {
    const auto name = text_of(filter, "Name");
    const auto* row = row_of(rows, name);
    const auto values =
        row == nullptr ? tag_values(document, name) : values_at(document, row->path);
    const auto patterns = texts_of(filter, "Values");
    return std::ranges::any_of(patterns, [&](const std::string& pattern) {
        return std::ranges::any_of(
            values, [&](const std::string& value) { return matches_wildcard(pattern, value); });
    });
}

}  // namespace

Result<void> check_filters(const Call& call, std::span<const FilterRow> rows) {
    for (const auto& filter : list_of(call.input, "Filters")) {
        const auto name = filter.is_object() ? text_of(filter.get_object(), "Name") : "";
        if (!is_tag_filter(name) && row_of(rows, name) == nullptr)
            return refuse("InvalidParameterValue", fmt::format("The filter '{}' is invalid", name));
        if (list_of(filter.get_object(), "Values").empty())
            return refuse("InvalidParameterValue",
                          fmt::format("The filter '{}' requires at least one value", name));
    }
    return {};
}

bool matches_filters(const Call& call, std::span<const FilterRow> rows,
                     const json::object& document) {
    return std::ranges::all_of(list_of(call.input, "Filters"), [&](const json::value& filter) {
        return matches(filter.get_object(), rows, document);
    });
}

Result<json::object> paginate(const Call& call, std::string_view list_output, json::array items) {
    const auto wanted = number_of(call.input, "MaxResults", greatest_page);
    if (wanted < least_page || wanted > greatest_page)
        return refuse("InvalidParameterValue",
                      fmt::format("Value ( {} ) for parameter maxResults is invalid. Expecting a "
                                  "value between {} and {}.",
                                  wanted, least_page, greatest_page));
    auto page = TRY(take_page(std::move(items), text_of(call.input, "NextToken"),
                              static_cast<std::size_t>(wanted), "InvalidNextToken"));
    json::object output{{list_output, std::move(page.items)}};
    if (!page.next_token.empty())
        output["NextToken"] = page.next_token;
    return output;
}

Result<json::array> select(const Call& call, const ResourceType& type) {
    TRY_VOID(check_filters(call, type.filters));
    const auto ids = texts_of(call.input, type.ids_input);
    for (const auto& id : ids)
        (void)TRY(lookup(call, type, id));
    json::array selected;
    for (const auto& [id, document] : call.world.store().list(call.scope(), type.kind)) {
        if (!ids.empty() && std::ranges::find(ids, id) == ids.end())
            continue;
        auto copy = shown(call, type, id);
        if (matches_filters(call, type.filters, copy))
            selected.push_back(std::move(copy));
    }
    return selected;
}

Result<json::object> describe(const Call& call, const ResourceType& type) {
    return paginate(call, type.list_output, TRY(select(call, type)));
}

Result<json::object> describe_filter(const Call& call, const ResourceType& type) {
    auto input = call.input;
    if (has(input, "Filter"))
        input["Filters"] = json::array(list_of(call.input, "Filter"));
    const Call renamed{call.world, call.caller, call.operation, input, call.request_id};
    return describe(renamed, type);
}

}  // namespace inland::emulator
