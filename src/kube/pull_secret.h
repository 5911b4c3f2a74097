// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <string_view>

namespace inland::kube {

/// The Secret with which pods pull from the cluster's registry, in each namespace that has one.
inline constexpr std::string_view pull_secret_name = "inland-registry";

/// The Secret, of the type kubernetes.io/dockerconfigjson. Pure, as all below.
json::object pull_secret(std::string_view name_space, std::string_view docker_config);
/// Whether a Secret that was found holds just that.
bool holds_pull_secret(const json::object& found, std::string_view docker_config);

/// Whether a ServiceAccount's pods pull with the Secret.
bool names_pull_secret(const json::object& account);
/// What is to be applied so that they do, as it was found (or empty) when it was looked at: the API
/// server takes imagePullSecrets as one value (listType: atomic), so the entries of others are in
/// it, and the version that was read makes it refuse what changed since.
json::object account_with_pull_secret(std::string_view name_space, std::string_view name,
                                      const json::object& found);

/// Pods of a workload (Deployment, DaemonSet) then pull with it whatever their ServiceAccount says;
/// other objects stay as they are.
void let_pods_pull(json::object& workload);

}  // namespace inland::kube
