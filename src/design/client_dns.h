// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "spec/cluster.h"

#include <string>
#include <vector>

namespace inland::design {

/// What the name servers of the connected networks must forward so that clients find the Kubernetes
/// API, a sentence each; empty when nothing is connected. (EKS User Guide, Cluster API server
/// endpoint; EKS-FACTS, cluster endpoint modes.)
std::vector<std::string> client_dns_notes(const spec::Cluster& spec);

}  // namespace inland::design
