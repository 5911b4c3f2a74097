// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/readers.h"

namespace inland::sources::live {
namespace {

using topology::Cluster;
using topology::SecurityGroup;

std::vector<std::string> enabled_logs(const json::value& document) {
    std::vector<std::string> enabled;
    for (const auto& row : find_array(document, "logging.clusterLogging")) {
        if (!find_bool(row, "enabled").value_or(false))
            continue;
        const auto types = texts(row, "types");
        enabled.insert(enabled.end(), types.begin(), types.end());
    }
    std::ranges::sort(enabled);
    return enabled;
}

void set_network(const json::value& document, Cluster& cluster) {
    cluster.subnets = references<topology::Subnet>(document, "resourcesVpcConfig.subnetIds");
    cluster.security_groups =
        references<SecurityGroup>(document, "resourcesVpcConfig.securityGroupIds");
    cluster.cluster_security_group =
        reference<SecurityGroup>(document, "resourcesVpcConfig.clusterSecurityGroupId");
    cluster.endpoint_public_access = boolean(document, "resourcesVpcConfig.endpointPublicAccess");
    cluster.endpoint_private_access = boolean(document, "resourcesVpcConfig.endpointPrivateAccess");
    cluster.public_access_cidrs = texts(document, "resourcesVpcConfig.publicAccessCidrs");
    cluster.service_cidr = prefix(document, "kubernetesNetworkConfig.serviceIpv4Cidr");
    cluster.ip_family = text(document, "kubernetesNetworkConfig.ipFamily");
}

void set_access(const json::value& document, Cluster& cluster) {
    // EKS always tells; an endpoint that does not leaves it open.
    cluster.authentication_mode = find(document, "accessConfig") == nullptr
                                      ? topology::Attribute<std::string>::unknown()
                                      : text(document, "accessConfig.authenticationMode");
    cluster.bootstrap_creator_admin =
        boolean(document, "accessConfig.bootstrapClusterCreatorAdminPermissions");
    cluster.encryption_key =
        reference<topology::Key>(document, "encryptionConfig.0.provider.keyArn");
}

Cluster cluster_of(const json::value& document) {
    auto cluster =
        resource_of<Cluster>(string_or_empty(document, "name"), tag_map(document, "tags"));
    cluster.cluster_name = text(document, "name");
    cluster.version = text(document, "version");
    cluster.role = reference<topology::Role>(document, "roleArn");
    set_network(document, cluster);
    set_access(document, cluster);
    cluster.logging = enabled_logs(document);
    cluster.endpoint = text(document, "endpoint");
    cluster.certificate_authority = text(document, "certificateAuthority.data");
    cluster.state = text(document, "status");
    cluster.arn = text(document, "arn");
    return cluster;
}

Result<json::array> names(const Reading& reading) {
    if (reading.everything())
        return reading.list("eks", "ListClusters", "clusters");
    return json::array{json::value(reading.options.cluster)};
}

}  // namespace

Result<void> read_clusters(Reading& reading) {
    for (const auto& name : TRY(names(reading))) {
        auto answer = reading.call("eks", "DescribeCluster", {{"name", name}});
        if (!answer && is_gone(answer.error()))
            continue;
        const auto described = TRY(std::move(answer));
        reading.topology.add(cluster_of(find_object(described, "cluster")));
        auto vpc = string_or_empty(described, "cluster.resourcesVpcConfig.vpcId");
        if (!reading.everything() && !vpc.empty())
            reading.vpcs.push_back(std::move(vpc));
    }
    return {};
}

}  // namespace inland::sources::live
