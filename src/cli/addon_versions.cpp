// SPDX-License-Identifier: Apache-2.0
#include "cli/addon_versions.h"

#include "cli/session.h"
#include "core/json.h"

#include <algorithm>

namespace inland::cli {

namespace {

bool is_default(const json::value& version) {
    return std::ranges::any_of(find_array(version, "compatibilities"), [](const auto& each) {
        return find_bool(each, "defaultVersion").value_or(false);
    });
}

/// EKS lists them newest first; the default need not be the first.
std::string default_version(const json::value& answer) {
    const auto& versions = find_array(answer, "addons.0.addonVersions");
    const auto* const found = std::ranges::find_if(versions, is_default);
    return found == versions.end() ? std::string() : string_or_empty(*found, "addonVersion");
}

}  // namespace

Result<AddonVersions> ask_addon_versions(const Invocation& invocation,
                                         const knowledge::Tables& tables,
                                         const spec::Cluster& cluster) {
    const auto session = TRY(Session::open(invocation, cluster.region.value));
    AddonVersions versions;
    for (const auto& name : cluster.addons) {
        const auto* addon = tables.addon(name.value);
        if (addon == nullptr || addon->kind != knowledge::AddonKind::EksManaged)
            continue;
        const auto answer = TRY(session->aws().call(
            "eks", "DescribeAddonVersions",
            {{"addonName", name.value}, {"kubernetesVersion", cluster.version.value}},
            invocation.stop));
        if (auto version = default_version(answer); !version.empty())
            versions[name.value] = {.version = std::move(version),
                                    .kubernetes = {cluster.version.value},
                                    .is_default = true};
    }
    return versions;
}

}  // namespace inland::cli
