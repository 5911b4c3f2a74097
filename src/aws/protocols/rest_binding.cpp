// SPDX-License-Identifier: Apache-2.0
#include "aws/protocols/rest_binding.h"

#include "aws/protocols/scalars.h"

#include <ranges>

namespace inland::aws {

namespace {

std::vector<std::string_view> path_segments(std::string_view path) {
    std::vector<std::string_view> segments;
    while (!path.empty()) {
        path.remove_prefix(path.starts_with('/') ? 1 : 0);
        const auto segment = path.substr(0, path.find('/'));
        path.remove_prefix(segment.size());
        if (!segment.empty() || !path.empty())
            segments.push_back(segment);
    }
    return segments;
}

bool is_label(std::string_view segment) {
    return segment.starts_with('{') && segment.ends_with('}');
}

std::string_view label_name(std::string_view segment) {
    return segment.substr(1, segment.size() - 2);
}

const Member* bound_member(const Operation& operation, Location location,
                           std::string_view wire_name) {
    if (!operation.input)
        return nullptr;
    const auto& members = operation.input->members;
    const auto found = std::ranges::find_if(members, [&](const Member& member) {
        return member.location == location && member.wire_name == wire_name;
    });
    return found == members.end() ? nullptr : &*found;
}

/// How many segments of the template are literal, if it fits the path at all.
std::optional<std::size_t> literal_matches(const std::vector<std::string_view>& pattern,
                                           const std::vector<std::string_view>& path) {
    if (pattern.size() != path.size())
        return std::nullopt;
    std::size_t literals = 0;
    for (std::size_t index = 0; index < path.size(); ++index) {
        if (is_label(pattern[index]) ? path[index].empty() : pattern[index] != path[index])
            return std::nullopt;
        literals += is_label(pattern[index]) ? 0U : 1U;
    }
    return literals;
}

std::string label_text(const Member& member, const json::value& value) {
    auto text = scalar_to_text(value);
    return member.last_segment_only ? text.substr(text.rfind('/') + 1) : text;
}

Result<std::string> render_segment(const Operation& operation, const json::object& input,
                                   std::string_view segment) {
    if (!is_label(segment))
        return std::string(segment);
    const auto* member = bound_member(operation, Location::Uri, label_name(segment));
    const auto* value = member ? input.if_contains(member->name) : nullptr;
    const auto text = value ? label_text(*member, *value) : "";
    if (text.empty())
        return failure(ErrorKind::InvalidInput,
                       fmt::format("{} needs {}, not empty", operation.name, label_name(segment)));
    return http::percent_encode(text);
}

Result<std::string> render_path(const Operation& operation, const json::object& input) {
    std::string path;
    for (const auto segment : path_segments(operation.uri))
        path += "/" + TRY(render_segment(operation, input, segment));
    if (path.empty() || operation.uri.ends_with('/'))
        path += '/';
    return path;
}

void add_to_query(std::string& query, const Member& member, const json::value& value) {
    if (const auto* array = value.if_array()) {
        for (const auto& item : *array)
            add_to_query(query, member, item);
        return;
    }
    query +=
        fmt::format("{}{}={}", query.empty() ? '?' : '&', http::percent_encode(member.wire_name),
                    http::percent_encode(scalar_to_text(value)));
}

Result<void> read_labels(json::object& out, const Operation& operation, std::string_view path) {
    const auto pattern = path_segments(operation.uri);
    const auto segments = path_segments(path);
    for (std::size_t index = 0; index < pattern.size(); ++index) {
        if (!is_label(pattern[index]))
            continue;
        const auto* member = bound_member(operation, Location::Uri, label_name(pattern[index]));
        if (member)
            out[member->name] = TRY(scalar_from_text(
                *member->shape, http::percent_decode(segments[index]), member->wire_name));
    }
    return {};
}

Result<void> read_query(json::object& out, const Operation& operation, std::string_view query) {
    for (const auto& [name, text] : http::parse_form(query)) {
        const auto* member = bound_member(operation, Location::QueryString, name);
        if (!member)
            continue;
        const bool list = member->shape->kind == ShapeKind::List;
        auto value =
            TRY(scalar_from_text(list ? *member->shape->item : *member->shape, text, name));
        if (!list)
            out[member->name] = std::move(value);
        else if (auto* items = out.if_contains(member->name))
            items->as_array().push_back(std::move(value));
        else
            out[member->name] = json::array{std::move(value)};
    }
    return {};
}

auto header_members(const Shape& shape) {
    return shape.members | std::views::filter([](const Member& member) {
               return member.location == Location::Header;
           });
}

Result<void> read_headers(json::object& out, const Shape& shape, const http::Headers& headers) {
    for (const auto& member : header_members(shape))
        if (const auto text = headers.get(member.wire_name))
            out[member.name] = TRY(scalar_from_text(*member.shape, *text, member.wire_name));
    return {};
}

void write_headers(http::Headers& headers, const Shape& shape, const json::object& document) {
    for (const auto& member : header_members(shape))
        if (const auto* value = document.if_contains(member.name); value && !value->is_null())
            headers.set(member.wire_name, scalar_to_text(*value));
}

}  // namespace

Result<void> bind_request(http::Request& request, const Operation& operation,
                          const json::object& input) {
    request.method = operation.method;
    request.target = TRY(render_path(operation, input));
    if (!operation.input)
        return {};
    std::string query;
    for (const auto& member : operation.input->members) {
        const auto* value = input.if_contains(member.name);
        if (value && !value->is_null() && member.location == Location::QueryString)
            add_to_query(query, member, *value);
    }
    request.target += query;
    write_headers(request.headers, *operation.input, input);
    return {};
}

Result<json::object> read_bindings(const http::Request& request, const Operation& operation) {
    json::object out;
    if (!operation.input)
        return out;
    TRY_VOID(read_labels(out, operation, request.raw_path()));
    TRY_VOID(read_query(out, operation, request.raw_query()));
    TRY_VOID(read_headers(out, *operation.input, request.headers));
    return out;
}

const Operation* match_operation(const Service& service, const http::Request& request) {
    const auto path = path_segments(request.raw_path());
    const Operation* best = nullptr;
    std::size_t best_literals = 0;
    for (const auto& [name, operation] : service.operations) {
        if (operation.method != request.method)
            continue;
        const auto literals = literal_matches(path_segments(operation.uri), path);
        if (literals && (!best || *literals > best_literals)) {
            best = &operation;
            best_literals = *literals;
        }
    }
    return best;
}

void bind_response_headers(http::Response& response, const Shape& output,
                           const json::object& document) {
    write_headers(response.headers, output, document);
}

Result<void> read_response_headers(const http::Response& response, const Shape& output,
                                   json::object& document) {
    return read_headers(document, output, response.headers);
}

bool has_body_members(const Shape& shape) {
    return std::ranges::find(shape.members, Location::Body, &Member::location) !=
           shape.members.end();
}

}  // namespace inland::aws
