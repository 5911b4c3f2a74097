// SPDX-License-Identifier: Apache-2.0
// Fields that take things from elsewhere, or make what is not modelled.
#include "sources/eksctl/config.h"

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
    {"nodeGroups", AutoScalingGroup::type},
    {"karpenter", NodeGroup::type},
    {"autoModeConfig", NodeGroup::type},
    {"remoteNetworkConfig", NodeGroup::type},
});

/// Of a managed node group: what puts a launch template's own things in place of eksctl's.
constexpr auto group_fields = std::to_array<std::string_view>(
    {"launchTemplate", "ami", "preBootstrapCommands", "overrideBootstrapCommand", "securityGroups",
     "subnets", "availabilityZones", "localZones", "efaEnabled", "ssh"});

void note(Reading& reading, const Config& config, std::string_view field, std::string_view type) {
    reading.topology.missing.emplace_back(type);
    reading.diagnostics.add({.severity = Severity::Warning,
                             .rule = "eksctl-unknown",
                             .summary = "what this field brings is not known",
                             .detail = std::string(field),
                             .place = config.place(field)});
}

void miss_network(Reading& reading) {
    for_each_type([&]<typename R>() { reading.topology.missing.emplace_back(R::type); });
}

}  // namespace

bool has_unknown_template(const Config& group) {
    return std::ranges::any_of(
        group_fields, [&](std::string_view field) { return group.find(field) != nullptr; });
}

bool note_unknown(Reading& reading) {
    bool has_network = true;
    for (const auto& row : rows) {
        const auto* found = reading.config.find(row.field);
        if (found == nullptr || found->text == "IPv4" || found->text == "false")
            continue;
        note(reading, reading.config, row.field, row.type);
        has_network = has_network && row.leaves != Leaves::Network;
    }
    for (const auto& group : reading.config.items("managedNodeGroups"))
        for (const auto field : group_fields)
            if (group.find(field) != nullptr)
                note(reading, group, field, LaunchTemplate::type);
    if (!has_network)
        miss_network(reading);
    return has_network;
}

}  // namespace inland::sources::eksctl
