// SPDX-License-Identifier: Apache-2.0
#include "tests/peers/client_worlds.h"

#include <gtest/gtest.h>

namespace inland::testing {

namespace {

json::value tables(AwsCalls& calls) {
    return calls.ec2("DescribeRouteTables", filtered("vpc-id", calls.vpc()));
}

std::string default_acl(AwsCalls& calls) {
    return text_in(calls.ec2("DescribeNetworkAcls", filtered("vpc-id", calls.vpc())),
                   "NetworkAcls.0.NetworkAclId");
}

void close_group(AwsCalls& calls, std::string_view name) {
    const auto group =
        only(calls.ec2("DescribeSecurityGroups", filtered("group-name", name)), "SecurityGroups");
    calls.ec2("RevokeSecurityGroupIngress",
              {{"GroupId", text_in(group, "GroupId")},
               {"IpPermissions", find_array(group, "IpPermissions")}});
}

constexpr int before_all = 50;

}  // namespace

std::string text_in(const json::value& document, std::string_view path) {
    return std::string(string_or_empty(document, path));
}

json::value only(const json::value& answer, std::string_view list) {
    const auto& found = find_array(answer, list);
    EXPECT_EQ(found.size(), 1U) << list;
    return found.empty() ? json::value() : found.front();
}

void stop_propagation(AwsCalls& calls) {
    const auto answer = tables(calls);
    for (const auto& table : find_array(answer, "RouteTables"))
        for (const auto& gateway : find_array(table, "PropagatingVgws"))
            calls.ec2("DisableVgwRoutePropagation",
                      {{"RouteTableId", text_in(table, "RouteTableId")},
                       {"GatewayId", text_in(gateway, "GatewayId")}});
}

void close_clients_group(AwsCalls& calls) {
    close_group(calls, "atlas-api-clients");
}

void close_resolver(AwsCalls& calls) {
    close_group(calls, "atlas-client-dns");
}

void remove_resolver(AwsCalls& calls) {
    const auto endpoint =
        only(calls.call("route53resolver", "ListResolverEndpoints"), "ResolverEndpoints");
    calls.call("route53resolver", "DeleteResolverEndpoint",
               {{"ResolverEndpointId", text_in(endpoint, "Id")}});
    for (int look = 0; look < 100; ++look)
        if (find_array(calls.call("route53resolver", "ListResolverEndpoints"), "ResolverEndpoints")
                .empty())
            return;
}

/// The client calls from a port that its system chooses.
void deny_answers(AwsCalls& calls) {
    for (const auto* block : {"192.168.0.0/16", "172.16.0.0/16"})
        calls.ec2("CreateNetworkAclEntry",
                  {{"NetworkAclId", default_acl(calls)},
                   {"RuleNumber", before_all + (block[1] == '9' ? 0 : 1)},
                   {"Protocol", "6"},
                   {"RuleAction", "deny"},
                   {"Egress", true},
                   {"CidrBlock", block},
                   {"PortRange", json::object{{"From", 1024}, {"To", 65535}}}});
}

void allow_answers(AwsCalls& calls) {
    for (const int number : {before_all, before_all + 1})
        calls.ec2("DeleteNetworkAclEntry",
                  {{"NetworkAclId", default_acl(calls)}, {"RuleNumber", number}, {"Egress", true}});
}

void publish_name(AwsCalls& calls) {
    calls.call("eks", "UpdateClusterConfig",
               {{"name", "atlas"},
                {"resourcesVpcConfig",
                 json::object{{"endpointPublicAccess", true},
                              {"publicAccessCidrs", json::array{"198.51.100.0/24"}}}}});
    for (int look = 0; look < 100; ++look)
        if (text_in(calls.call("eks", "DescribeCluster", {{"name", "atlas"}}), "cluster.status") ==
            "ACTIVE")
            return;
}

}  // namespace inland::testing
