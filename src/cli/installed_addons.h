// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"
#include "cli/session.h"
#include "core/result.h"
#include "deploy/status.h"
#include "knowledge/tables.h"

#include <string>

namespace inland::cli {

/// Adds to a cluster's status the add-ons that Inland installs itself, as far as their pods have
/// got. That one is wanted is seen in EKS, by the role that its pods have; Kubernetes is asked only
/// then, and where it is out of reach the add-on's state says so.
Result<void> add_installed_addons(const Invocation& invocation, Session& session,
                                  const knowledge::Tables& tables, deploy::ClusterStatus& status);

}  // namespace inland::cli
