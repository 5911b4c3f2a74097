// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/jobs.h"

#include "emulator/cluster/workloads/events.h"
#include "emulator/cluster/workloads/new_object.h"
#include "emulator/cluster/workloads/owned.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/services/members.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

const ResourceType& jobs() {
    static const auto& type = type_of("batch", "jobs");
    return type;
}

/// A Job selects its pods by its uid, under the old names and the new ones.
void select_by_uid(Objects& objects, const json::object& job) {
    if (find(job, "spec.selector") != nullptr)
        return;
    const auto uid = string_or_empty(job, "metadata.uid");
    objects.change(jobs(), namespace_of(job), name_of(job), [&](json::object& stored) {
        auto& spec = object_in(stored, "spec");
        spec["selector"] = json::object{
            {"matchLabels", json::object{{"batch.kubernetes.io/controller-uid", uid}}}};
        auto& labels = object_in(object_in(object_in(spec, "template"), "metadata"), "labels");
        for (const auto* prefix : {"batch.kubernetes.io/", ""}) {
            labels[fmt::format("{}controller-uid", prefix)] = uid;
            labels[fmt::format("{}job-name", prefix)] = name_of(job);
        }
    });
}

struct Counts {
    std::int64_t active = 0, succeeded = 0, ready = 0;
};

Counts count(const Objects& objects, const json::object& job) {
    Counts counts;
    for (const auto& pod : owned_objects(objects, type_of("", "pods"), job)) {
        const bool finished = is_finished(pod);
        counts.active += finished ? 0 : 1;
        counts.succeeded += finished ? 1 : 0;
        counts.ready += is_ready(pod) ? 1 : 0;
    }
    return counts;
}

void add_pods(Objects& objects, const json::object& job, const Counts& counts) {
    const auto completions = find_int(job, "spec.completions").value_or(1);
    const auto parallelism = find_int(job, "spec.parallelism").value_or(1);
    const auto wanted = std::min(parallelism, completions - counts.succeeded);
    for (auto i = counts.active; i < wanted; ++i) {
        auto pod = pod_of_template(job, find_object(job, "spec.template"));
        if (const auto made = create_object(objects, type_of("", "pods"), std::move(pod)))
            record_event(objects, job,
                         {"Normal", "SuccessfulCreate",
                          fmt::format("Created pod: {}", name_of(*made)), "job-controller"});
    }
}

void complete(json::object& job, TimePoint now) {
    object_in(job, "status")["completionTime"] = iso8601(now);
    for (const auto* type : {"SuccessCriteriaMet", "Complete"})
        set_condition(job,
                      {{"type", type},
                       {"status", "True"},
                       {"reason", "CompletionsReached"},
                       {"message", "Reached expected number of succeeded pods"}},
                      now);
}

void set_status(Objects& objects, const json::object& job) {
    const auto counts = count(objects, job);
    const auto now = objects.world().now();
    const bool is_done = counts.succeeded >= find_int(job, "spec.completions").value_or(1);
    objects.change(jobs(), namespace_of(job), name_of(job), [&](json::object& stored) {
        auto& status = object_in(stored, "status");
        if (!status.contains("startTime"))
            status["startTime"] = iso8601(now);
        status["active"] = counts.active;
        status["ready"] = counts.ready;
        status["succeeded"] = counts.succeeded;
        if (is_done && !status.contains("completionTime"))
            complete(stored, now);
    });
    if (is_done && find(job, "status.completionTime") == nullptr)
        record_event(objects, job, {"Normal", "Completed", "Job completed", "job-controller"});
}

}  // namespace

void reconcile_jobs(Objects& objects) {
    for (const auto& job : all_objects(objects, jobs()))
        select_by_uid(objects, job);
    for (const auto& job : all_objects(objects, jobs())) {
        const bool is_idle = find_bool(job, "spec.suspend").value_or(false) ||
                             find(job, "status.completionTime") != nullptr;
        if (!is_idle)
            add_pods(objects, job, count(objects, job));
        set_status(objects, job);
    }
}

}  // namespace inland::emulator::cluster
