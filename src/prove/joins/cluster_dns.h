// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "prove/joins/scene.h"
#include "user_data/user_data.h"

#include <optional>
#include <string>

namespace inland::prove {

/// The address of CoreDNS: the tenth of the service network. Nothing where that is not known.
std::optional<Ipv4Address> cluster_dns_of(const topology::Cluster& cluster);

/// The address to which a node sends its pods' questions: the one that it is told, the tenth of the
/// network that it is told, or else the agents' guess (EKS-FACTS.md 2.2 and 2.3): 172.20.0.10 in a
/// VPC of 10.0.0.0/8, 10.100.0.10 in any other.
std::optional<Ipv4Address> told_cluster_dns(const user_data::NodeSettings& settings,
                                            const NodeSource& node);
/// Which of them it was, in words.
std::string origin_of_dns(const user_data::NodeSettings& settings);

}  // namespace inland::prove
