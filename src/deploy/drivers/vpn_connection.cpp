// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"
#include "deploy/drivers/ec2.h"

#include <algorithm>

namespace inland::deploy {
namespace {

using topology::VpnConnection;

constexpr drivers::Ec2Type connections = {.describe = "DescribeVpnConnections",
                                          .list = "VpnConnections",
                                          .id = "VpnConnectionId",
                                          .ids_member = "VpnConnectionIds",
                                          .resource_type = "vpn-connection"};

Result<std::string> create(Context& context, const VpnConnection& desired) {
    const json::object options{{"StaticRoutesOnly", desired.static_routes_only.value()}};
    return drivers::create_once(
        context, connections, desired,
        {"CreateVpnConnection",
         {{"Type", "ipsec.1"},
          {"VpnGatewayId", context.id_of(desired.vpn_gateway.value())},
          {"CustomerGatewayId", context.id_of(desired.customer_gateway.value())},
          {"Options", options}},
         "VpnConnection.VpnConnectionId"});
}

Readiness judge(const json::value& document) {
    return drivers::by_state(document, "available");
}

Result<std::vector<Readiness>> ready(Context& context,
                                     std::span<const VpnConnection* const> desired) {
    const auto ids = drivers::ids_of(context, desired);
    const auto documents = TRY(drivers::describe(context, connections, ids));
    return drivers::readiness(connections, ids, documents, judge, NotYet{"not visible yet"});
}

/// EC2 takes routes of an available connection only.
Result<void> wait_until_available(Context& context, const VpnConnection& desired) {
    const VpnConnection* const only = &desired;
    return drivers::wait_until(context, std::chrono::seconds(10), [&]() -> Result<bool> {
        const auto answers = TRY(ready(context, std::span(&only, 1)));
        if (const auto* error = std::get_if<Error>(&answers.front()))
            return std::unexpected(*error);
        return std::holds_alternative<Ready>(answers.front());
    });
}

Result<void> change_routes(Context& context, std::string_view operation, const std::string& id,
                           const std::vector<Ipv4Prefix>& wanted,
                           const std::vector<Ipv4Prefix>& there) {
    for (const auto& block : wanted) {
        if (std::ranges::find(there, block) != there.end())
            continue;
        TRY(drivers::change(context, "ec2", operation,
                            {{"VpnConnectionId", id}, {"DestinationCidrBlock", block.text()}}));
    }
    return {};
}

Result<void> attach(Context& context, const VpnConnection& desired, const VpnConnection* observed) {
    const auto id = context.id_of(VpnConnection::type, desired.key);
    const auto wanted =
        desired.static_routes.value_or_default({}).value_or(std::vector<Ipv4Prefix>());
    std::vector<Ipv4Prefix> there;
    if (observed != nullptr && observed->static_routes.is_known())
        there = observed->static_routes.value();
    if (wanted != there) {
        TRY_VOID(wait_until_available(context, desired));
        TRY_VOID(change_routes(context, "CreateVpnConnectionRoute", id, wanted, there));
        TRY_VOID(change_routes(context, "DeleteVpnConnectionRoute", id, there, wanted));
    }
    return drivers::put_tags(context, id, desired.tags, observed);
}

Result<void> remove(Context& context, const VpnConnection& observed) {
    return drivers::remove(context, "ec2", "DeleteVpnConnection",
                           {{"VpnConnectionId", observed.id}});
}

Result<std::vector<Readiness>> gone(Context& context,
                                    std::span<const VpnConnection* const> observed) {
    const auto ids = drivers::ids_of(context, observed);
    const auto documents = TRY(drivers::describe(context, connections, ids));
    return drivers::readiness(
        connections, ids, documents,
        [](const json::value& document) { return drivers::by_state(document, "deleted"); },
        Ready{});
}

}  // namespace

template <>
const Operations<VpnConnection>& operations() {
    static constexpr Operations<VpnConnection> row = {.create = create,
                                                      .attach = attach,
                                                      .ready = ready,
                                                      .remove = remove,
                                                      .gone = gone,
                                                      .create_duration = "ec2.CreateVpnConnection",
                                                      .remove_duration = "ec2.DeleteVpnConnection"};
    return row;
}

}  // namespace inland::deploy
