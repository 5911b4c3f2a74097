// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/session.h"
#include "core/result.h"

#include <stop_token>
#include <string>
#include <vector>

namespace inland::cli {

/// An EC2 instance that is to be a node.
struct Machine {
    std::string instance_id;
    std::string private_dns_name;  ///< by which most nodes register
};

/// The instances of a cluster's groups that run or are about to, by the tag that cloud controllers
/// know them by.
Result<std::vector<Machine>> machines_of(Session& session, const std::string& cluster,
                                         std::stop_token stop);

}  // namespace inland::cli
