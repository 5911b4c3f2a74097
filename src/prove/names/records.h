// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "topology/hosted_zone.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::prove {

/// What a zone's records say of a name. Several sets of one name and type (weighted, failover, …)
/// all count: AWS chooses among them.
struct Records {
    bool exists = false;  ///< the name, or a wildcard that stands for it, has records of some type
    std::vector<Ipv4Address> addresses;
    std::vector<std::string> names;  ///< that answer in its place: aliases and CNAMEs
};

/// The zone's records must be known. A wildcard stands for names below its parent that do not exist
/// themselves (RFC 4592 section 3.3.1: at the closest encloser only).
Records records_of(const topology::HostedZone& zone, std::string_view name);

}  // namespace inland::prove
