// SPDX-License-Identifier: Apache-2.0
#include "deploy/remains.h"

#include "core/json.h"
#include "deploy/controllers_work.h"
#include "topology/ownership.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::deploy {

namespace {

std::vector<std::string> owned_names(const topology::Topology& topology, std::string_view cluster) {
    std::vector<std::string> names;
    topology::for_each_resource(topology, [&](const auto& resource) {
        if (topology::is_owned(resource, cluster))
            names.push_back(fmt::format("{} ({})", resource.key, resource.id));
    });
    return names;
}

/// The date as AWS gives it: seconds since 1970 on the wire, a time in our documents.
Result<std::string> deletion_line(const Site& site, const topology::Key& key,
                                  std::stop_token stop) {
    const auto described =
        TRY(site.aws.call("kms", "DescribeKey", {{"KeyId", key.id}}, std::move(stop)));
    return fmt::format("{} is pending deletion: KMS deletes key {} on {}", key.key, key.id,
                       string_or_empty(described, "KeyMetadata.DeletionDate"));
}

}  // namespace

Result<std::vector<std::string>> prove_nothing_is_left(const Site& site,
                                                       const topology::Topology& before,
                                                       std::stop_token stop) {
    auto left = owned_names(TRY(observe(site, stop)).topology, site.cluster);
    for (auto& line : TRY(controllers_work(site, stop)).lines())
        left.push_back(std::move(line));
    if (!left.empty())
        return failure(ErrorKind::Failed, fmt::format("still there: {}", fmt::join(left, ", ")));
    std::vector<std::string> lines;
    for (const auto& [name, key] : before.all<topology::Key>())
        if (topology::is_owned(key, site.cluster))
            lines.push_back(TRY(deletion_line(site, key, stop)));
    return lines;
}

}  // namespace inland::deploy
