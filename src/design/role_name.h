// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "spec/cluster.h"

#include <string>
#include <string_view>

namespace inland::design {

/// "atlas-eu-central-1-nodes": an IAM name, unique in the account whatever the path, and of at most
/// 64 characters: of long cluster names a digest stands for the rest.
std::string role_name(const spec::Cluster& cluster, std::string_view purpose);

}  // namespace inland::design
