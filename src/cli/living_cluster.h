// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"
#include "prove/prove.h"

#include <optional>
#include <string>
#include <vector>

namespace inland::cli {

/// A cluster that lives, as a command line names it: by its name, or by its spec, which also says
/// what the user wants of it.
struct LivingCluster {
    std::string name;
    std::string region;  ///< "" leaves it to AWS's own settings
    prove::Wishes wishes = {};
};

/// What the arguments of `--live` name, each cluster once. Nothing when a spec has mistakes, which
/// have been reported.
std::optional<std::vector<LivingCluster>> living_clusters(
    const Invocation& invocation, const std::vector<std::string>& arguments);

}  // namespace inland::cli
