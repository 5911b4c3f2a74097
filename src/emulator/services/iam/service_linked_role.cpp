// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/network.h"
#include "emulator/services/iam/names.h"
#include "emulator/services/identifier.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr int not_found = 404;

struct LinkedRow {
    std::string_view service;
    std::string_view role;
};

/// Service Authorization and EKS, EC2, ELB User Guides, "Service-linked roles".
constexpr std::array linked{
    LinkedRow{"eks.amazonaws.com", "AWSServiceRoleForAmazonEKS"},
    LinkedRow{"eks-nodegroup.amazonaws.com", "AWSServiceRoleForAmazonEKSNodegroup"},
    LinkedRow{"eks-fargate.amazonaws.com", "AWSServiceRoleForAmazonEKSForFargate"},
    LinkedRow{"autoscaling.amazonaws.com", "AWSServiceRoleForAutoScaling"},
    LinkedRow{"elasticloadbalancing.amazonaws.com", "AWSServiceRoleForElasticLoadBalancing"},
    LinkedRow{"spot.amazonaws.com", "AWSServiceRoleForEC2Spot"},
    LinkedRow{"route53resolver.amazonaws.com", "AWSServiceRoleForRoute53Resolver"},
    LinkedRow{"replication.ecr.amazonaws.com", "AWSServiceRoleForECRReplication"},
    LinkedRow{"pullthroughcache.ecr.amazonaws.com", "AWSServiceRoleForECRPullThroughCache"},
};

std::string trust_of(std::string_view service) {
    return fmt::format(
        R"({{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"Service":"{}"}},"Action":"sts:AssumeRole"}}]}})",
        service);
}

json::object new_role(const Call& call, std::string_view service, const std::string& name) {
    const auto path = fmt::format("/aws-service-role/{}/", service);
    const auto trust = trust_of(service);
    json::object role{{"Path", path},
                      {"RoleName", name},
                      {"RoleId", unique_id("AROA")},
                      {"Arn", iam_arn(call.world, call.caller.account, "role", path, name)},
                      {"CreateDate", timestamp(call.world)},
                      {"AssumeRolePolicyDocument", encoded(trust)},
                      {"MaxSessionDuration", 3600},
                      {"RoleLastUsed", json::object()},
                      {"_trust_policy", trust},
                      {"_attached", json::array()},
                      {"_inline", json::object()}};
    copy_members(call.input, role, {"Description"});
    return role;
}

Result<json::object> create_service_linked_role(const Call& call) {
    const auto service = text_of(call.input, "AWSServiceName");
    const auto row = std::ranges::find(linked, service, &LinkedRow::service);
    if (row == linked.end())
        return refuse("InvalidInput",
                      fmt::format("Inland knows no service-linked role of {}.", service));
    const auto suffix = text_of(call.input, "CustomSuffix");
    const auto name =
        suffix.empty() ? std::string(row->role) : fmt::format("{}_{}", row->role, suffix);
    const auto key = global_key(call, kind::role, name);
    if (call.world.store().find(key) != nullptr)
        return refuse("InvalidInput",
                      fmt::format("Service role name {} has been taken in this account, please try "
                                  "a different suffix.",
                                  name));
    auto role = new_role(call, service, name);
    json::object output{{"Role", role}};
    call.world.store().put(key, std::move(role));
    return output;
}

/// AWS deletes in the background; here the role is gone at once and its task has succeeded.
Result<json::object> delete_service_linked_role(const Call& call) {
    const auto name = text_of(call.input, "RoleName");
    const auto* role = TRY(find_global(call, kind::role, "role", name));
    const auto path = text_of(*role, "Path");
    if (!path.starts_with("/aws-service-role/"))
        return refuse("InvalidInput", fmt::format("{} is no service-linked role.", name));
    call.world.store().erase(global_key(call, kind::role, name));
    return json::object{{"DeletionTaskId", fmt::format("task{}{}/{}", path, name, new_uuid())}};
}

Result<json::object> get_deletion_status(const Call& call) {
    const auto task = text_of(call.input, "DeletionTaskId");
    if (!task.starts_with("task/aws-service-role/"))
        return refuse("NoSuchEntity", fmt::format("Deletion task {} cannot be found.", task),
                      not_found);
    return json::object{{"Status", "SUCCEEDED"}};
}

constexpr std::array operations{
    OperationRow{"CreateServiceLinkedRole", create_service_linked_role},
    OperationRow{"DeleteServiceLinkedRole", delete_service_linked_role},
    OperationRow{"GetServiceLinkedRoleDeletionStatus", get_deletion_status},
};

}  // namespace

std::span<const OperationRow> service_linked_role_operations() {
    return operations;
}

}  // namespace inland::emulator
