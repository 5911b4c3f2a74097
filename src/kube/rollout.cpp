// SPDX-License-Identifier: Apache-2.0
#include "kube/rollout.h"

#include "kube/object.h"

#include <array>
#include <optional>
#include <string_view>

#include <fmt/format.h>

namespace inland::kube {

namespace {

/// Where a kind's status counts its pods.
struct CountsRow {
    std::string_view kind;
    std::string_view wanted;
    std::string_view updated;
    std::string_view available;
};
constexpr std::array counts{
    CountsRow{"Deployment", "spec.replicas", "status.updatedReplicas", "status.availableReplicas"},
    CountsRow{"StatefulSet", "spec.replicas", "status.updatedReplicas", "status.availableReplicas"},
    CountsRow{"DaemonSet", "status.desiredNumberScheduled", "status.updatedNumberScheduled",
              "status.numberAvailable"}};

std::optional<Error> failure_of(const json::object& object) {
    for (const auto& condition : find_array(object, "status.conditions"))
        if (string_or_empty(condition, "type") == "Progressing" &&
            string_or_empty(condition, "reason") == "ProgressDeadlineExceeded")
            return Error{ErrorKind::Failed, fmt::format("{}: {}", name_of(object).text(),
                                                        string_or_empty(condition, "message"))};
    return std::nullopt;
}

Rollout counted(const json::object& object, const CountsRow& row) {
    const auto generation = find_int(object, "metadata.generation").value_or(0);
    if (find_int(object, "status.observedGeneration").value_or(0) < generation)
        return RollingOut{"not seen by its controller yet"};
    if (auto failed = failure_of(object))
        return *std::move(failed);
    const auto wanted = find_int(object, row.wanted).value_or(1);
    const auto updated = find_int(object, row.updated).value_or(0);
    const auto available = find_int(object, row.available).value_or(0);
    if (updated < wanted)
        return RollingOut{fmt::format("{} of {} pods updated", updated, wanted)};
    if (available < wanted)
        return RollingOut{fmt::format("{} of {} pods available", available, wanted)};
    return RolledOut{};
}

}  // namespace

Rollout rollout_of(const json::object& object) {
    const auto kind = string_or_empty(object, "kind");
    for (const auto& row : counts)
        if (row.kind == kind)
            return counted(object, row);
    return RolledOut{};
}

}  // namespace inland::kube
