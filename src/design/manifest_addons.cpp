// SPDX-License-Identifier: Apache-2.0
// Add-ons that Inland installs itself: they run from the account's own registry, and EKS Pod
// Identity gives their pods a role of their own.
#include "design/addon_version.h"
#include "design/designers.h"
#include "design/role_parts.h"
#include "knowledge/needed_images.h"
#include "topology/installed_addons.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::design {
namespace {

constexpr std::string_view agent = "eks-pod-identity-agent";
/// Whom EKS has assume roles for pods, and what it needs to (EKS User Guide, Create IAM role with
/// trust policy required by EKS Pod Identity).
constexpr std::string_view pods_service = "pods.eks.amazonaws.com";
/// Where manifests put their service accounts (knowledge/addons.yaml).
constexpr std::string_view system_namespace = "kube-system";

/// One of the spec's add-ons of kind manifest.
struct Wanted {
    const knowledge::Addon& addon;
    std::string path;
    Place place;

    [[nodiscard]] Need need(std::string why) const { return {path, place, std::move(why)}; }
};

bool has_agent(const spec::Cluster& spec) {
    return std::ranges::any_of(spec.addons,
                               [](const spec::PlacedText& name) { return name.value == agent; });
}

void refuse_without_agent(const Drawing& drawing, const Wanted& wanted) {
    drawing.result.diagnostics.add(
        {.severity = Severity::Error,
         .rule = "addon-needs-addon",
         .summary = "an add-on that another one needs is missing",
         .detail = fmt::format("the pods of {} get their AWS credentials from {}",
                               wanted.addon.name, agent),
         .remedy = fmt::format("add {} to spec.addons", agent),
         .place = wanted.place});
}

void design_identity(const Drawing& drawing, const Wanted& wanted) {
    const auto& name = wanted.addon.name;
    auto role =
        role_of(drawing, name, {std::string(pods_service), {"sts:AssumeRole", "sts:TagSession"}},
                wanted.need(fmt::format("{}'s pods call AWS as it", name)));
    role.managed_policies = std::vector<std::string>{};
    role.inline_policies =
        std::map<std::string, std::string>{{name, policy_of(drawing, wanted.addon.permissions)}};
    drawing.topology().add(std::move(role));

    auto association = make<topology::PodIdentityAssociation>(
        drawing, name, wanted.need(fmt::format("it gives {}'s pods their role", name)));
    association.cluster = refer<topology::Cluster>(drawing.spec.name.value);
    association.namespace_name = std::string(system_namespace);
    association.service_account = name;
    association.role = refer<topology::Role>(name);
    drawing.topology().add(std::move(association));
}

void tag_cluster(const Drawing& drawing, const Wanted& wanted, const std::string& version) {
    auto& clusters = drawing.topology().all<topology::Cluster>();
    const auto cluster = clusters.find(refer<topology::Cluster>(drawing.spec.name.value).key);
    if (cluster != clusters.end())
        cluster->second.tags[topology::addon_tag_of(wanted.addon.name)] = version;
}

/// Without the cluster's tags: EKS knows nothing of it, and Kubernetes holds what it is made of.
void design_addon(const Drawing& drawing, const Wanted& wanted,
                  const knowledge::AddonVersion& version) {
    auto addon = make<topology::Addon>(
        drawing, wanted.addon.name,
        wanted.need("the spec asks for it; Inland installs it once there are nodes"));
    addon.tags.clear();
    addon.cluster = refer<topology::Cluster>(drawing.spec.name.value);
    addon.addon_name = {wanted.addon.name, wanted.place};
    addon.version = version.version;
    drawing.topology().add(std::move(addon));
}

/// Without the cluster's tags: all clusters of the account pull from the same repositories.
void design_repositories(const Drawing& drawing, const Wanted& wanted) {
    for (const auto& image : wanted.addon.images) {
        const auto name = knowledge::copied_repository(image);
        auto repository = make<topology::Repository>(
            drawing, name,
            wanted.need(fmt::format("nodes pull an image of {} from there", wanted.addon.name)));
        repository.tags.clear();
        repository.repository_name = name;
        drawing.topology().add(std::move(repository));
    }
}

void design_wanted(const Drawing& drawing, const Wanted& wanted) {
    const auto* version = version_or_refusal(drawing, wanted.addon, wanted.place);
    if (version == nullptr)
        return;
    const bool needs_role = !wanted.addon.permissions.empty();
    if (needs_role && !has_agent(drawing.spec))
        return refuse_without_agent(drawing, wanted);
    if (needs_role)
        design_identity(drawing, wanted);
    if (std::holds_alternative<spec::EcrRegistry>(drawing.spec.registry))
        design_repositories(drawing, wanted);
    tag_cluster(drawing, wanted, version->version);
    design_addon(drawing, wanted, *version);
}

}  // namespace

void design_manifest_addons(Drawing& drawing) {
    const auto& names = drawing.spec.addons;
    for (std::size_t index = 0; index < names.size(); ++index) {
        const auto* addon = drawing.tables.addon(names[index].value);
        if (addon != nullptr && addon->kind == knowledge::AddonKind::Manifest)
            design_wanted(drawing,
                          {*addon, fmt::format("spec.addons[{}]", index), names[index].place});
    }
}

}  // namespace inland::design
