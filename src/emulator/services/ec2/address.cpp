// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

/// The emulated internet's public addresses come from TEST-NET-2 and TEST-NET-3 (RFC 5737), so
/// that none is anybody's.
std::string free_public_address(const Call& call) {
    const std::array pools{Ipv4Prefix{Ipv4Address{(198U << 24U) | (51U << 16U) | (100U << 8U)}, 24},
                           Ipv4Prefix{Ipv4Address{(203U << 24U) | (113U << 8U)}, 24}};
    for (const auto& pool : pools)
        for (std::uint32_t offset = 1; offset + 1 < pool.size(); ++offset) {
            const auto text = pool.at(offset).text();
            if (!any_where(call.world, call.scope(), kind::address, "PublicIp", text))
                return text;
        }
    return "";
}

Result<json::object> allocate_address(const Call& call) {
    auto tags = TRY(tags_for(call, address_type));
    const auto address = free_public_address(call);
    if (address.empty())
        return refuse("AddressLimitExceeded", "The maximum number of addresses has been reached.");
    const auto id = call.world.new_id(address_type.prefix);
    call.world.store().put(key_of(call, address_type, id),
                           {{"AllocationId", id},
                            {"Domain", "vpc"},
                            {"Tags", std::move(tags)},
                            {"PublicIp", address},
                            {"PublicIpv4Pool", "amazon"},
                            {"NetworkBorderGroup", call.caller.region}});
    return json::object{{"AllocationId", id},
                        {"PublicIp", address},
                        {"PublicIpv4Pool", "amazon"},
                        {"NetworkBorderGroup", call.caller.region},
                        {"Domain", "vpc"}};
}

Result<json::object> release_address(const Call& call) {
    const auto* address = TRY(lookup_input(call, address_type, "AllocationId"));
    const auto id = text_of(call.input, "AllocationId");
    if (has(*address, "AssociationId"))
        return refuse("InvalidIPAddress.InUse",
                      fmt::format("Address {} is in use.", text_of(*address, "PublicIp")));
    call.world.store().erase(key_of(call, address_type, id));
    return json::object{};
}

Result<json::object> describe_addresses_attribute(const Call& call) {
    json::array rows;
    for (const auto& address : TRY(select(call, address_type))) {
        json::object row;
        copy_members(address.get_object(), row, {"PublicIp", "AllocationId"});
        rows.push_back(std::move(row));
    }
    return paginate(call, "Addresses", std::move(rows));
}

constexpr std::array operations{
    OperationRow{"AllocateAddress", ec2<allocate_address>},
    OperationRow{"ReleaseAddress", ec2<release_address>},
    OperationRow{"DescribeAddresses", ec2<describe_type<address_type>>},
    OperationRow{"DescribeAddressesAttribute", ec2<describe_addresses_attribute>},
};

}  // namespace

std::span<const OperationRow> address_operations() {
    return operations;
}

}  // namespace inland::emulator
