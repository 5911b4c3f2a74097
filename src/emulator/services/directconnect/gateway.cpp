// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "emulator/services/directconnect/operations.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/identifier.h"
#include "emulator/services/members.h"
#include "emulator/services/page.h"
#include "emulator/services/refusal.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator::directconnect {

namespace {

constexpr std::int64_t default_asn = 64512;

Result<json::object> create_gateway(const Call& call) {
    const auto id = new_uuid();
    json::object gateway{
        {"directConnectGatewayId", id},
        {"directConnectGatewayName", text_of(call.input, "directConnectGatewayName")},
        {"amazonSideAsn", number_of(call.input, "amazonSideAsn", default_asn)},
        {"ownerAccount", call.caller.account},
        {"directConnectGatewayState", "available"}};
    copy_members(call.input, gateway, {"tags"});
    call.world.store().put({call.global_scope(), std::string(kind::dx_gateway), id}, gateway);
    return json::object{{"directConnectGateway", std::move(gateway)}};
}

Result<json::object> delete_gateway(const Call& call) {
    const auto key = TRY(find_gateway(call));
    if (any_where(call.world, call.global_scope(), kind::dx_association, "directConnectGatewayId",
                  key.id))
        return client_exception(fmt::format(
            "Direct Connect Gateway {} has associated gateways and cannot be deleted.", key.id));
    json::object gateway = *call.world.store().find(key);
    gateway["directConnectGatewayState"] = "deleted";
    call.world.store().erase(key);
    return json::object{{"directConnectGateway", std::move(gateway)}};
}

Result<json::object> describe_gateways(const Call& call) {
    const auto wanted = text_of(call.input, "directConnectGatewayId");
    json::array gateways;
    for (const auto& [id, gateway] : call.world.store().list(call.global_scope(), kind::dx_gateway))
        if (wanted.empty() || wanted == id)
            gateways.emplace_back(*gateway);
    return paged(call, "directConnectGateways", std::move(gateways));
}

constexpr std::array operations{
    OperationRow{"CreateDirectConnectGateway", create_gateway,
                 "there are no virtual interfaces: POST /_inland/routers says what is advertised"},
    OperationRow{"DeleteDirectConnectGateway", delete_gateway},
    OperationRow{"DescribeDirectConnectGateways", describe_gateways},
};

}  // namespace

std::unexpected<Error> client_exception(std::string message) {
    return refuse("DirectConnectClientException", std::move(message));
}

Result<RecordKey> find_gateway(const Call& call) {
    RecordKey key{call.global_scope(), std::string(kind::dx_gateway),
                  text_of(call.input, "directConnectGatewayId")};
    if (call.world.store().find(key) == nullptr)
        return client_exception(
            fmt::format("Direct Connect Gateway with id {} does not exist.", key.id));
    return key;
}

Result<json::object> paged(const Call& call, std::string_view output, json::array items) {
    constexpr std::int64_t largest_page = 100;
    const auto size = number_of(call.input, "maxResults", largest_page);
    if (size < 1 || size > largest_page)
        return client_exception("maxResults must be between 1 and 100.");
    auto page = TRY(take_page(std::move(items), text_of(call.input, "nextToken"),
                              static_cast<std::size_t>(size), "DirectConnectClientException"));
    json::object answer{{output, std::move(page.items)}};
    if (!page.next_token.empty())
        answer["nextToken"] = page.next_token;
    return answer;
}

std::span<const OperationRow> gateway_operations() {
    return operations;
}

}  // namespace inland::emulator::directconnect
