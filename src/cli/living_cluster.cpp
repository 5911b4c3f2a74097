// SPDX-License-Identifier: Apache-2.0
#include "cli/living_cluster.h"

#include "cli/spec_file.h"

#include <algorithm>
#include <filesystem>

namespace inland::cli {

namespace {

/// Names of clusters hold no dots.
bool names_file(const std::string& argument) {
    return std::filesystem::exists(argument) || argument.ends_with(".yaml") ||
           argument.ends_with(".yml");
}

std::optional<LivingCluster> living_cluster(const Invocation& invocation,
                                            const std::string& argument) {
    if (!names_file(argument))
        return LivingCluster{.name = argument, .region = {}};
    const auto spec = read_spec(invocation, argument);
    if (!spec)
        return std::nullopt;
    return LivingCluster{spec->name.value, spec->region.value, wishes_of(*spec)};
}

/// A spec says more of a cluster than its name does.
void add(std::vector<LivingCluster>& clusters, LivingCluster named) {
    const auto known = std::ranges::find(clusters, named.name, &LivingCluster::name);
    if (known == clusters.end())
        clusters.push_back(std::move(named));
    else if (known->region.empty())
        *known = std::move(named);
}

}  // namespace

std::optional<std::vector<LivingCluster>> living_clusters(
    const Invocation& invocation, const std::vector<std::string>& arguments) {
    std::vector<LivingCluster> clusters;
    bool readable = true;
    for (const auto& argument : arguments) {
        if (auto named = living_cluster(invocation, argument))
            add(clusters, std::move(*named));
        else
            readable = false;
    }
    return readable ? std::optional(std::move(clusters)) : std::nullopt;
}

}  // namespace inland::cli
