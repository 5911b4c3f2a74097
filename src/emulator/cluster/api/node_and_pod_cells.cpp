// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/cells.h"

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view role_label_prefix = "node-role.kubernetes.io/";

std::string condition_status(const json::object& object, std::string_view condition) {
    for (const auto& each : find_array(object, "status.conditions"))
        if (find_string(each, "type") == condition)
            return string_or_empty(each, "status");
    return {};
}

std::string address_of(const json::object& node, std::string_view type) {
    for (const auto& each : find_array(node, "status.addresses"))
        if (find_string(each, "type") == type)
            return string_or_empty(each, "address");
    return "<none>";
}

/// Why a container is not running: "ImagePullBackOff"; "" when it runs.
std::string reason_of(const json::value& container) {
    if (auto reason = string_or_empty(container, "state.waiting.reason"); !reason.empty())
        return reason;
    return string_or_empty(container, "state.terminated.reason");
}

/// "Init:0/1" or "Init:ErrImagePull"; "" when all init containers have completed.
std::string init_status(const json::object& pod) {
    const auto& containers = find_array(pod, "status.initContainerStatuses");
    std::size_t done = 0;
    for (const auto& container : containers) {
        const auto reason = reason_of(container);
        if (reason == "Completed")
            ++done;
        else if (!reason.empty() && reason != "PodInitializing")
            return "Init:" + reason;
    }
    return done == containers.size() ? std::string{}
                                     : fmt::format("Init:{}/{}", done, containers.size());
}

}  // namespace

json::value node_status(const json::object& node, TimePoint) {
    const auto ready = condition_status(node, "Ready");
    std::string text = ready == "True" ? "Ready" : ready.empty() ? "Unknown" : "NotReady";
    if (find_bool(node, "spec.unschedulable").value_or(false))
        text += ",SchedulingDisabled";
    return json::string(text);
}

json::value node_roles(const json::object& node, TimePoint) {
    std::vector<std::string> roles;
    for (const auto& [key, value] : find_object(node, "metadata.labels"))
        if (std::string_view(key).starts_with(role_label_prefix))
            roles.emplace_back(std::string_view(key).substr(role_label_prefix.size()));
    std::ranges::sort(roles);
    return json::string(roles.empty() ? "<none>" : fmt::format("{}", fmt::join(roles, ",")));
}

json::value node_internal_ip(const json::object& node, TimePoint) {
    return json::string(address_of(node, "InternalIP"));
}

json::value node_external_ip(const json::object& node, TimePoint) {
    return json::string(address_of(node, "ExternalIP"));
}

json::value pod_ready(const json::object& pod, TimePoint) {
    const auto& statuses = find_array(pod, "status.containerStatuses");
    const auto ready = std::ranges::count_if(statuses, [](const json::value& status) {
        return find_bool(status, "ready").value_or(false);
    });
    return json::string(fmt::format("{}/{}", ready, find_array(pod, "spec.containers").size()));
}

json::value pod_status(const json::object& pod, TimePoint) {
    if (find(pod, "metadata.deletionTimestamp") != nullptr)
        return "Terminating";
    if (const auto text = init_status(pod); !text.empty())
        return json::string(text);
    for (const auto& container : find_array(pod, "status.containerStatuses"))
        if (const auto reason = reason_of(container); !reason.empty())
            return json::string(reason);
    const auto reason = string_or_empty(pod, "status.reason");
    return json::string(reason.empty() ? string_or_empty(pod, "status.phase") : reason);
}

json::value pod_restarts(const json::object& pod, TimePoint) {
    std::int64_t restarts = 0;
    for (const auto& container : find_array(pod, "status.containerStatuses"))
        restarts += find_int(container, "restartCount").value_or(0);
    return json::string(std::to_string(restarts));
}

}  // namespace inland::emulator::cluster
