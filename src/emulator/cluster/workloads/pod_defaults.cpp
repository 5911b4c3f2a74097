// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/defaults.h"
#include "emulator/services/members.h"

#include <array>

namespace inland::emulator::cluster {

namespace {

/// "nginx" and "nginx:latest" are pulled always, a tag or a digest once.
std::string_view pull_policy(std::string_view image) {
    if (image.find('@') != std::string_view::npos)
        return "IfNotPresent";
    const auto last = image.substr(image.rfind('/') + 1);
    const auto colon = last.find(':');
    return colon == std::string_view::npos || last.substr(colon) == ":latest" ? "Always"
                                                                              : "IfNotPresent";
}

void probe_defaults(json::object& probe) {
    set_if_missing(probe, "timeoutSeconds", 1);
    set_if_missing(probe, "periodSeconds", 10);
    set_if_missing(probe, "successThreshold", 1);
    set_if_missing(probe, "failureThreshold", 3);
    if (auto* get = probe.if_contains("httpGet"); get != nullptr && get->is_object()) {
        set_if_missing(get->get_object(), "path", "/");
        set_if_missing(get->get_object(), "scheme", "HTTP");
    }
}

void container_defaults(json::object& container) {
    set_if_missing(container, "imagePullPolicy",
                   json::value(pull_policy(string_or_empty(container, "image"))));
    set_if_missing(container, "resources", json::object{});
    set_if_missing(container, "terminationMessagePath", "/dev/termination-log");
    set_if_missing(container, "terminationMessagePolicy", "File");
    if (container.contains("ports"))
        for (auto& port : list_in(container, "ports"))
            if (port.is_object())
                set_if_missing(port.get_object(), "protocol", "TCP");
    for (const auto* name : {"livenessProbe", "readinessProbe", "startupProbe"})
        if (auto* probe = container.if_contains(name); probe != nullptr && probe->is_object())
            probe_defaults(probe->get_object());
}

struct VolumeModeRow {
    std::string_view source;
    int mode;
};
constexpr int readable = 0644;
constexpr std::array volume_modes{
    VolumeModeRow{"configMap", readable}, VolumeModeRow{"secret", readable},
    VolumeModeRow{"projected", readable}, VolumeModeRow{"downwardAPI", readable}};

void volume_defaults(json::object& volume) {
    for (const auto& row : volume_modes)
        if (auto* source = volume.if_contains(row.source); source != nullptr && source->is_object())
            set_if_missing(source->get_object(), "defaultMode", row.mode);
}

void each_in(json::object& spec, std::string_view list, void (*set)(json::object&)) {
    if (!spec.contains(list))
        return;
    for (auto& element : list_in(spec, list))
        if (element.is_object())
            set(element.get_object());
}

}  // namespace

void set_if_missing(json::object& object, std::string_view member, json::value value) {
    if (!object.contains(member))
        object[member] = std::move(value);
}

void set_pod_spec_defaults(json::object& spec) {
    // What is false by default is left out, said or not: templates that mean the same are equal.
    for (const auto* flag : {"hostNetwork", "hostPID", "hostIPC"})
        if (find_bool(spec, flag) == false)
            spec.erase(flag);
    set_if_missing(spec, "restartPolicy", "Always");
    set_if_missing(spec, "terminationGracePeriodSeconds", 30);
    set_if_missing(spec, "dnsPolicy", "ClusterFirst");
    set_if_missing(spec, "schedulerName", "default-scheduler");
    set_if_missing(spec, "securityContext", json::object{});
    each_in(spec, "initContainers", container_defaults);
    each_in(spec, "containers", container_defaults);
    each_in(spec, "volumes", volume_defaults);
}

}  // namespace inland::emulator::cluster
