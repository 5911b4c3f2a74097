// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/block_public_access.h"

#include "emulator/services/arn.h"
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::array filters{
    FilterRow{"internet-gateway-exclusion-mode", "InternetGatewayExclusionMode"},
    FilterRow{"resource-arn", "ResourceArn"},
    FilterRow{"state", "State"},
};

constexpr std::array<std::string_view, 3> modes{"off", "block-bidirectional", "block-ingress"};
constexpr std::array<std::string_view, 2> exclusion_modes{"allow-bidirectional", "allow-egress"};

RecordKey options_key(const Scope& scope) {
    return {scope, std::string(kind::block_public_access), "options"};
}

/// What an account has that never set anything.
json::object options_of(const World& world, const Scope& scope) {
    if (const auto* options = world.store().find(options_key(scope)); options != nullptr)
        return *options;
    return {{"AwsAccountId", scope.account}, {"AwsRegion", scope.region},
            {"State", "default-state"},      {"InternetGatewayBlockMode", "off"},
            {"ManagedBy", "account"},        {"ExclusionsAllowed", "allowed"}};
}

Result<void> check_mode(std::span<const std::string_view> known, const std::string& mode,
                        std::string_view parameter) {
    if (std::ranges::find(known, mode) != known.end())
        return {};
    return refuse("InvalidParameterValue",
                  fmt::format("Value ({}) for parameter {} is invalid.", mode, parameter));
}

Result<json::object> describe_options(const Call& call) {
    return json::object{{"VpcBlockPublicAccessOptions", options_of(call.world, call.scope())}};
}

Result<json::object> modify_options(const Call& call) {
    const auto mode = text_of(call.input, "InternetGatewayBlockMode");
    TRY_VOID(check_mode(modes, mode, "internetGatewayBlockMode"));
    auto options = options_of(call.world, call.scope());
    options["InternetGatewayBlockMode"] = mode;
    options["State"] = "update-in-progress";
    options["LastUpdateTimestamp"] = timestamp(call.world);
    const auto key = options_key(call.scope());
    call.world.store().put(key, options);
    turn_after(call.world, call.world.tables().typical("ec2.ModifyVpcBlockPublicAccessOptions"),
               key, "State", "update-in-progress", "update-complete");
    return json::object{{"VpcBlockPublicAccessOptions", std::move(options)}};
}

/// The ARN of the one VPC or subnet that the call names.
Result<std::string> resource_of(const Call& call) {
    if (has(call.input, "VpcId") == has(call.input, "SubnetId"))
        return refuse("InvalidParameterCombination",
                      "Exactly one of VpcId and SubnetId must be specified");
    if (has(call.input, "VpcId")) {
        (void)TRY(lookup_input(call, vpc_type, "VpcId"));
        return arn(call.world, call.scope(), "ec2", "vpc/" + text_of(call.input, "VpcId"));
    }
    (void)TRY(lookup_input(call, subnet_type, "SubnetId"));
    return arn(call.world, call.scope(), "ec2", "subnet/" + text_of(call.input, "SubnetId"));
}

Duration exclusion_time(const Call& call) {
    return call.world.tables().typical("ec2.CreateVpcBlockPublicAccessExclusion");
}

json::object answer(const Call& call, const std::string& id) {
    return {{"VpcBlockPublicAccessExclusion", shown(call, block_public_access_exclusion_type, id)}};
}

Result<json::object> create_exclusion(const Call& call) {
    const auto resource = TRY(resource_of(call));
    const auto mode = text_of(call.input, "InternetGatewayExclusionMode");
    TRY_VOID(check_mode(exclusion_modes, mode, "internetGatewayExclusionMode"));
    auto tags = TRY(tags_for(call, block_public_access_exclusion_type));
    for (const auto& [id, other] :
         records_where(call.world, call.scope(), kind::block_public_access_exclusion, "ResourceArn",
                       resource))
        if (!text_of(*other, "State").starts_with("delete"))
            return refuse("VpcBlockPublicAccessExclusionAlreadyExists",
                          fmt::format("{} has an exclusion already: {}", resource, id));
    const auto id = call.world.new_id(block_public_access_exclusion_type.prefix);
    const auto key = key_of(call, block_public_access_exclusion_type, id);
    call.world.store().put(key, {{"ExclusionId", id},
                                 {"InternetGatewayExclusionMode", mode},
                                 {"ResourceArn", resource},
                                 {"State", "create-in-progress"},
                                 {"CreationTimestamp", timestamp(call.world)},
                                 {"LastUpdateTimestamp", timestamp(call.world)},
                                 {"Tags", std::move(tags)}});
    turn_after(call.world, exclusion_time(call), key, "State", "create-in-progress",
               "create-complete");
    return answer(call, id);
}

Result<json::object> modify_exclusion(const Call& call) {
    (void)TRY(lookup_input(call, block_public_access_exclusion_type, "ExclusionId"));
    const auto mode = text_of(call.input, "InternetGatewayExclusionMode");
    TRY_VOID(check_mode(exclusion_modes, mode, "internetGatewayExclusionMode"));
    const auto id = text_of(call.input, "ExclusionId");
    const auto key = key_of(call, block_public_access_exclusion_type, id);
    const auto now = timestamp(call.world);
    call.world.store().update(key, [&](json::object& exclusion) {
        exclusion["InternetGatewayExclusionMode"] = mode;
        exclusion["State"] = "update-in-progress";
        exclusion["LastUpdateTimestamp"] = now;
    });
    turn_after(call.world, exclusion_time(call), key, "State", "update-in-progress",
               "update-complete");
    return answer(call, id);
}

Result<json::object> delete_exclusion(const Call& call) {
    (void)TRY(lookup_input(call, block_public_access_exclusion_type, "ExclusionId"));
    const auto id = text_of(call.input, "ExclusionId");
    const auto key = key_of(call, block_public_access_exclusion_type, id);
    const auto now = timestamp(call.world);
    call.world.store().update(key, [&](json::object& exclusion) {
        exclusion["State"] = "delete-in-progress";
        exclusion["DeletionTimestamp"] = now;
    });
    turn_after(call.world, exclusion_time(call), key, "State", "delete-in-progress",
               "delete-complete");
    erase_after(call.world, exclusion_time(call) * 2, key);
    return answer(call, id);
}

constexpr std::array operations{
    OperationRow{"DescribeVpcBlockPublicAccessOptions", ec2<describe_options>},
    OperationRow{"ModifyVpcBlockPublicAccessOptions", ec2<modify_options>},
    OperationRow{"CreateVpcBlockPublicAccessExclusion", ec2<create_exclusion>},
    OperationRow{"ModifyVpcBlockPublicAccessExclusion", ec2<modify_exclusion>},
    OperationRow{"DeleteVpcBlockPublicAccessExclusion", ec2<delete_exclusion>},
    OperationRow{"DescribeVpcBlockPublicAccessExclusions",
                 ec2<describe_type<block_public_access_exclusion_type>>},
};

}  // namespace

const ResourceType block_public_access_exclusion_type{
    .kind = kind::block_public_access_exclusion,
    .tag_type = "vpc-block-public-access-exclusion",
    .prefix = "vpcbpa-exclude-",
    .id_member = "ExclusionId",
    .ids_input = "ExclusionIds",
    .list_output = "VpcBlockPublicAccessExclusions",
    .not_found_code = "InvalidVpcBlockPublicAccessExclusionId.NotFound",
    .not_found_text = "The exclusion ID '{}' does not exist",
    .malformed_code = "InvalidVpcBlockPublicAccessExclusionId.Malformed",
    .filters = filters,
};

void show_block_public_access(const World& world, const Scope& scope, json::object& document) {
    const auto options = options_of(world, scope);
    auto mode = text_of(options, "InternetGatewayBlockMode");
    for (const auto member : {"VpcId", "SubnetId"}) {
        const auto resource =
            arn(world, scope, "ec2",
                fmt::format("{}/{}", member == std::string_view("VpcId") ? "vpc" : "subnet",
                            text_of(document, member)));
        if (any_where(world, scope, kind::block_public_access_exclusion, "ResourceArn", resource))
            mode = "off";
    }
    document["BlockPublicAccessStates"] = json::object{{"InternetGatewayBlockMode", mode}};
}

std::span<const OperationRow> block_public_access_operations() {
    return operations;
}

}  // namespace inland::emulator
