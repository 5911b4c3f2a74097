// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/eks/node_user_data.h"

#include "core/ipv4_prefix.h"
#include "emulator/services/members.h"
#include "user_data/user_data.h"

#include <algorithm>
#include <array>

namespace inland::emulator {

namespace {

using user_data::OperatingSystem;

OperatingSystem system_of(std::string_view ami_type) {
    if (ami_type.starts_with("BOTTLEROCKET"))
        return OperatingSystem::Bottlerocket;
    return ami_type.starts_with("AL2_") ? OperatingSystem::AmazonLinux2
                                        : OperatingSystem::AmazonLinux2023;
}

/// CoreDNS has the tenth address of the service network.
std::string cluster_dns_in(std::string_view services) {
    constexpr std::uint32_t place = 10;
    const auto block = Ipv4Prefix::parse(services);
    return block ? block->at(place).text() : std::string{};
}

struct EffectName {
    std::string_view eks, kubernetes;
};
constexpr std::array effects{EffectName{"NO_SCHEDULE", "NoSchedule"},
                             EffectName{"NO_EXECUTE", "NoExecute"},
                             EffectName{"PREFER_NO_SCHEDULE", "PreferNoSchedule"}};

void add_labels(const json::object& node_group, user_data::NodeSettings& settings) {
    settings.labels["eks.amazonaws.com/nodegroup"] = text_of(node_group, "nodegroupName");
    settings.labels["eks.amazonaws.com/capacityType"] = text_of(node_group, "capacityType");
    for (const auto& [key, value] : object_of(node_group, "labels"))
        if (value.is_string())
            settings.labels[std::string(key)] = std::string(value.get_string());
}

void add_taints(const json::object& node_group, user_data::NodeSettings& settings) {
    for (const auto& taint : list_of(node_group, "taints")) {
        const auto& row = taint.as_object();
        const auto* const effect =
            std::ranges::find(effects, text_of(row, "effect"), &EffectName::eks);
        if (effect != effects.end())
            settings.taints.push_back(
                {text_of(row, "key"), text_of(row, "value"), std::string(effect->kubernetes)});
    }
}

}  // namespace

std::string managed_user_data(const json::object& cluster, const json::object& node_group,
                              std::string_view ami_type) {
    user_data::NodeSettings settings;
    settings.cluster = text_of(cluster, "name");
    settings.endpoint = text_of(cluster, "endpoint");
    settings.certificate_authority = text_of(object_of(cluster, "certificateAuthority"), "data");
    settings.service_cidr =
        text_of(object_of(cluster, "kubernetesNetworkConfig"), "serviceIpv4Cidr");
    settings.cluster_dns = cluster_dns_in(settings.service_cidr);
    add_labels(node_group, settings);
    add_taints(node_group, settings);
    return write(settings, system_of(ami_type));
}

Result<std::string> merged_user_data(std::string_view own, const std::string& managed,
                                     std::string_view ami_type) {
    return user_data::merge(own, managed, system_of(ami_type));
}

}  // namespace inland::emulator
