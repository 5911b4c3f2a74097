// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "topology/address.h"
#include "topology/key.h"
#include "topology/resource.h"
#include "topology/role.h"
#include "topology/security_group.h"
#include "topology/subnet.h"

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

/// An EKS cluster: its control plane and how its API is exposed.
struct Cluster : Resource {
    static constexpr std::string_view type = "cluster";
    static constexpr std::string_view terraform_type = "aws_eks_cluster";
    static constexpr std::string_view cloudformation_type = "AWS::EKS::Cluster";

    Attribute<std::string> cluster_name;
    Attribute<std::string> version;  ///< "1.34"
    Attribute<Reference<Role>> role;
    Attribute<std::vector<Reference<Subnet>>> subnets;  ///< EKS puts its interfaces in any of them
    Attribute<std::vector<Reference<SecurityGroup>>> security_groups;  ///< beside the cluster's own
    Attribute<bool> endpoint_public_access;                            ///< default true
    Attribute<bool> endpoint_private_access;                           ///< default false
    Attribute<std::vector<std::string>> public_access_cidrs;
    /// Designed: addresses that are admitted beside the blocks, known when they are made.
    Attribute<std::vector<Reference<Address>>> public_access_addresses;
    Attribute<Ipv4Prefix> service_cidr;
    Attribute<std::string> ip_family;             ///< of pods: "ipv4" (default) | "ipv6"
    Attribute<std::string> authentication_mode;   ///< "API"
    Attribute<bool> bootstrap_creator_admin;      ///< said at creation only
    Attribute<Reference<Key>> encryption_key;     ///< envelope encryption of secrets
    Attribute<std::vector<std::string>> logging;  ///< "api", "audit", …, sorted
    Attribute<Reference<SecurityGroup>>
        cluster_security_group;  ///< EKS's own; its key is "eks-cluster-sg/NAME" when designed
    Attribute<std::string> endpoint;
    Attribute<std::string> certificate_authority;  ///< base64 of PEM
    Attribute<std::string> state;                  ///< "ACTIVE"
    Attribute<std::string> arn;

    static constexpr auto fields() {
        return std::tuple(
            Field("cluster_name", &Cluster::cluster_name, OnChange::Replace, "name", "Name"),
            Field("version", &Cluster::version, OnChange::Update, "version", "Version"),
            Field("role", &Cluster::role, OnChange::Replace, "role_arn", "RoleArn"),
            Field("subnets", &Cluster::subnets, OnChange::Update, "subnet_ids", "SubnetIds"),
            Field("security_groups", &Cluster::security_groups, OnChange::Update,
                  "security_group_ids", "SecurityGroupIds"),
            Field("endpoint_public_access", &Cluster::endpoint_public_access, OnChange::Update,
                  "endpoint_public_access", "EndpointPublicAccess"),
            Field("endpoint_private_access", &Cluster::endpoint_private_access, OnChange::Update,
                  "endpoint_private_access", "EndpointPrivateAccess"),
            Field("public_access_cidrs", &Cluster::public_access_cidrs, OnChange::Update,
                  "public_access_cidrs", "PublicAccessCidrs"),
            Field("public_access_addresses", &Cluster::public_access_addresses, OnChange::Ignore,
                  "", ""),
            Field("service_cidr", &Cluster::service_cidr, OnChange::Replace, "service_ipv4_cidr",
                  "ServiceIpv4Cidr"),
            Field("ip_family", &Cluster::ip_family, OnChange::Replace, "ip_family", "IpFamily"),
            Field("authentication_mode", &Cluster::authentication_mode, OnChange::Update,
                  "authentication_mode", "AuthenticationMode"),
            Field("bootstrap_creator_admin", &Cluster::bootstrap_creator_admin, OnChange::Ignore,
                  "bootstrap_cluster_creator_admin_permissions",
                  "BootstrapClusterCreatorAdminPermissions"),
            Field("encryption_key", &Cluster::encryption_key, OnChange::Replace, "", ""),
            Field("logging", &Cluster::logging, OnChange::Update, "enabled_cluster_log_types", ""),
            Field("cluster_security_group", &Cluster::cluster_security_group, OnChange::Ignore,
                  "cluster_security_group_id", "ClusterSecurityGroupId"),
            Field("endpoint", &Cluster::endpoint, OnChange::Ignore, "endpoint", "Endpoint"),
            Field("certificate_authority", &Cluster::certificate_authority, OnChange::Ignore, "",
                  "CertificateAuthorityData"),
            Field("state", &Cluster::state, OnChange::Ignore, "", ""),
            Field("arn", &Cluster::arn, OnChange::Ignore, "arn", "Arn"));
    }
    bool operator==(const Cluster&) const = default;
};

}  // namespace inland::topology
