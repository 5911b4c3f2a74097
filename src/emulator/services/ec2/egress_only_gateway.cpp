// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/route_table.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/quota.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>

namespace inland::emulator {

namespace {

constexpr std::array filters{
    FilterRow{"attachment.vpc-id", "Attachments[].VpcId"},
    FilterRow{"egress-only-internet-gateway-id", "EgressOnlyInternetGatewayId"},
};

Result<json::object> create(const Call& call) {
    (void)TRY(lookup_input(call, vpc_type, "VpcId"));
    auto tags = TRY(tags_for(call, egress_only_gateway_type));
    TRY_VOID(
        check_one_more(call, "ec2.EgressOnlyInternetGatewaysPerRegion", kind::egress_only_gateway));
    const auto id = call.world.new_id(egress_only_gateway_type.prefix);
    call.world.store().put(
        key_of(call, egress_only_gateway_type, id),
        {{"Attachments", json::array{json::object{{"State", "attached"},
                                                  {"VpcId", text_of(call.input, "VpcId")}}}},
         {"EgressOnlyInternetGatewayId", id},
         {"Tags", std::move(tags)}});
    json::object output{{"EgressOnlyInternetGateway", shown(call, egress_only_gateway_type, id)}};
    copy_members(call.input, output, {"ClientToken"});
    return output;
}

Result<json::object> remove(const Call& call) {
    (void)TRY(lookup_input(call, egress_only_gateway_type, "EgressOnlyInternetGatewayId"));
    const auto id = text_of(call.input, "EgressOnlyInternetGatewayId");
    blackhole_routes_to(call.world, call.scope(), id);
    call.world.store().erase(key_of(call, egress_only_gateway_type, id));
    return json::object{{"ReturnCode", true}};
}

/// Ids that nothing has are left out: this call alone knows no not-found error.
Result<json::object> describe_gateways(const Call& call) {
    auto input = call.input;
    json::array existing;
    for (const auto& id : texts_of(call.input, egress_only_gateway_type.ids_input))
        if (call.world.store().find(key_of(call, egress_only_gateway_type, id)) != nullptr)
            existing.emplace_back(id);
    if (has(call.input, egress_only_gateway_type.ids_input) && existing.empty())
        return paginate(call, egress_only_gateway_type.list_output, json::array());
    if (!existing.empty())
        input[egress_only_gateway_type.ids_input] = std::move(existing);
    const Call narrowed{call.world, call.caller, call.operation, input, call.request_id};
    return describe(narrowed, egress_only_gateway_type);
}

constexpr std::array operations{
    OperationRow{"CreateEgressOnlyInternetGateway", ec2<create>},
    OperationRow{"DeleteEgressOnlyInternetGateway", ec2<remove>},
    OperationRow{"DescribeEgressOnlyInternetGateways", ec2<describe_gateways>},
};

}  // namespace

const ResourceType egress_only_gateway_type{
    .kind = kind::egress_only_gateway,
    .tag_type = "egress-only-internet-gateway",
    .prefix = "eigw-",
    .id_member = "EgressOnlyInternetGatewayId",
    .ids_input = "EgressOnlyInternetGatewayIds",
    .list_output = "EgressOnlyInternetGateways",
    .not_found_code = "InvalidGatewayID.NotFound",
    .not_found_text = "The eigw ID '{}' does not exist",
    .malformed_code = "InvalidEgressOnlyInternetGatewayId.Malformed",
    .filters = filters,
};

std::span<const OperationRow> egress_only_gateway_operations() {
    return operations;
}

}  // namespace inland::emulator
