// SPDX-License-Identifier: Apache-2.0
// Endpoints that refuse, or that are not found.
#include "tests/peers/changes.h"

#include <array>

#include <fmt/format.h>

namespace inland::testing {

namespace {

std::string endpoint_id(AwsCalls& calls, std::string_view service) {
    return std::string(string_or_empty(calls.endpoint(service), "VpcEndpointId"));
}

/// One statement, of what EC2's policies and those of other services have alike.
void admit_only(AwsCalls& calls, std::string_view service, std::string_view action,
                std::string_view condition = "{}") {
    const auto policy = fmt::format(
        R"({{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Principal": "*",)"
        R"( "Action": "{}", "Resource": "*", "Condition": {}}}]}})",
        action, condition);
    calls.ec2("ModifyVpcEndpoint",
              {{"VpcEndpointId", endpoint_id(calls, service)}, {"PolicyDocument", policy}});
}

void admit_other_calls(AwsCalls& calls) {
    admit_only(calls, "ec2", "ec2:DescribeVpcs");
}

void admit_what_joining_needs(AwsCalls& calls) {
    admit_only(calls, "ec2", "ec2:*");
    admit_only(calls, "ecr.api", "ecr:GetAuthorizationToken");
    admit_only(calls, "s3", "s3:GetObject");
}

void admit_registries_of_our_account(AwsCalls& calls) {
    admit_only(calls, "ecr.dkr", "ecr:*",
               R"({"StringEquals": {"aws:ResourceAccount": "123456789012"}})");
}

void admit_principals_of_our_account(AwsCalls& calls) {
    admit_only(calls, "s3", "s3:*",
               R"({"StringEquals": {"aws:PrincipalAccount": "123456789012"}})");
}

void turn_names_off(AwsCalls& calls) {
    calls.ec2("ModifyVpcEndpoint",
              {{"VpcEndpointId", endpoint_id(calls, "ecr.api")}, {"PrivateDnsEnabled", false}});
}

void take_layers_off_the_routes(AwsCalls& calls) {
    const auto layers = calls.endpoint("s3");
    calls.ec2("ModifyVpcEndpoint", {{"VpcEndpointId", string_or_empty(layers, "VpcEndpointId")},
                                    {"RemoveRouteTableIds", find_array(layers, "RouteTableIds")}});
}

void delete_registry(AwsCalls& calls) {
    calls.ec2("DeleteVpcEndpoints",
              {{"VpcEndpointIds", json::array{endpoint_id(calls, "ecr.dkr")}}});
}

constexpr std::array changes{
    Change{"EndpointAdmitsOtherCalls", admit_other_calls, "node.ec2", "endpoint-policy"},
    Change{"RegistriesOfOurAccountOnly", admit_registries_of_our_account, "node.ecr-dkr",
           "endpoint-policy"},
    Change{"LayersForOurPrincipalsOnly", admit_principals_of_our_account, "node.s3-layers",
           "endpoint-policy"},
    Change{"PrivateNamesOff", turn_names_off, "node.ecr-api", "private-dns-off"},
    Change{"LayersNotRouted", take_layers_off_the_routes, "node.s3-layers", "no-prefix-list-route"},
    Change{"EndpointDeleted", delete_registry, "node.ecr-dkr", "no-endpoint"},
    Change{"EndpointsAdmitWhatJoiningNeeds", admit_what_joining_needs},
};

}  // namespace

std::span<const Change> changes_of_endpoints() {
    return changes;
}

}  // namespace inland::testing
