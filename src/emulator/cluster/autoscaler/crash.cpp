// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/autoscaler/crash.h"

#include "emulator/cluster/workloads/container_status.h"
#include "emulator/cluster/workloads/events.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/services/members.h"

#include <fmt/format.h>

namespace inland::emulator::autoscaler {

namespace {

using cluster::name_of;
using cluster::namespace_of;
using cluster::type_of;

constexpr std::string_view waiting_reason = "CrashLoopBackOff";
/// klog.Fatal's.
constexpr int exit_code = 255;

bool has_crashed(const json::object& pod) {
    return string_or_empty(pod, "status.containerStatuses.0.state.waiting.reason") ==
           waiting_reason;
}

std::int64_t restarts_of(const json::object& pod) {
    return find_int(pod, "status.containerStatuses.0.restartCount").value_or(0);
}

json::object terminated(TimePoint now) {
    return {{"terminated", json::object{{"exitCode", exit_code},
                                        {"reason", "Error"},
                                        {"startedAt", iso8601(now)},
                                        {"finishedAt", iso8601(now)}}}};
}

void set_crashed(json::object& pod, TimePoint now) {
    for (auto& each : list_in(object_in(pod, "status"), "containerStatuses")) {
        auto& status = each.as_object();
        const auto message =
            fmt::format("back-off 5m0s restarting failed container={} pod={}_{}({})",
                        string_or_empty(status, "name"), name_of(pod), namespace_of(pod),
                        string_or_empty(pod, "metadata.uid"));
        status["state"] = json::object{
            {"waiting", json::object{{"reason", waiting_reason}, {"message", message}}}};
        status["lastState"] = terminated(now);
        status["restartCount"] = find_int(status, "restartCount").value_or(0) + 1;
        status["ready"] = false;
        status["started"] = false;
    }
    for (const auto* type : {"Ready", "ContainersReady"})
        cluster::set_condition(
            pod, {{"type", type}, {"status", "False"}, {"reason", "ContainersNotReady"}}, now);
}

}  // namespace

void crash(cluster::Objects& objects, const json::object& pod) {
    const auto now = objects.world().now();
    objects.change(type_of("", "pods"), namespace_of(pod), name_of(pod),
                   [&](json::object& stored) { set_crashed(stored, now); });
    cluster::record_event(objects, pod,
                          {"Warning", "BackOff",
                           fmt::format("Back-off restarting failed container {} in pod {}_{}({})",
                                       string_or_empty(pod, "spec.containers.0.name"), name_of(pod),
                                       namespace_of(pod), string_or_empty(pod, "metadata.uid")),
                           "kubelet", string_or_empty(pod, "spec.nodeName")});
}

void end_crash(cluster::Objects& objects, const json::object& pod) {
    if (!has_crashed(pod))
        return;
    const auto now = objects.world().now();
    const auto restarts = restarts_of(pod);
    objects.change(type_of("", "pods"), namespace_of(pod), name_of(pod), [&](json::object& stored) {
        cluster::set_running(stored, now);
        for (auto& status : list_in(object_in(stored, "status"), "containerStatuses"))
            status.as_object()["restartCount"] = restarts;
    });
}

}  // namespace inland::emulator::autoscaler
