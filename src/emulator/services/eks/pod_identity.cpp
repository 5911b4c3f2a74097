// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/arn.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/eks/lookup.h"
#include "emulator/services/iam/role.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/records.h"
#include "emulator/services/sts/trust.h"
#include "emulator/services/tables.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

RecordKey association_key(const Call& call, std::string_view id) {
    return {call.scope(), std::string(kind::pod_identity),
            cluster_child(text_of(call.input, "clusterName"), id)};
}

Result<void> check_role(const Call& call) {
    const auto role_arn = text_of(call.input, "roleArn");
    const auto* role = role_of_arn(call.world, call.scope(), role_arn);
    if (role == nullptr)
        return invalid_parameter("Role provided in the request does not exist: " + role_arn);
    constexpr std::string_view pods = "pods.eks.amazonaws.com";
    if (!lets_service(*role, pods, "sts:AssumeRole") ||
        !lets_service(*role, pods, "sts:TagSession"))
        return invalid_parameter("Trust policy of the role provided is invalid");
    return {};
}

bool is_taken(const Call& call) {
    for (const auto& [id, other] : records_where(call.world, call.scope(), kind::pod_identity,
                                                 "clusterName", text_of(call.input, "clusterName")))
        if (text_of(*other, "namespace") == text_of(call.input, "namespace") &&
            text_of(*other, "serviceAccount") == text_of(call.input, "serviceAccount"))
            return true;
    return false;
}

Result<json::object> create_association(const Call& call) {
    (void)TRY(find_active_cluster(call));
    TRY_VOID(check_role(call));
    if (is_taken(call))
        return eks_in_use(fmt::format("Association already exists: {}/{}",
                                      text_of(call.input, "namespace"),
                                      text_of(call.input, "serviceAccount")));
    const auto id = call.world.new_id("a-");
    json::object association;
    copy_members(call.input, association,
                 {"clusterName", "namespace", "serviceAccount", "roleArn", "targetRoleArn",
                  "disableSessionTags"});
    association["associationArn"] =
        arn(call.world, call.scope(), "eks",
            fmt::format("podidentityassociation/{}/{}", text_of(call.input, "clusterName"), id));
    association["associationId"] = id;
    association["tags"] = object_of(call.input, "tags");
    association["createdAt"] = timestamp(call.world);
    association["modifiedAt"] = timestamp(call.world);
    call.world.store().put(association_key(call, id), association);
    return json::object{{"association", std::move(association)}};
}

Result<RecordKey> find_association(const Call& call) {
    (void)TRY(find_cluster(call));
    const auto id = text_of(call.input, "associationId");
    auto key = association_key(call, id);
    if (call.world.store().find(key) == nullptr)
        return eks_not_found("Association not found: " + id);
    return key;
}

Result<json::object> describe_association(const Call& call) {
    return json::object{{"association", *call.world.store().find(TRY(find_association(call)))}};
}

Result<json::object> update_association(const Call& call) {
    const auto key = TRY(find_association(call));
    if (has(call.input, "roleArn"))
        TRY_VOID(check_role(call));
    const auto now = timestamp(call.world);
    call.world.store().update(key, [&](json::object& association) {
        copy_members(call.input, association, {"roleArn", "targetRoleArn", "disableSessionTags"});
        association["modifiedAt"] = now;
    });
    return json::object{{"association", *call.world.store().find(key)}};
}

Result<json::object> delete_association(const Call& call) {
    const auto key = TRY(find_association(call));
    json::object output{{"association", *call.world.store().find(key)}};
    call.world.store().erase(key);
    return output;
}

Result<json::object> list_associations(const Call& call) {
    (void)TRY(find_cluster(call));
    json::array rows;
    for (const auto& [id, association] :
         records_where(call.world, call.scope(), kind::pod_identity, "clusterName",
                       text_of(call.input, "clusterName"))) {
        const auto wanted = text_of(call.input, "namespace");
        const auto account = text_of(call.input, "serviceAccount");
        if ((!wanted.empty() && text_of(*association, "namespace") != wanted) ||
            (!account.empty() && text_of(*association, "serviceAccount") != account))
            continue;
        json::object row;
        copy_members(
            *association, row,
            {"clusterName", "namespace", "serviceAccount", "associationArn", "associationId"});
        rows.push_back(std::move(row));
    }
    return eks_page(call, "associations", std::move(rows));
}

constexpr std::array operations{
    OperationRow{"CreatePodIdentityAssociation", eks<create_association>},
    OperationRow{"DescribePodIdentityAssociation", eks<describe_association>},
    OperationRow{"UpdatePodIdentityAssociation", eks<update_association>},
    OperationRow{"DeletePodIdentityAssociation", eks<delete_association>},
    OperationRow{"ListPodIdentityAssociations", eks<list_associations>},
};

}  // namespace

std::span<const OperationRow> pod_identity_operations() {
    return operations;
}

}  // namespace inland::emulator
