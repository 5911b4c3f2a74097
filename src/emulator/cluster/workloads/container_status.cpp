// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/container_status.h"

#include "core/crypto.h"
#include "emulator/cluster/api/objects.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/services/members.h"

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr int restart_count = 0;

enum class Progress { Waiting, Running, Completed };

json::object status_of(const json::value& container, json::object state, Progress progress,
                       bool ready) {
    const auto image = string_or_empty(container, "image");
    json::object status{{"name", string_or_empty(container, "name")},
                        {"image", image},
                        {"imageID", ""},
                        {"state", std::move(state)},
                        {"lastState", json::object{}},
                        {"ready", ready},
                        {"restartCount", restart_count},
                        {"started", progress == Progress::Running}};
    if (progress != Progress::Waiting)
        status["imageID"] =
            fmt::format("{}@sha256:{}", image.substr(0, image.rfind(':')), hex(sha256(image)));
    return status;
}

json::object waiting(std::string_view reason, std::string_view message) {
    json::object state{{"reason", reason}};
    if (!message.empty())
        state["message"] = message;
    return {{"waiting", std::move(state)}};
}

json::object running(TimePoint now) {
    return {{"running", json::object{{"startedAt", iso8601(now)}}}};
}

json::object completed(TimePoint now) {
    return {{"terminated", json::object{{"exitCode", 0},
                                        {"reason", "Completed"},
                                        {"startedAt", iso8601(now)},
                                        {"finishedAt", iso8601(now)}}}};
}

json::array statuses_of(const json::object& pod, std::string_view list, const json::object& state,
                        Progress progress, bool ready) {
    json::array statuses;
    for (const auto& container : find_array(pod, fmt::format("spec.{}", list)))
        statuses.push_back(status_of(container, state, progress, ready));
    return statuses;
}

void set_ready(json::object& pod, bool ready, TimePoint now) {
    for (const auto* type : {"Ready", "ContainersReady"}) {
        json::object condition{{"type", type}, {"status", ready ? "True" : "False"}};
        if (!ready)
            condition["reason"] = "ContainersNotReady";
        set_condition(pod, std::move(condition), now);
    }
}

void set_started(json::object& pod, bool ready, TimePoint now) {
    auto& status = object_in(pod, "status");
    status["phase"] = "Running";
    if (!find_array(pod, "spec.initContainers").empty())
        status["initContainerStatuses"] =
            statuses_of(pod, "initContainers", completed(now), Progress::Completed, true);
    status["containerStatuses"] =
        statuses_of(pod, "containers", running(now), Progress::Running, ready);
    set_condition(pod, {{"type", "Initialized"}, {"status", "True"}}, now);
    set_ready(pod, ready, now);
}

}  // namespace

void set_waiting(json::object& pod, std::string_view reason, std::string_view message,
                 TimePoint now) {
    auto& status = object_in(pod, "status");
    status["phase"] = "Pending";
    const bool has_init = !find_array(pod, "spec.initContainers").empty();
    // While init containers wait, the others wait for them.
    if (has_init)
        status["initContainerStatuses"] =
            statuses_of(pod, "initContainers", waiting(reason, message), Progress::Waiting, false);
    status["containerStatuses"] = statuses_of(
        pod, "containers", has_init ? waiting("PodInitializing", "") : waiting(reason, message),
        Progress::Waiting, false);
    set_condition(pod, {{"type", "Initialized"}, {"status", has_init ? "False" : "True"}}, now);
    set_ready(pod, false, now);
}

void set_running(json::object& pod, TimePoint now) {
    set_started(pod, true, now);
}

void set_completed(json::object& pod, TimePoint now) {
    auto& status = object_in(pod, "status");
    status["phase"] = "Succeeded";
    auto statuses = statuses_of(pod, "containers", completed(now), Progress::Completed, false);
    for (auto& each : statuses)
        for (const auto& before : find_array(pod, "status.containerStatuses"))
            if (find_string(before, "name") == find_string(each, "name"))
                each.get_object()["state"].get_object()["terminated"].get_object()["startedAt"] =
                    string_or_empty(before, "state.running.startedAt");
    object_in(pod, "status")["containerStatuses"] = std::move(statuses);
    for (const auto* type : {"Ready", "ContainersReady"})
        set_condition(pod, {{"type", type}, {"status", "False"}, {"reason", "PodCompleted"}}, now);
}

void set_running_unready(json::object& pod, TimePoint now) {
    set_started(pod, false, now);
}

}  // namespace inland::emulator::cluster
