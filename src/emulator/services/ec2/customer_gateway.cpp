// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/ec2/vpn.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

/// The address, which the input may call by its old name.
std::string device_address(const json::object& input) {
    const auto address = text_of(input, "IpAddress");
    return address.empty() ? text_of(input, "PublicIp") : address;
}

/// "65010": BgpAsn is a string in documents and a number in requests.
std::string asn_of(const json::object& input) {
    constexpr std::int64_t default_asn = 65000;
    if (has(input, "BgpAsnExtended"))
        return fmt::format("{}", number_of(input, "BgpAsnExtended"));
    return fmt::format("{}", number_of(input, "BgpAsn", default_asn));
}

/// A gateway of the same type, ASN and address is the same gateway.
const json::object* find_twin(const Call& call) {
    for (const auto& [id, gateway] : records_where(call.world, call.scope(), kind::customer_gateway,
                                                   "IpAddress", device_address(call.input)))
        if (text_of(*gateway, "BgpAsn") == asn_of(call.input) &&
            text_of(*gateway, "State") != "deleted")
            return gateway;
    return nullptr;
}

Result<json::object> create_customer_gateway(const Call& call) {
    auto tags = TRY(tags_for(call, customer_gateway_type));
    const auto address = device_address(call.input);
    if (text_of(call.input, "Type") != "ipsec.1")
        return refuse(
            "InvalidParameterValue",
            fmt::format("Value ({}) for parameter type is invalid.", text_of(call.input, "Type")));
    if (!Ipv4Address::parse(address))
        return refuse("InvalidParameterValue",
                      fmt::format("Value ({}) for parameter ipAddress is invalid. Invalid IP "
                                  "address",
                                  address));
    if (const auto* twin = find_twin(call); twin != nullptr)
        return json::object{{"CustomerGateway", *twin}};
    const auto id = call.world.new_id(customer_gateway_type.prefix);
    const auto key = key_of(call, customer_gateway_type, id);
    json::object gateway{{"Tags", std::move(tags)}, {"CustomerGatewayId", id},
                         {"State", "pending"},      {"Type", "ipsec.1"},
                         {"IpAddress", address},    {"BgpAsn", asn_of(call.input)}};
    copy_members(call.input, gateway, {"CertificateArn", "DeviceName"});
    call.world.store().put(key, std::move(gateway));
    turn_after(call.world, call.world.tables().typical("ec2.CreateCustomerGateway"), key, "State",
               "pending", "available");
    return json::object{{"CustomerGateway", shown(call, customer_gateway_type, id)}};
}

Result<json::object> delete_customer_gateway(const Call& call) {
    (void)TRY(lookup_input(call, customer_gateway_type, "CustomerGatewayId"));
    const auto key = key_of(call, customer_gateway_type, text_of(call.input, "CustomerGatewayId"));
    for (const auto& [id, connection] :
         records_where(call.world, call.scope(), kind::vpn_connection, "CustomerGatewayId", key.id))
        if (text_of(*connection, "State") != "deleted")
            return refuse("IncorrectState", "The customer gateway is in use.");
    call.world.store().update(key, [](json::object& gateway) { gateway["State"] = "deleted"; });
    forget_deleted(call.world, key);
    return json::object{};
}

constexpr std::array operations{
    OperationRow{"CreateCustomerGateway", ec2<create_customer_gateway>},
    OperationRow{"DeleteCustomerGateway", ec2<delete_customer_gateway>},
    OperationRow{"DescribeCustomerGateways", ec2<describe_type<customer_gateway_type>>},
};

}  // namespace

void forget_deleted(World& world, const RecordKey& key) {
    constexpr auto shown = std::chrono::hours(1);
    world.after(shown, "inland:erase", payload_of(key), Jump::No);
}

std::span<const OperationRow> customer_gateway_operations() {
    return operations;
}

}  // namespace inland::emulator
