// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

#include <cstdint>
#include <string_view>

/// The ReplicaSets of a Deployment: one for each of its templates, numbered by the annotation
/// deployment.kubernetes.io/revision.
namespace inland::emulator::cluster {

inline constexpr std::string_view template_hash_label = "pod-template-hash";
inline constexpr std::string_view revision_annotation = "deployment.kubernetes.io/revision";

/// The number that a Deployment or one of its sets carries; 0 for none.
std::int64_t revision_of(const json::object& object);

/// The set whose template is the Deployment's now, made when there is none; it has the highest
/// revision of all, which the Deployment has too.
json::object current_replica_set(Objects& objects, const json::object& deployment);

/// Deletes the oldest sets without replicas, so that `spec.revisionHistoryLimit` of them are left.
void forget_old_revisions(Objects& objects, const json::object& deployment,
                          const json::object& current);

}  // namespace inland::emulator::cluster
