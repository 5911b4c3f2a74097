// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"
#include "core/result.h"
#include "knowledge/tables.h"
#include "spec/cluster.h"

#include <map>
#include <string>

namespace inland::cli {

/// By add-on: the version that EKS installs now.
using AddonVersions = std::map<std::string, knowledge::AddonVersion, std::less<>>;

/// Asks the account which versions of the spec's EKS add-ons are the defaults for its Kubernetes.
/// Reads only.
Result<AddonVersions> ask_addon_versions(const Invocation& invocation,
                                         const knowledge::Tables& tables,
                                         const spec::Cluster& cluster);

}  // namespace inland::cli
