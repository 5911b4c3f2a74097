// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/pod_actions.h"

#include "emulator/cluster/api/request_body.h"
#include "emulator/cluster/api/status.h"
#include "emulator/cluster/api/writing.h"
#include "emulator/cluster/workloads/disruption_budgets.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/services/members.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr int created = 201;
constexpr int too_many_requests = 429;

ApiAnswer success() {
    return {created, json::object{{"kind", "Status"},
                                  {"apiVersion", "v1"},
                                  {"metadata", json::object{}},
                                  {"status", "Success"},
                                  {"code", created}}};
}

/// k8s.io/kubernetes, pkg/registry/core/pod/storage/eviction.go.
ApiAnswer over_budget(const json::object& budget) {
    auto document = status_document(
        {ErrorKind::Throttled, "Cannot evict pod as it would violate the pod's disruption budget.",
         "TooManyRequests", too_many_requests});
    const auto needs = fmt::format(
        "The disruption budget {} needs {} healthy pods and has {} "
        "currently",
        name_of(budget), find_int(budget, "status.desiredHealthy").value_or(0),
        find_int(budget, "status.currentHealthy").value_or(0));
    document["details"] = json::object{
        {"causes", json::array{json::object{{"reason", "DisruptionBudget"}, {"message", needs}}}}};
    return {too_many_requests, std::move(document)};
}

Error several_budgets() {
    return {ErrorKind::Internal,
            "This pod has more than one PodDisruptionBudget, which the eviction subresource does "
            "not support.",
            "InternalError", 500};
}

Result<ApiAnswer> evict(const ApiCall& call, const json::object& pod) {
    const auto body = TRY(read_body(call.request));
    const auto budgets = budgets_of_pod(call.objects, pod);
    if (budgets.size() > 1)
        return std::unexpected(several_budgets());
    if (!budgets.empty() && !allows_eviction(*budgets.front(), pod))
        return over_budget(*budgets.front());
    if (!find_array(body, "deleteOptions.dryRun").empty())
        return success();
    auto objects = call.objects;
    objects.remove(call.type(), namespace_of(pod), name_of(pod));
    reconcile_disruption_budgets(objects);
    return success();
}

Result<ApiAnswer> bind(const ApiCall& call, const json::object& pod) {
    const auto body = TRY(read_body(call.request));
    const auto node = string_or_empty(body, "target.name");
    const auto assigned = string_or_empty(pod, "spec.nodeName");
    if (!assigned.empty())
        return failure(ErrorKind::InUse,
                       fmt::format("Operation cannot be fulfilled on pods/binding \"{0}\": pod {0} "
                                   "is already assigned to node \"{1}\"",
                                   name_of(pod), assigned),
                       "Conflict", 409);
    const auto now = call.now();
    auto objects = call.objects;
    objects.change(call.type(), namespace_of(pod), name_of(pod), [&](json::object& stored) {
        object_in(stored, "spec")["nodeName"] = node;
        set_condition(stored, {{"type", "PodScheduled"}, {"status", "True"}}, now);
    });
    return success();
}

struct ActionRow {
    std::string_view subresource;
    Result<ApiAnswer> (*answer)(const ApiCall& call, const json::object& pod);
};
constexpr std::array actions{ActionRow{"eviction", evict}, ActionRow{"binding", bind}};

}  // namespace

Result<ApiAnswer> answer_pod_action(const ApiCall& call) {
    const json::object pod = *TRY(stored_object(call));
    for (const auto& row : actions)
        if (row.subresource == call.info.subresource)
            return row.answer(call, pod);
    return std::unexpected(method_not_allowed());
}

}  // namespace inland::emulator::cluster
