// SPDX-License-Identifier: Apache-2.0
// Roles that may less, and a cluster that knows them no more.
#include "tests/peers/changes.h"

#include <array>

#include <fmt/format.h>

namespace inland::testing {

namespace {

constexpr std::string_view cluster = "borea";
constexpr std::string_view role = "borea-eu-central-1-self-managed-nodes";

void forget_role(AwsCalls& calls) {
    const auto listed = calls.call("eks", "ListAccessEntries", {{"clusterName", cluster}});
    for (const auto& principal : find_array(listed, "accessEntries"))
        if (std::string_view(principal.as_string()).ends_with(role))
            calls.call("eks", "DeleteAccessEntry",
                       {{"clusterName", cluster}, {"principalArn", principal}});
}

void detach(AwsCalls& calls, std::string_view policy) {
    calls.call(
        "iam", "DetachRolePolicy",
        {{"RoleName", role}, {"PolicyArn", fmt::format("arn:aws:iam::aws:policy/{}", policy)}});
}

void forbid_pulls(AwsCalls& calls) {
    detach(calls, "AmazonEC2ContainerRegistryPullOnly");
}

void forbid_addresses(AwsCalls& calls) {
    detach(calls, "AmazonEKS_CNI_Policy");
}

void forbid_all_but(AwsCalls& calls, std::string_view actions) {
    calls.call("iam", "PutRolePolicy",
               {{"RoleName", role},
                {"PolicyName", "limits"},
                {"PolicyDocument",
                 fmt::format(R"({{"Version": "2012-10-17", "Statement": [{{"Effect": "Deny",)"
                             R"( "NotAction": {}, "Resource": "*"}}]}})",
                             actions)}});
}

void deny_descriptions(AwsCalls& calls) {
    forbid_all_but(calls, R"(["ecr:*", "ec2:Create*"])");
}

void deny_the_rest(AwsCalls& calls) {
    forbid_all_but(calls, R"(["ecr:*", "ec2:*", "eks:*"])");
}

void trust_functions_only(AwsCalls& calls) {
    calls.call("iam", "UpdateAssumeRolePolicy",
               {{"RoleName", role},
                {"PolicyDocument", R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow",)"
                                   R"( "Principal": {"Service": "lambda.amazonaws.com"},)"
                                   R"( "Action": "sts:AssumeRole"}]})"}});
}

void answer_in_public_only(AwsCalls& calls) {
    calls.call("eks", "UpdateClusterConfig",
               {{"name", cluster},
                {"resourcesVpcConfig",
                 json::object{{"endpointPublicAccess", true}, {"endpointPrivateAccess", false}}}});
}

constexpr std::array changes{
    Change{"RoleForgotten", forget_role, "node.identity", "role-not-mapped"},
    Change{"PullsNotPermitted", forbid_pulls, "node.ecr-api", "iam-policy"},
    Change{"AddressesNotPermitted", forbid_addresses, "addon.vpc-cni.ec2", "iam-policy"},
    Change{"DescriptionsDenied", deny_descriptions, "node.ec2", "iam-policy"},
    Change{"RoleOfFunctions", trust_functions_only, "node.ec2", "iam-policy"},
    Change{"ApiInPublicOnly", answer_in_public_only, "node.api-server", "api-private-access-off"},
    Change{"TheRestDenied", deny_the_rest},
};

}  // namespace

std::span<const Change> changes_of_identities() {
    return changes;
}

}  // namespace inland::testing
