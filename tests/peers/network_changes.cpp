// SPDX-License-Identifier: Apache-2.0
// Security groups and network ACLs that close, or seem to.
#include "tests/peers/changes.h"

#include <array>

namespace inland::testing {

namespace {

std::string cluster_group(AwsCalls& calls) {
    const auto cluster = calls.call("eks", "DescribeCluster", {{"name", "borea"}});
    return std::string(
        string_or_empty(cluster, "cluster.resourcesVpcConfig.clusterSecurityGroupId"));
}

void revoke_all(AwsCalls& calls, std::string_view operation, std::string_view group,
                std::string_view rules) {
    const auto found = calls.ec2("DescribeSecurityGroups", {{"GroupIds", json::array{group}}});
    const auto& groups = find_array(found, "SecurityGroups");
    if (!groups.empty())
        calls.ec2(operation,
                  {{"GroupId", group}, {"IpPermissions", find_array(groups.front(), rules)}});
}

void close_endpoints(AwsCalls& calls) {
    const auto endpoint = calls.endpoint("ec2");
    revoke_all(calls, "RevokeSecurityGroupIngress", string_or_empty(endpoint, "Groups.0.GroupId"),
               "IpPermissions");
}

void close_cluster(AwsCalls& calls) {
    revoke_all(calls, "RevokeSecurityGroupIngress", cluster_group(calls), "IpPermissions");
}

void let_nobody_out(AwsCalls& calls) {
    revoke_all(calls, "RevokeSecurityGroupEgress", cluster_group(calls), "IpPermissionsEgress");
}

/// Before all that the network's own ACL admits.
void deny_tcp(AwsCalls& calls, int from, int to) {
    const auto acls = calls.ec2("DescribeNetworkAcls", filtered("vpc-id", calls.vpc()));
    calls.ec2("CreateNetworkAclEntry",
              {{"NetworkAclId", string_or_empty(acls, "NetworkAcls.0.NetworkAclId")},
               {"RuleNumber", 50},
               {"Protocol", "6"},
               {"RuleAction", "deny"},
               {"Egress", false},
               {"CidrBlock", "0.0.0.0/0"},
               {"PortRange", json::object{{"From", from}, {"To", to}}}});
}

/// Linux calls from 32768 to 60999.
void deny_some_answers(AwsCalls& calls) {
    deny_tcp(calls, 60000, 65535);
}

void deny_what_nobody_calls_from(AwsCalls& calls) {
    deny_tcp(calls, 61000, 65535);
}

constexpr std::array changes{
    Change{"EndpointsClosed", close_endpoints, "node.ec2", "security-group-ingress"},
    Change{"ClusterClosed", close_cluster, "node.api-server", "security-group-ingress"},
    Change{"NobodyLetOut", let_nobody_out, "node.ec2", "security-group-egress"},
    Change{"SomeAnswersDenied", deny_some_answers, "node.ec2", "nacl-ingress"},
    Change{"PortsDeniedFromWhichNobodyCalls", deny_what_nobody_calls_from},
};

}  // namespace

std::span<const Change> changes_of_networks() {
    return changes;
}

}  // namespace inland::testing
