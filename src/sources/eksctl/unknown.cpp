// SPDX-License-Identifier: Apache-2.0
// Fields that take things from elsewhere, or make what is not modelled.
#include "sources/eksctl/config.h"

#include <algorithm>
#include <array>
#include <span>

#include <fmt/format.h>

namespace inland::sources::eksctl {
namespace {

using namespace topology;

enum class Leaves { OneClass, Network };

struct UnknownRow {
    std::string_view field;
    std::string_view type;
    Leaves leaves = Leaves::OneClass;
};

constexpr auto rows = std::to_array<UnknownRow>({
    {"vpc.id", Vpc::type, Leaves::Network},
    {"vpc.subnets", Subnet::type, Leaves::Network},
    {"vpc.ipv6Cidr", Vpc::type, Leaves::Network},
    {"vpc.ipv6Pool", Vpc::type, Leaves::Network},
    {"vpc.controlPlaneEgressMode", Vpc::type, Leaves::Network},
    {"vpc.autoAllocateIPv6", Vpc::type, Leaves::Network},
    {"kubernetesNetworkConfig.ipFamily", Vpc::type, Leaves::Network},
    {"outpost", Vpc::type, Leaves::Network},
    {"localZones", Subnet::type, Leaves::Network},
    {"vpc.extraCIDRs", Vpc::type},
    {"vpc.extraIPv6CIDRs", Vpc::type},
    {"vpc.securityGroup", SecurityGroup::type},
    {"vpc.controlPlaneSecurityGroupIDs", SecurityGroup::type},
    {"vpc.controlPlaneSubnetIDs", Subnet::type},
    {"vpc.sharedNodeSecurityGroup", SecurityGroup::type},
    {"vpc.manageSharedNodeSecurityGroupRules", SecurityGroup::type},
    {"fargateProfiles", NodeGroup::type},
    {"gitops", Addon::type},
    {"iam.serviceAccounts", Role::type},
    {"iam.podIdentityAssociations", Role::type},
    {"karpenter", NodeGroup::type},
    {"autoModeConfig", NodeGroup::type},
    {"remoteNetworkConfig", NodeGroup::type},
});

/// Of a managed node group: what puts a launch template's own things in place of eksctl's.
constexpr auto group_fields = std::to_array<std::string_view>(
    {"launchTemplate", "ami", "preBootstrapCommands", "overrideBootstrapCommand", "securityGroups",
     "subnets", "availabilityZones", "localZones", "efaEnabled", "ssh", "bottlerocket"});
constexpr std::string_view managed_groups = "managedNodeGroups";

void miss_network(Reading& reading) {
    for_each_type([&]<typename R>() { reading.topology.missing.emplace_back(R::type); });
}

}  // namespace

void note(Reading& reading, std::string_view field, const knowledge::Node& written,
          std::string_view type) {
    reading.topology.missing.emplace_back(type);
    reading.diagnostics.add({.severity = Severity::Warning,
                             .rule = "eksctl-unknown",
                             .summary = "what this field brings is not known",
                             .detail = std::string(field),
                             .place = reading.config.reporter().place(written.position)});
}

bool is_noted(std::string_view path) {
    const auto group_field = path.starts_with(managed_groups) && path.contains('.')
                                 ? path.substr(managed_groups.size() + 1)
                                 : std::string_view();
    return std::ranges::find(rows, path, &UnknownRow::field) != rows.end() ||
           std::ranges::find(group_fields, group_field) != group_fields.end();
}

bool has_unknown_template(const Config& group) {
    return std::ranges::any_of(
        group_fields, [&](std::string_view field) { return group.find(field) != nullptr; });
}

void note_unknown(Reading& reading) {
    for (const auto& row : rows) {
        const auto* found = reading.config.find(row.field);
        if (found == nullptr || found->text == "IPv4" || found->text == "false")
            continue;
        note(reading, row.field, *found, row.type);
        reading.has_network = reading.has_network && row.leaves != Leaves::Network;
    }
    for (const auto& group : reading.config.items(managed_groups))
        for (const auto field : group_fields)
            if (const auto* found = group.find(field))
                note(reading, field, *found, LaunchTemplate::type);
    if (!reading.has_network)
        miss_network(reading);
}

}  // namespace inland::sources::eksctl
