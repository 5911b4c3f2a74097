// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/json.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

/// What stands in the cells of `kubectl get`, column by column (columns.cpp names them).
namespace inland::emulator::cluster {

/// A path as a template's argument.
template <std::size_t size>
struct FieldPath {
    char text[size]{};
    constexpr FieldPath(const char (&literal)[size]) {  // NOLINT: reads as a literal
        std::copy_n(literal, size, text);
    }
    [[nodiscard]] constexpr std::string_view view() const { return {text, size - 1}; }
};

/// The string at a path, or "".
template <FieldPath path>
json::value cell_at(const json::object& object, TimePoint) {
    return json::string(string_or_empty(object, path.view()));
}

/// The string at a path, or "<none>".
template <FieldPath path>
json::value cell_or_none(const json::object& object, TimePoint) {
    const auto text = string_or_empty(object, path.view());
    return json::string(text.empty() ? "<none>" : text);
}

/// The number at a path, or 0.
template <FieldPath path>
json::value count_at(const json::object& object, TimePoint) {
    return find_int(object, path.view()).value_or(0);
}

template <FieldPath path>
json::value cell_flag(const json::object& object, TimePoint) {
    return find_bool(object, path.view()).value_or(false) ? "true" : "false";
}

json::value cell_none(const json::object& object, TimePoint now);
json::value cell_age(const json::object& object, TimePoint now);

json::value node_status(const json::object& node, TimePoint now);
json::value node_roles(const json::object& node, TimePoint now);
json::value node_internal_ip(const json::object& node, TimePoint now);
json::value node_external_ip(const json::object& node, TimePoint now);

json::value pod_ready(const json::object& pod, TimePoint now);
json::value pod_status(const json::object& pod, TimePoint now);
json::value pod_restarts(const json::object& pod, TimePoint now);

json::value service_external_ip(const json::object& service, TimePoint now);
json::value service_ports(const json::object& service, TimePoint now);
json::value service_selector(const json::object& service, TimePoint now);
json::value endpoint_list(const json::object& endpoints, TimePoint now);
json::value slice_ports(const json::object& slice, TimePoint now);
json::value slice_endpoints(const json::object& slice, TimePoint now);

json::value deployment_ready(const json::object& deployment, TimePoint now);
json::value template_containers(const json::object& workload, TimePoint now);
json::value template_images(const json::object& workload, TimePoint now);
json::value template_node_selector(const json::object& workload, TimePoint now);
json::value workload_selector(const json::object& workload, TimePoint now);

json::value data_count(const json::object& object, TimePoint now);
json::value secret_count(const json::object& account, TimePoint now);

json::value event_last_seen(const json::object& event, TimePoint now);
json::value event_first_seen(const json::object& event, TimePoint now);
json::value event_object(const json::object& event, TimePoint now);

/// "a=1,b=2", or "<none>".
std::string label_text(const json::object& labels);
/// How long ago the time at `path` was: "13m", or "<unknown>".
std::string age_at(const json::object& object, std::string_view path, TimePoint now);

}  // namespace inland::emulator::cluster
