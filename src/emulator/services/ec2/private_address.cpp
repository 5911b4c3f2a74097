// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/private_address.h"

#include "core/ipv4_prefix.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/network_interface.h"
#include "emulator/services/ec2/subnet.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

RecordKey interface_key(const Scope& scope, const std::string& id) {
    return {scope, std::string(kind::network_interface), id};
}

void add_address(World& world, const Scope& scope, const std::string& interface_id,
                 const std::string& address) {
    world.store().update(interface_key(scope, interface_id), [&](json::object& interface) {
        json::object row{{"Primary", false}, {"PrivateIpAddress", address}};
        if (has(interface, "PrivateDnsName"))
            row["PrivateDnsName"] = private_dns_name(address, scope.region);
        list_in(interface, "PrivateIpAddresses").push_back(std::move(row));
    });
}

/// Of a machine's interface, what its type allows.
Result<void> check_count(const World& world, const Scope& scope, const json::object& interface,
                         std::size_t added) {
    const auto instance_id = text_of(object_of(interface, "Attachment"), "InstanceId");
    const auto* instance = world.store().find({scope, std::string(kind::instance), instance_id});
    const auto* type = instance == nullptr
                           ? nullptr
                           : world.tables().instance_type(text_of(*instance, "InstanceType"));
    const auto count = list_of(interface, "PrivateIpAddresses").size() + added;
    if (type != nullptr && count > static_cast<std::size_t>(type->addresses_per_interface))
        return refuse("PrivateIpAddressLimitExceeded",
                      fmt::format("Number of private addresses will exceed limit: {}",
                                  type->addresses_per_interface));
    return {};
}

Result<json::object> assign(const Call& call) {
    (void)TRY(lookup_input(call, network_interface_type, "NetworkInterfaceId"));
    const auto id = text_of(call.input, "NetworkInterfaceId");
    const auto named = texts_of(call.input, "PrivateIpAddresses");
    const auto count = number_of(call.input, "SecondaryPrivateIpAddressCount");
    if (has(call.input, "Ipv4Prefixes") || has(call.input, "Ipv4PrefixCount"))
        return refuse("InvalidParameterValue",
                      "Prefixes on network interfaces are not emulated by Inland.");
    if (named.empty() == (count == 0))
        return refuse("InvalidParameterCombination",
                      "Either a number of addresses or the addresses must be specified");
    json::array rows;
    for (const auto& address : TRY(assign_addresses(call.world, call.scope(), id, named,
                                                    static_cast<std::size_t>(count))))
        rows.push_back(json::object{{"PrivateIpAddress", address}});
    return json::object{{"NetworkInterfaceId", id},
                        {"AssignedPrivateIpAddresses", std::move(rows)}};
}

Result<json::object> unassign(const Call& call) {
    const auto* interface = TRY(lookup_input(call, network_interface_type, "NetworkInterfaceId"));
    const auto id = text_of(call.input, "NetworkInterfaceId");
    const auto removed = texts_of(call.input, "PrivateIpAddresses");
    const auto& rows = list_of(*interface, "PrivateIpAddresses");
    for (const auto& address : removed) {
        const auto* row = find_where(rows, "PrivateIpAddress", address);
        if (row == nullptr || flag_of(*row, "Primary"))
            return refuse("InvalidParameterValue",
                          fmt::format("Some of {} are not assigned to interface {} as secondary "
                                      "addresses",
                                      address, id));
    }
    call.world.store().update(interface_key(call.scope(), id), [&](json::object& document) {
        for (const auto& address : removed)
            erase_where(list_in(document, "PrivateIpAddresses"), "PrivateIpAddress", address);
    });
    return json::object{};
}

constexpr std::array operations{
    OperationRow{"AssignPrivateIpAddresses", ec2<assign>},
    OperationRow{"UnassignPrivateIpAddresses", ec2<unassign>},
};

}  // namespace

Result<void> check_private_address(const World& world, const Scope& scope,
                                   std::string_view subnet_id, std::string_view text) {
    const auto* subnet =
        world.store().find({scope, std::string(kind::subnet), std::string(subnet_id)});
    const auto block = subnet == nullptr
                           ? Result<Ipv4Prefix>(refuse("InvalidSubnetID.NotFound", ""))
                           : block_of(text_of(*subnet, "CidrBlock"), "cidrBlock");
    const auto address = Ipv4Address::parse(text);
    if (!address || !block || !block->contains(*address))
        return refuse(
            "InvalidParameterValue",
            fmt::format("Address {} does not fall within the subnet's address range", text));
    const auto offset = address->bits - block->at(0).bits;
    if (offset < reserved_first || offset + 1 >= block->size())
        return refuse("InvalidParameterValue",
                      fmt::format("Address {} is in subnet's reserved address range", text));
    for (const auto& [id, other] : records_where(world, owner_of_subnet(world, scope, subnet_id),
                                                 kind::network_interface, "SubnetId", subnet_id)) {
        const auto used = values_at(*other, "PrivateIpAddresses[].PrivateIpAddress");
        if (std::ranges::find(used, text) != used.end())
            return refuse("InvalidIPAddress.InUse", fmt::format("Address {} is in use.", text));
    }
    return {};
}

Result<std::vector<std::string>> assign_addresses(World& world, const Scope& scope,
                                                  const std::string& interface_id,
                                                  const std::vector<std::string>& named,
                                                  std::size_t count) {
    const auto* interface = world.store().find(interface_key(scope, interface_id));
    const auto subnet = text_of(*interface, "SubnetId");
    TRY_VOID(check_count(world, scope, *interface, named.size() + count));
    for (const auto& address : named)
        TRY_VOID(check_private_address(world, scope, subnet, address));
    if (free_addresses(world, scope, subnet) < static_cast<std::int64_t>(named.size() + count))
        return refuse("InsufficientFreeAddressesInSubnet",
                      "The specified subnet does not have enough free addresses to satisfy the "
                      "request.");
    auto assigned = named;
    for (const auto& address : named)
        add_address(world, scope, interface_id, address);
    for (std::size_t made = 0; made < count; ++made) {
        assigned.push_back(free_address(world, scope, subnet)->text());
        add_address(world, scope, interface_id, assigned.back());
    }
    return assigned;
}

std::span<const OperationRow> private_address_operations() {
    return operations;
}

}  // namespace inland::emulator
