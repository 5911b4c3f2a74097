// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/errand_kubernetes.h"
#include "cli/session.h"
#include "cli/spec_file.h"
#include "core/result.h"
#include "upgrade/facts.h"
#include "upgrade/finding.h"

#include <string>
#include <vector>

namespace inland::cli {

/// A spec as it would be at another minor of Kubernetes. Mistakes are in design.diagnostics.
DesignedSpec at_minor(const Invocation& invocation, const DesignedSpec& designed,
                      upgrade::Minor minor);

/// What AWS, the cluster and the files of `--manifests` tell before an upgrade. NotFound: there is
/// no such cluster. What is out of reach is said in the facts; files that cannot be read are added
/// to `findings`.
Result<upgrade::Facts> upgrade_facts(const Invocation& invocation, Session& session,
                                     const DesignedSpec& designed,
                                     const topology::Topology& observed,
                                     ErrandKubernetes& kubernetes, upgrade::Findings& findings);

}  // namespace inland::cli
