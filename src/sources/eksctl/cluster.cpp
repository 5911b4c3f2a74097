// SPDX-License-Identifier: Apache-2.0
#include "sources/eksctl/config.h"

#include <algorithm>

namespace inland::sources::eksctl {
namespace {

using namespace topology;

void set_access(const Reading& reading, Cluster& cluster) {
    // A fully private cluster ends without public access, whatever it has while it is made.
    const bool is_private = reading.is_private();
    const auto place = reading.config.place("vpc.clusterEndpoints");
    cluster.endpoint_public_access = {
        !is_private && reading.text("vpc.clusterEndpoints.publicAccess", "publicAccess") == "true",
        place};
    cluster.endpoint_private_access = {
        is_private || reading.text("vpc.clusterEndpoints.privateAccess", "privateAccess") == "true",
        place};
    if (const auto blocks = reading.config.texts("vpc.publicAccessCIDRs"); !blocks.empty())
        cluster.public_access_cidrs = blocks;
    cluster.authentication_mode =
        reading.text("accessConfig.authenticationMode", "authenticationMode");
}

/// The control plane's interfaces stand in all subnets, or in those that it is told.
Subnets subnets_of_cluster(const Reading& reading) {
    std::vector<Reference<Subnet>> named;
    for (const auto& id : reading.config.texts("vpc.controlPlaneSubnetIDs"))
        named.push_back({id});
    if (!named.empty())
        return {named, reading.config.place("vpc.controlPlaneSubnetIDs")};
    auto subnets = subnets_of(reading, private_kind);
    if (reading.is_private() || reading.config.is_true("vpc.controlPlaneOnPrivateSubnets"))
        return subnets;
    const auto others = subnets_of(reading, public_kind);
    if (subnets.is_unknown())
        return others;
    if (others.is_known())
        std::ranges::copy(others.value(), std::back_inserter(subnets.mutable_value()));
    return subnets;
}

Attribute<Ipv4Prefix> service_cidr_of(const Config& config) {
    const auto written = config.text("kubernetesNetworkConfig.serviceIPv4CIDR");
    if (!written)
        return {};
    const auto block = Ipv4Prefix::parse_canonicalizing(*written);
    const auto place = config.place("kubernetesNetworkConfig.serviceIPv4CIDR");
    return block ? Attribute<Ipv4Prefix>(*block, place) : Attribute<Ipv4Prefix>::unknown(place);
}

/// Where a service account of its own is made for the add-on, its role is not known here.
Addon& add_addon(Reading& reading, const std::string& name, bool has_own_role, const Place& place) {
    auto addon = resource<Addon>("addon/" + name, place);
    addon.cluster = Reference<Cluster>{std::string(cluster_key)};
    addon.addon_name = name;
    if (has_own_role)
        addon.service_account_role = Attribute<Reference<Role>>::unknown(place);
    return reading.topology.add(std::move(addon));
}

bool has_own_role(const Config& addon) {
    constexpr std::array<std::string_view, 6> fields = {
        "serviceAccountRoleARN", "attachPolicyARNs",        "attachPolicy",
        "wellKnownPolicies",     "podIdentityAssociations", "useDefaultPodIdentityAssociations"};
    return std::ranges::any_of(
        fields, [&](std::string_view field) { return addon.find(field) != nullptr; });
}

void add_configured(Reading& reading, const Config& addon, const std::string& name, bool own_role) {
    auto& made = add_addon(reading, name, own_role, addon.place());
    if (auto values = addon.text("configurationValues"))
        made.configuration = {std::move(*values), addon.place("configurationValues")};
}

}  // namespace

void add_cluster(Reading& reading) {
    const auto& config = reading.config;
    auto cluster = resource<Cluster>(std::string(cluster_key), config.place("metadata"));
    if (const auto name = config.text("metadata.name"))
        cluster.cluster_name = {*name, config.place("metadata.name")};
    const auto version = config.text("metadata.version");
    cluster.version = version ? Attribute<std::string>(*version, config.place("metadata.version"))
                              : Attribute<std::string>::unknown();
    cluster.subnets = subnets_of_cluster(reading);
    cluster.service_cidr = service_cidr_of(config);
    cluster.security_groups = std::vector{Reference<SecurityGroup>{std::string(control_group_key)}};
    cluster.cluster_security_group = Reference<SecurityGroup>{std::string(cluster_group_key)};
    set_access(reading, cluster);
    reading.topology.add(std::move(cluster));
    const bool oidc = config.is_true("iam.withOIDC");
    if (!config.is_true("addonsConfig.disableDefaultAddons"))
        for (const auto& name : reading.defaults.texts("addons"))
            add_addon(reading, name, oidc && name == "vpc-cni", config.place());
    for (const auto& addon : config.items("addons"))
        if (const auto name = addon.text("name"))
            add_configured(reading, addon, *name, has_own_role(addon) || oidc);
}

}  // namespace inland::sources::eksctl
