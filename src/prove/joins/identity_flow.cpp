// SPDX-License-Identifier: Apache-2.0
#include "prove/cause_kinds.h"
#include "prove/joins/flows.h"
#include "prove/joins/role_calls.h"
#include "prove/names/interfaces.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove::flows {

namespace {

using topology::AccessEntry;

/// The type of entry that lets a machine register as a node (EKS User Guide, Access entry types).
constexpr std::string_view node_entry_type = "EC2_LINUX";

const AccessEntry* entry_of(const Scene& scene, const NodeSource& node) {
    const auto& topology = scene.network.topology();
    const auto* role = topology.find<topology::Role>(node.role);
    for (const auto& [key, entry] : topology.all<AccessEntry>()) {
        if (!entry.cluster.is_known() || entry.cluster.value().key != scene.cluster.key)
            continue;
        const bool by_role = entry.role.is_known() && entry.role.value().key == node.role;
        const bool by_arn = entry.principal_arn.is_known() && role != nullptr &&
                            role->arn.is_known() && !role->arn.value().empty() &&
                            entry.principal_arn.value() == role->arn.value();
        if (by_role || by_arn)
            return &entry;
    }
    return nullptr;
}

Passage judge_entry(const Scene& scene, const NodeSource& node, const AccessEntry* entry) {
    const std::string cluster = resource_name(scene.cluster);
    if (node.mapping == RoleMapping::Unknown)
        return stopped_by({missing_fact(node.name, "the role of the machines")});
    if (entry == nullptr && node.mapping == RoleMapping::ByEks) {
        Passage passage;
        passage.path.push_back("EKS makes the access entry of a managed group's role");
        return passage;
    }
    if (entry == nullptr)
        return stopped_by(
            {blocker_of(cause_kind::role_not_mapped, cluster,
                        fmt::format("it has no access entry for role {}", node.role), node.role)});
    if (entry->entry_type.is_unknown())
        return stopped_by({missing_fact(resource_name(*entry), "the type of the access entry")});
    if (entry->entry_type.value_or_default("STANDARD") != node_entry_type)
        return stopped_by({blocker_of(
            cause_kind::role_not_mapped, resource_name(*entry),
            fmt::format("the entry of role {} is not of type {}", node.role, node_entry_type),
            entry->key)});
    Passage passage;
    passage.path.push_back(resource_name(*entry) + " maps the role to nodes");
    return passage;
}

/// The domain that AWS's own DHCP options give.
bool is_aws_domain(const std::string& domain, const std::string& region) {
    return domain == region + ".compute.internal" || domain == "ec2.internal";
}

/// Whether the machine asks EC2 for its private DNS name and registers under that: EKS's images
/// have done so since May 2023 (amazon-eks-ami#1264 and #1711, bottlerocket#3028).
bool asks_for_its_name(const Scene& scene, const NodeSource& node) {
    const auto& services = scene.network.tables().node_services;
    const auto called = services.find(node.operating_system);
    return called != services.end() &&
           std::ranges::find(called->second, "ec2") != called->second.end();
}

/// A node that takes its host name for its own has one that EKS refuses, where DHCP gives another
/// domain.
Passage judge_domain(const Scene& scene, const NodeSource& node) {
    const auto& network = scene.network;
    const auto* options = network.topology().find(node.party.subnet->vpc->vpc->dhcp_options);
    if (options == nullptr || !options->domain_name.is_known() ||
        options->domain_name.value().empty() ||
        is_aws_domain(options->domain_name.value(), network.topology().region))
        return {};
    if (asks_for_its_name(scene, node)) {
        Passage passage;
        passage.assumptions.push_back(
            fmt::format("the machines' image is of May 2023 or newer, and asks EC2 for the node's "
                        "name, so that the domain {} of {} is not in it",
                        options->domain_name.value(), resource_name(*options)));
        return passage;
    }
    return stopped_by({blocker_of(
        cause_kind::dhcp_domain_name, resource_name(*options),
        fmt::format("machines get the domain {}, so their names are not the ones that EKS expects",
                    options->domain_name.value()),
        options->key)});
}

}  // namespace

Passage node_identity(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow) {
    (void)flow;
    Passage passage;
    const auto mode = scene.cluster.authentication_mode.value_or_default("CONFIG_MAP");
    if (!mode)
        passage =
            stopped_by({missing_fact(resource_name(scene.cluster), "the authentication mode")});
    else if (*mode == "CONFIG_MAP" && node.mapping == RoleMapping::ByEks)
        passage.path.push_back("EKS maps a managed group's role in the ConfigMap aws-auth");
    else if (*mode == "CONFIG_MAP")
        passage =
            stopped_by({missing_fact(resource_name(scene.cluster), "the ConfigMap aws-auth")});
    else
        passage = judge_entry(scene, node, entry_of(scene, node));
    merge(passage, judge_domain(scene, node));
    merge(passage, may_be_node(scene, node));
    return passage;
}

}  // namespace inland::prove::flows
