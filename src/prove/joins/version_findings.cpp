// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/version_findings.h"

#include "prove/cause_kinds.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::Cluster;
using topology::NodeGroup;

/// A kubelet may be this many minor versions behind its API server (Kubernetes, Version Skew
/// Policy; EKS User Guide, Update existing cluster to new Kubernetes version, 2026-08).
constexpr int greatest_skew = 3;

/// What EKS takes for a group that names neither (CreateNodegroup; terraform-aws-eks#1734).
constexpr std::string_view usual_ami_type = "AL2023_x86_64_STANDARD";

/// "1.34" → 34; nothing of another text. All of EKS's versions are of one major.
std::optional<int> minor_of(std::string_view version) {
    if (!version.starts_with("1."))
        return std::nullopt;
    version.remove_prefix(2);
    int minor = 0;
    const auto [end, error] =
        std::from_chars(version.data(), version.data() + version.size(), minor);
    const bool is_whole = error == std::errc() && end == version.data() + version.size();
    return is_whole ? std::optional(minor) : std::nullopt;
}

std::optional<int> known_minor(const topology::Attribute<std::string>& version) {
    return version.is_known() ? minor_of(version.value()) : std::nullopt;
}

class Search {
  public:
    explicit Search(const Network& network) : network_(network) {}

    std::vector<Finding> findings() && {
        for (const auto& [key, cluster] : network_.topology().all<Cluster>())
            check_support(cluster);
        for (const auto& [key, group] : network_.topology().all<NodeGroup>())
            check(group);
        return std::move(findings_);
    }

  private:
    void add(const topology::Resource& resource, std::string message) {
        findings_.push_back({std::string(cause_kind::version_not_supported), Severity::Error,
                             resource_name(resource), std::move(message), resource.place});
    }

    /// A version newer than the tables may well exist by now; older ones have ended.
    void check_support(const Cluster& cluster) {
        const auto minor = known_minor(cluster.version);
        const auto& versions = network_.tables().versions;
        if (!minor || versions.empty())
            return;
        const auto oldest = minor_of(versions.back().version);
        if (oldest && *minor < *oldest)
            add(cluster,
                fmt::format("EKS no longer makes clusters of Kubernetes {}; the oldest is {}",
                            cluster.version.value(), versions.back().version));
    }

    void check(const NodeGroup& group) {
        const auto* cluster = network_.topology().find(group.cluster);
        const auto control_plane = cluster ? known_minor(cluster->version) : std::nullopt;
        const auto nodes = group.version.is_absent() ? control_plane : known_minor(group.version);
        if (control_plane && nodes)
            check_skew(group, *control_plane, *nodes);
        if (group.ami_type.is_unknown() || group.launch_template.is_known())
            return;  // the template may hold an image of its own
        const std::string ami_type =
            group.ami_type.is_known() ? group.ami_type.value() : std::string(usual_ami_type);
        if (nodes)
            check_image(group, ami_type, *nodes);
        check_instance_types(group, ami_type);
    }

    void check_skew(const NodeGroup& group, int control_plane, int nodes) {
        if (nodes > control_plane)
            add(group,
                fmt::format("its Kubernetes 1.{} is newer than the cluster's 1.{}, which EKS "
                            "refuses",
                            nodes, control_plane));
        if (nodes < control_plane - greatest_skew)
            add(group, fmt::format("its Kubernetes 1.{} is more than {} versions behind the "
                                   "cluster's 1.{}, which EKS refuses",
                                   nodes, greatest_skew, control_plane));
    }

    [[nodiscard]] const knowledge::AmiPath* image(const std::string& ami_type) const {
        const auto& amis = network_.tables().amis;
        const auto found = std::ranges::find(amis, ami_type, &knowledge::AmiPath::ami_type);
        return found == amis.end() ? nullptr : &*found;
    }

    void check_image(const NodeGroup& group, const std::string& ami_type, int nodes) {
        const auto* known = image(ami_type);
        const auto last = known ? minor_of(known->last_kubernetes) : std::nullopt;
        if (last && nodes > *last)
            add(group, fmt::format("{} is made for Kubernetes up to 1.{}, not for 1.{}", ami_type,
                                   *last, nodes));
    }

    void check_instance_types(const NodeGroup& group, const std::string& ami_type) {
        const auto* known = image(ami_type);
        if (known == nullptr || !group.instance_types.is_known())
            return;
        for (const auto& name : group.instance_types.value()) {
            const auto* type = network_.tables().instance_type(name);
            if (type != nullptr && type->architecture != known->architecture)
                add(group,
                    fmt::format("{} is a machine for {}, and {}{} is an image for {}, so EKS "
                                "refuses the group",
                                name, type->architecture, ami_type,
                                group.ami_type.is_known() ? "" : " (taken when none is named)",
                                known->architecture));
        }
    }

    const Network& network_;
    std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> version_findings_of(const Network& network) {
    return Search(network).findings();
}

}  // namespace inland::prove
