// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "topology/topology.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::sources {

/// One read call of an AWS API ("ec2", "DescribeVpcs"): the document that AWS answers, with the
/// service model's member names. May answer a page or everything: pages are followed here.
using Describe = std::function<Result<json::value>(std::string_view service,
                                                   std::string_view operation, json::object input)>;

/// Which networks are read for a cluster.
enum class Networks {
    Own,        ///< the one that it stands in
    Connected,  ///< and those of the account that peerings and transit gateways lead to
};

/// What becomes of a class of resources that the caller is not permitted to read.
enum class Refusals {
    Fail,        ///< who is to change the account must know all of it
    AreUnknown,  ///< the class is missing from the Topology; clusters are never
};

struct LiveOptions {
    /// The cluster asked for: its network (whole) and what Inland made for it, with logical names
    /// as keys. "": everything in the Region, with AWS's ids as keys.
    std::string cluster = {};
    std::string account = {};
    std::string region = {};
    /// Names of roles to read beside those that the resources read name: of machines, say.
    std::vector<std::string> roles = {};
    /// Ids of networks that are read beside those in which the cluster stands: one that it will.
    std::vector<std::string> vpcs = {};
    Networks networks = Networks::Own;
    Refusals refusals = Refusals::Fail;
    /// The whole answer to a call without input, where the caller has it and keeps it until the
    /// reading ends: it is read where it lies. nullptr where it has to be asked for.
    std::function<const json::array*(std::string_view operation, std::string_view list)> kept = {};
};

/// Reads a living AWS, real or embedded, into a Topology. Calls that the endpoint does not have
/// end up in Topology::missing by resource type, refused ones as the options say; other failures
/// fail the reading. Calls
/// `describe` from this thread only.
Result<topology::Topology> read_live(const Describe& describe, const LiveOptions& options);

}  // namespace inland::sources
