// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/drawing.h"

#include <string>

namespace inland::design {

/// The entries of dns.forward that CoreDNS follows: all but the registry's, whose Resolver rule
/// serves pods as well.
std::vector<const spec::ForwardedDomain*> domains_of_coredns(const spec::Cluster& cluster);

/// The configuration values of the add-on coredns: EKS's own Corefile with a server block for each
/// domain of dns.forward. "" where it needs none. The add-on's values outlast its updates; edits of
/// the ConfigMap do not (containers-roadmap 1275).
std::string coredns_configuration(const spec::Cluster& cluster);

/// Says which domains would take names from the cluster or from AWS, and which name servers are
/// CoreDNS itself, and that the add-on must be among the spec's.
void check_cluster_domains(Drawing& drawing);

}  // namespace inland::design
