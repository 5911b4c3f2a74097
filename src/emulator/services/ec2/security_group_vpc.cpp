// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

/// Security groups seen from VPCs: which may be used where, and who refers to them over peerings.
namespace inland::emulator {

namespace {

constexpr std::array association_filters{
    FilterRow{"group-id", "GroupId"},
    FilterRow{"group-owner-id", "GroupOwnerId"},
    FilterRow{"state", "State"},
    FilterRow{"vpc-id", "VpcId"},
    FilterRow{"vpc-owner-id", "VpcOwnerId"},
};
constexpr std::array group_filters{
    FilterRow{"description", "Description"},     FilterRow{"group-id", "GroupId"},
    FilterRow{"group-name", "GroupName"},        FilterRow{"owner-id", "OwnerId"},
    FilterRow{"primary-vpc-id", "PrimaryVpcId"},
};

/// A group's own VPC is no association, and AssociateSecurityGroupVpc is not emulated: none is.
Result<json::object> describe_associations(const Call& call) {
    TRY_VOID(check_filters(call, association_filters));
    return paginate(call, "SecurityGroupVpcAssociations", json::array());
}

Result<json::object> groups_for_vpc(const Call& call) {
    const auto* vpc = TRY(lookup_input(call, vpc_type, "VpcId"));
    TRY_VOID(check_filters(call, group_filters));
    json::array rows;
    for (const auto& [id, group] : records_where(call.world, call.scope(), kind::security_group,
                                                 "VpcId", text_of(*vpc, "VpcId"))) {
        json::object row{{"PrimaryVpcId", text_of(*vpc, "VpcId")}};
        copy_members(*group, row, {"Description", "GroupName", "OwnerId", "GroupId", "Tags"});
        if (matches_filters(call, group_filters, row))
            rows.push_back(std::move(row));
    }
    return paginate(call, "SecurityGroupForVpcs", std::move(rows));
}

/// Rules that name a group over a VPC peering connection.
Result<json::object> describe_references(const Call& call) {
    TRY_VOID(require(call, {"GroupId"}));
    json::array rows;
    for (const auto& id : texts_of(call.input, "GroupId")) {
        (void)TRY(lookup(call, security_group_type, id));
        for (const auto& [rule_id, rule] :
             records_where(call.world, call.scope(), kind::security_group_rule,
                           "ReferencedGroupInfo.GroupId", id)) {
            const auto& reference = object_of(*rule, "ReferencedGroupInfo");
            const auto* referring = call.world.store().find(
                key_of(call, security_group_type, text_of(*rule, "GroupId")));
            if (!has(reference, "VpcPeeringConnectionId") || referring == nullptr)
                continue;
            rows.push_back(json::object{
                {"GroupId", id},
                {"ReferencingVpcId", text_of(*referring, "VpcId")},
                {"VpcPeeringConnectionId", text_of(reference, "VpcPeeringConnectionId")}});
        }
    }
    return json::object{{"SecurityGroupReferenceSet", std::move(rows)}};
}

constexpr std::array operations{
    OperationRow{"DescribeSecurityGroupVpcAssociations", ec2<describe_associations>},
    OperationRow{"GetSecurityGroupsForVpc", ec2<groups_for_vpc>},
    OperationRow{"DescribeSecurityGroupReferences", ec2<describe_references>},
};

}  // namespace

std::span<const OperationRow> security_group_vpc_operations() {
    return operations;
}

}  // namespace inland::emulator
