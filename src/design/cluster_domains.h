// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "coredns/stub_domains.h"
#include "design/drawing.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace inland::design {

/// The entries of dns.forward that CoreDNS follows: all but the registry's, whose Resolver rule
/// serves pods as well.
std::vector<const spec::ForwardedDomain*> domains_of_coredns(const spec::Cluster& cluster);

/// The same as the Corefile has them.
std::vector<coredns::StubDomain> stub_domains(const spec::Cluster& cluster);

/// Who writes CoreDNS's Corefile. EKS installs CoreDNS in every cluster; the add-on takes it over.
enum class CorefileKeeper : std::uint8_t {
    Addon,  ///< its configuration values, which outlast its updates (containers-roadmap 1275)
    User,   ///< whoever edits the ConfigMap coredns in kube-system
};
CorefileKeeper keeper_of_corefile(const spec::Cluster& cluster);

/// The tag of a cluster into whose ConfigMap `apply` wrote domains: it is looked at again when the
/// spec names none any more.
inline constexpr std::string_view corefile_tag = "inland.dev/corefile";
/// Sets it where the user keeps the Corefile and domains are forwarded.
void tag_corefile(const spec::Cluster& spec, topology::Cluster& cluster);

/// The configuration values of the add-on coredns: EKS's own Corefile with a server block for each
/// domain of dns.forward. "" where it needs none.
std::string coredns_configuration(const spec::Cluster& cluster);

/// Says which domains would take names from the cluster or from AWS, and which name servers are
/// CoreDNS itself.
void check_cluster_domains(Drawing& drawing);

/// The CoreDNS that the add-on does not keep, with the domains that `apply` writes into its
/// ConfigMap: in the design so that it is proven, without the cluster's tags, since no API of AWS
/// knows of it. Nothing where no domain is forwarded.
void design_own_coredns(Drawing& drawing);

}  // namespace inland::design
