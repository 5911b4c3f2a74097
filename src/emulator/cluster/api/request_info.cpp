// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/request_info.h"

#include "emulator/cluster/api/custom_types.h"
#include "emulator/cluster/api/status.h"

#include <array>
#include <charconv>
#include <span>

namespace inland::emulator::cluster {

namespace {

std::vector<std::string> segments_of(std::string_view path) {
    std::vector<std::string> segments;
    while (!path.empty()) {
        path.remove_prefix(path.starts_with('/') ? 1 : 0);
        const auto slash = path.find('/');
        if (const auto segment = path.substr(0, slash); !segment.empty())
            segments.push_back(http::percent_decode(segment));
        path = slash == path.npos ? std::string_view{} : path.substr(slash);
    }
    return segments;
}

struct VerbRow {
    std::string_view method;
    std::string_view on_one;
    std::string_view on_collection;
};
constexpr std::array verbs{VerbRow{"GET", "get", "list"}, VerbRow{"POST", "create", "create"},
                           VerbRow{"PUT", "update", ""}, VerbRow{"PATCH", "patch", ""},
                           VerbRow{"DELETE", "delete", "deletecollection"}};

std::string verb_of(const http::Request& request, bool on_one) {
    for (const auto& row : verbs)
        if (row.method == request.method) {
            const bool watches =
                row.method == "GET" && !on_one && Query(request.raw_query()).flag("watch");
            return std::string(watches ? "watch" : on_one ? row.on_one : row.on_collection);
        }
    return {};
}

/// Takes "namespaces/NS" off where a namespaced resource follows ("namespaces/NS/status" is the
/// namespace's own).
std::string take_namespace(std::span<const std::string>& rest) {
    if (rest.size() < 3 || rest[0] != "namespaces" || rest[2] == "status" || rest[2] == "finalize")
        return {};
    std::string name_space = rest[1];
    rest = rest.subspan(2);
    return name_space;
}

}  // namespace

Query::Query(std::string_view text) : members_(http::parse_form(text)) {}

std::string Query::text(std::string_view name) const {
    for (const auto& [key, value] : members_)
        if (key == name)
            return value;
    return {};
}

std::optional<std::int64_t> Query::number(std::string_view name) const {
    const auto digits = text(name);
    std::int64_t value = 0;
    const auto* end = digits.data() + digits.size();
    const auto [rest, error] = std::from_chars(digits.data(), end, value);
    return error == std::errc{} && rest == end ? std::optional(value) : std::nullopt;
}

bool Query::flag(std::string_view name) const {
    const auto value = text(name);
    return value == "true" || value == "1";
}

Result<RequestInfo> read_request_info(World& world, const RecordKey& cluster,
                                      const http::Request& request) {
    const auto segments = segments_of(request.raw_path());
    const bool is_core = !segments.empty() && segments[0] == "api";
    const std::size_t prefix = is_core ? 2 : 3;
    if (segments.size() <= prefix || (!is_core && segments[0] != "apis"))
        return std::unexpected(no_such_resource());
    const auto group = is_core ? std::string{} : segments[1];
    auto rest = std::span(segments).subspan(prefix);
    RequestInfo info;
    info.name_space = take_namespace(rest);
    info.type = find_served_type(world, cluster, group, segments[prefix - 1], rest[0]);
    if (info.type == nullptr || rest.size() > 3 ||
        (!info.type->namespaced && !info.name_space.empty()))
        return std::unexpected(no_such_resource());
    info.name = rest.size() > 1 ? rest[1] : "";
    info.subresource = rest.size() > 2 ? rest[2] : "";
    if (!info.subresource.empty() && !info.type->has_subresource(info.subresource))
        return std::unexpected(no_such_resource());
    info.verb = verb_of(request, !info.name.empty());
    if (!info.type->has_verb(info.verb))
        return std::unexpected(method_not_allowed());
    return info;
}

}  // namespace inland::emulator::cluster
