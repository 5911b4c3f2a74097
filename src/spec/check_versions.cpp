// SPDX-License-Identifier: Apache-2.0
#include "spec/readers.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace inland::spec {

namespace {

/// 34 of "1.34".
int minor_of(std::string_view version) {
    int minor = 0;
    const auto digits = version.substr(std::min(version.size(), version.find('.') + 1));
    std::from_chars(digits.data(), digits.data() + digits.size(), minor);
    return minor;
}

void check_operating_system(Context& context, const Cluster& cluster, const NodeGroup& group) {
    const auto architecture = group.architecture.empty() ? "x86_64" : group.architecture;
    const auto* const ami = context.tables.ami(text(group.os.value), architecture);
    if (!ami || ami->last_kubernetes.empty() ||
        minor_of(cluster.version.value) <= minor_of(ami->last_kubernetes))
        return;
    context.error_at(group.os.place, "os-ended", "no image of this operating system",
                     fmt::format("{} images end with Kubernetes {}, the cluster is {}",
                                 text(group.os.value), ami->last_kubernetes, cluster.version.value),
                     "use al2023 or bottlerocket");
}

void check_addon(Context& context, const Cluster& cluster, const PlacedText& name) {
    const auto* const addon = context.tables.addon(name.value);
    if (!addon || addon->kind != knowledge::AddonKind::EksManaged)
        return;
    const auto serves = [&](const knowledge::AddonVersion& version) {
        return std::ranges::find(version.kubernetes, cluster.version.value) !=
               version.kubernetes.end();
    };
    if (std::ranges::none_of(addon->versions, serves))
        context.error_at(name.place, "addon-version", "no version of the add-on is known",
                         fmt::format("{} for Kubernetes {}", name.value, cluster.version.value),
                         "choose another Kubernetes version, or newer tables (--knowledge)");
}

}  // namespace

void check_versions(Context& context, const Cluster& cluster) {
    if (!was_read(cluster.version))
        return;
    for (const auto& group : cluster.node_groups)
        check_operating_system(context, cluster, group);
    for (const auto& addon : cluster.addons)
        check_addon(context, cluster, addon);
}

}  // namespace inland::spec
