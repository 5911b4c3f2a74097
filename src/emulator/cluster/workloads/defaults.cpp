// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/defaults.h"

#include "emulator/cluster/workloads/service_defaults.h"
#include "emulator/services/members.h"

#include <array>

namespace inland::emulator::cluster {

namespace {

constexpr int kept_revisions = 10;

void namespace_defaults(Objects&, json::object& object) {
    auto& labels = object_in(metadata_in(object), "labels");
    labels["kubernetes.io/metadata.name"] = name_of(object);
    object["spec"] = json::object{{"finalizers", {"kubernetes"}}};
}

void pod_defaults(Objects&, json::object& object) {
    auto& spec = object_in(object, "spec");
    set_pod_spec_defaults(spec);
    set_if_missing(spec, "serviceAccountName", "default");
}

void template_defaults(json::object& spec) {
    set_pod_spec_defaults(object_in(object_in(spec, "template"), "spec"));
}

/// The strategy's type, and of a rolling update its bounds.
void strategy_defaults(json::object& spec, std::string_view member, const json::object& bounds) {
    auto& strategy = object_in(spec, member);
    set_if_missing(strategy, "type", "RollingUpdate");
    if (string_or_empty(strategy, "type") != "RollingUpdate")
        return;
    auto& rolling = object_in(strategy, "rollingUpdate");
    for (const auto& [name, value] : bounds)
        set_if_missing(rolling, name, value);
}

void deployment_defaults(Objects&, json::object& object) {
    constexpr int progress_deadline = 600;
    auto& spec = object_in(object, "spec");
    set_if_missing(spec, "replicas", 1);
    set_if_missing(spec, "revisionHistoryLimit", kept_revisions);
    set_if_missing(spec, "progressDeadlineSeconds", progress_deadline);
    strategy_defaults(spec, "strategy", {{"maxUnavailable", "25%"}, {"maxSurge", "25%"}});
    template_defaults(spec);
}

void daemon_set_defaults(Objects&, json::object& object) {
    auto& spec = object_in(object, "spec");
    set_if_missing(spec, "revisionHistoryLimit", kept_revisions);
    strategy_defaults(spec, "updateStrategy", {{"maxUnavailable", 1}, {"maxSurge", 0}});
    template_defaults(spec);
}

void replica_set_defaults(Objects&, json::object& object) {
    auto& spec = object_in(object, "spec");
    set_if_missing(spec, "replicas", 1);
    template_defaults(spec);
}

void stateful_set_defaults(Objects&, json::object& object) {
    auto& spec = object_in(object, "spec");
    set_if_missing(spec, "replicas", 1);
    set_if_missing(spec, "revisionHistoryLimit", kept_revisions);
    set_if_missing(spec, "podManagementPolicy", "OrderedReady");
    strategy_defaults(spec, "updateStrategy", {{"partition", 0}});
    template_defaults(spec);
}

void job_spec_defaults(json::object& spec) {
    constexpr int back_off_limit = 6;
    set_if_missing(spec, "parallelism", 1);
    set_if_missing(spec, "completions", 1);
    set_if_missing(spec, "backoffLimit", back_off_limit);
    set_if_missing(spec, "completionMode", "NonIndexed");
    set_if_missing(spec, "suspend", false);
    template_defaults(spec);
}

void job_defaults(Objects&, json::object& object) {
    job_spec_defaults(object_in(object, "spec"));
}

void cron_job_defaults(Objects&, json::object& object) {
    auto& spec = object_in(object, "spec");
    set_if_missing(spec, "concurrencyPolicy", "Allow");
    set_if_missing(spec, "suspend", false);
    set_if_missing(spec, "successfulJobsHistoryLimit", 3);
    set_if_missing(spec, "failedJobsHistoryLimit", 1);
}

void secret_defaults(Objects&, json::object& object) {
    set_if_missing(object, "type", "Opaque");
}

struct DefaultsRow {
    std::string_view resource;
    void (*set)(Objects& objects, json::object& object);
};
constexpr std::array defaults{DefaultsRow{"namespaces", namespace_defaults},
                              DefaultsRow{"pods", pod_defaults},
                              DefaultsRow{"services", set_service_defaults},
                              DefaultsRow{"secrets", secret_defaults},
                              DefaultsRow{"daemonsets.apps", daemon_set_defaults},
                              DefaultsRow{"deployments.apps", deployment_defaults},
                              DefaultsRow{"replicasets.apps", replica_set_defaults},
                              DefaultsRow{"statefulsets.apps", stateful_set_defaults},
                              DefaultsRow{"jobs.batch", job_defaults},
                              DefaultsRow{"cronjobs.batch", cron_job_defaults}};

}  // namespace

void set_defaults(Objects& objects, const ResourceType& type, json::object& object) {
    object["apiVersion"] = type.api_version();
    object["kind"] = type.kind;
    for (const auto& row : defaults)
        if (row.resource == type.qualified_name())
            row.set(objects, object);
}

}  // namespace inland::emulator::cluster
