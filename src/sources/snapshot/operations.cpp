// SPDX-License-Identifier: Apache-2.0
#include "sources/snapshot/operations.h"

#include "topology/topology.h"

#include <algorithm>

namespace inland::sources::snapshot {
namespace {

using namespace topology;

constexpr Subject of_cluster{"clusterName"};

constexpr auto rows = std::to_array<Operation>({
    {"ec2", "DescribeVpcs", "Vpcs", Vpc::type},
    {"ec2", "DescribeVpcAttribute", "VpcId", Vpc::type, {}, vpc_attribute},
    {"ec2", "DescribeDhcpOptions", "DhcpOptions", DhcpOptions::type},
    {"ec2", "DescribeSubnets", "Subnets", Subnet::type},
    {"ec2", "DescribeRouteTables", "RouteTables", RouteTable::type},
    {"ec2", "DescribeNetworkAcls", "NetworkAcls", NetworkAcl::type},
    {"ec2", "DescribeSecurityGroups", "SecurityGroups", SecurityGroup::type},
    {"ec2", "DescribeNetworkInterfaces", "NetworkInterfaces", NetworkInterface::type},
    {"ec2", "DescribeVpcEndpoints", "VpcEndpoints", VpcEndpoint::type},
    {"ec2", "DescribeNatGateways", "NatGateways", NatGateway::type},
    {"ec2", "DescribeInternetGateways", "InternetGateways", InternetGateway::type},
    {"ec2", "DescribeVpnGateways", "VpnGateways", VpnGateway::type},
    {"ec2", "DescribeVpnConnections", "VpnConnections", VpnConnection::type},
    {"ec2", "DescribeCustomerGateways", "CustomerGateways", CustomerGateway::type},
    {"autoscaling", "DescribeAutoScalingGroups", "AutoScalingGroups", AutoScalingGroup::type},
    {"ec2",
     "DescribeLaunchTemplates",
     "LaunchTemplates",
     LaunchTemplate::type,
     {},
     templates_by_id},
    {"ec2",
     "DescribeLaunchTemplateVersions",
     "LaunchTemplateVersions",
     LaunchTemplate::type,
     {},
     template_version},
    {"eks", "ListClusters", "clusters", Cluster::type, {}, listed_names, "cluster", "name"},
    {"eks",
     "DescribeCluster",
     "cluster",
     Cluster::type,
     {{{"name", "cluster.name"}}},
     one_described},
    {"eks",
     "ListNodegroups",
     "nodegroups",
     NodeGroup::type,
     {of_cluster},
     listed_names,
     "nodegroup",
     "nodegroupName"},
    {"eks",
     "DescribeNodegroup",
     "nodegroup",
     NodeGroup::type,
     {{{"clusterName", "nodegroup.clusterName"}, {"nodegroupName", "nodegroup.nodegroupName"}}},
     one_described},
    {"eks", "ListAddons", "addons", Addon::type, {of_cluster}, listed_names, "addon", "addonName"},
    {"eks",
     "DescribeAddon",
     "addon",
     Addon::type,
     {{{"clusterName", "addon.clusterName"}, {"addonName", "addon.addonName"}}},
     one_described},
    {"eks",
     "ListAccessEntries",
     "accessEntries",
     AccessEntry::type,
     {of_cluster},
     listed_names,
     "accessEntry",
     "principalArn"},
    {"eks",
     "DescribeAccessEntry",
     "accessEntry",
     AccessEntry::type,
     {{{"clusterName", "accessEntry.clusterName"}, {"principalArn", "accessEntry.principalArn"}}},
     one_described},
    {"eks",
     "ListAssociatedAccessPolicies",
     "associatedAccessPolicies",
     AccessEntry::type,
     {{{"clusterName", "clusterName"}, {"principalArn", "principalArn"}}}},
    {"iam", "GetRole", "Role", Role::type, {{{"RoleName", "Role.RoleName"}}}, one_described},
    {"iam", "ListAttachedRolePolicies", "AttachedPolicies", Role::type, {{{"RoleName"}}}},
    {"iam", "ListRolePolicies", "PolicyNames", Role::type, {{{"RoleName"}}}},
    {"iam",
     "GetRolePolicy",
     "PolicyDocument",
     Role::type,
     {{{"RoleName", "RoleName"}, {"PolicyName", "PolicyName"}}}},
    {"iam", "GetPolicy", "Policy", Role::type, {{{"PolicyArn", "Policy.Arn"}}}},
    {"iam",
     "GetPolicyVersion",
     "PolicyVersion",
     Role::type,
     {{{"PolicyArn"}, {"VersionId", "PolicyVersion.VersionId"}}}},
    {"iam",
     "GetInstanceProfile",
     "InstanceProfile",
     InstanceProfile::type,
     {{{"InstanceProfileName", "InstanceProfile.InstanceProfileName"}}},
     one_described},
    {"route53", "ListHostedZonesByVPC", "HostedZoneSummaries", HostedZone::type, {{{"VPCId"}}}},
    {"route53",
     "ListResourceRecordSets",
     "ResourceRecordSets",
     HostedZone::type,
     {{{"HostedZoneId"}}},
     zone_records},
    {"route53resolver", "ListResolverEndpoints", "ResolverEndpoints", ResolverEndpoint::type},
    {"route53resolver",
     "ListResolverEndpointIpAddresses",
     "IpAddresses",
     ResolverEndpoint::type,
     {{{"ResolverEndpointId"}}}},
    {"route53resolver", "ListResolverRules", "ResolverRules", ResolverRule::type},
    {"route53resolver", "ListResolverRuleAssociations", "ResolverRuleAssociations",
     ResolverRule::type},
});

}  // namespace

std::span<const Operation> operations() {
    return rows;
}

const Operation* operation_named(std::string_view name) {
    const auto found = std::ranges::find(rows, name, &Operation::name);
    return found == rows.end() ? nullptr : &*found;
}

}  // namespace inland::sources::snapshot
