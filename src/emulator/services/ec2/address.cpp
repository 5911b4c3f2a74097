// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/address.h"

#include "emulator/services/arn.h"
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/quota.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr auto address_filters = std::to_array<FilterRow>({
    {"allocation-id", "AllocationId"},
    {"association-id", "AssociationId"},
    {"domain", "Domain"},
    {"instance-id", "InstanceId"},
    {"network-border-group", "NetworkBorderGroup"},
    {"network-interface-id", "NetworkInterfaceId"},
    {"network-interface-owner-id", "NetworkInterfaceOwnerId"},
    {"private-ip-address", "PrivateIpAddress"},
    {"public-ip", "PublicIp"},
});

Result<json::object> allocate_address(const Call& call) {
    auto tags = TRY(tags_for(call, address_type));
    TRY_VOID(check_one_more(call, "ec2.AddressesPerRegion", kind::address));
    const auto address = free_public_address(call.world, call.scope());
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

/// The interface that the input names, or that an instance has first.
Result<std::string> interface_named(const Call& call) {
    if (has(call.input, "NetworkInterfaceId")) {
        (void)TRY(lookup_input(call, network_interface_type, "NetworkInterfaceId"));
        return text_of(call.input, "NetworkInterfaceId");
    }
    if (!has(call.input, "InstanceId"))
        return refuse("MissingParameter",
                      "Either instance ID or network interface id must be specified");
    const auto* instance = TRY(lookup_input(call, instance_type, "InstanceId"));
    const auto ids = values_at(*instance, "NetworkInterfaces[].NetworkInterfaceId");
    if (ids.empty())
        return refuse("InvalidInstanceID", fmt::format("The instance '{}' has no network interface",
                                                       text_of(call.input, "InstanceId")));
    return ids.front();
}

/// An address that is tied elsewhere moves only when the caller allows it.
Result<json::object> associate(const Call& call) {
    const auto* address = TRY(lookup_input(call, address_type, "AllocationId"));
    const auto interface = TRY(interface_named(call));
    const auto id = text_of(call.input, "AllocationId");
    const auto* record = call.world.store().find(key_of(call, network_interface_type, interface));
    const auto wanted = text_of(call.input, "PrivateIpAddress");
    const auto own = values_at(*record, "PrivateIpAddresses[].PrivateIpAddress");
    if (!wanted.empty() && std::ranges::find(own, wanted) == own.end())
        return refuse("InvalidParameterValue",
                      fmt::format("Invalid value '{}' for PrivateIpAddress: not an address of {}",
                                  wanted, interface));
    if (has(*address, "AssociationId") && !flag_of(call.input, "AllowReassociation", true))
        return refuse("Resource.AlreadyAssociated",
                      fmt::format("resource {} is already associated with associate-id {}", id,
                                  text_of(*address, "AssociationId")));
    if (!any_where(call.world, call.scope(), kind::internet_gateway, "Attachments[].VpcId",
                   text_of(*record, "VpcId")))
        return refuse("Gateway.NotAttached",
                      fmt::format("Network {} is not attached to any internet gateway",
                                  text_of(*record, "VpcId")));
    disassociate_address(call.world, call.scope(), id);
    return json::object{
        {"AssociationId", associate_address(call.world, call.scope(), id, interface, wanted)}};
}

Result<json::object> disassociate(const Call& call) {
    TRY_VOID(require(call, {"AssociationId"}));
    const auto association = text_of(call.input, "AssociationId");
    const auto found =
        records_where(call.world, call.scope(), kind::address, "AssociationId", association);
    if (found.empty())
        return refuse("InvalidAssociationID.NotFound",
                      fmt::format("The association ID '{}' does not exist", association));
    const auto id = found.front().first;
    const auto interface = text_of(*found.front().second, "NetworkInterfaceId");
    const auto* record = call.world.store().find(key_of(call, network_interface_type, interface));
    if (record != nullptr && flag_of(*record, "RequesterManaged"))
        return refuse("AuthFailure",
                      "You do not have permission to access the specified resource.");
    disassociate_address(call.world, call.scope(), id);
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
    OperationRow{"AssociateAddress", ec2<associate>},
    OperationRow{"DisassociateAddress", ec2<disassociate>},
    OperationRow{"DescribeAddresses", ec2<describe_type<address_type>>},
    OperationRow{"DescribeAddressesAttribute", ec2<describe_addresses_attribute>,
                 "no address has a reverse name"},
};

json::object association_of(const World& world, const Scope& scope, std::string_view address,
                            std::string_view owner) {
    return {{"IpOwnerId", owner},
            {"PublicIp", address},
            {"PublicDnsName", public_dns_name(world, address, scope.region)}};
}

/// Puts (or, for nullptr, takes away) an association on an interface and its private address.
void note_association(json::object& interface, std::string_view private_address,
                      const json::object* association) {
    const auto change = [&](json::object& document) {
        if (association == nullptr)
            document.erase("Association");
        else
            document["Association"] = *association;
    };
    if (text_of(interface, "PrivateIpAddress") == private_address)
        change(interface);
    if (auto* row = find_where(list_in(interface, "PrivateIpAddresses"), "PrivateIpAddress",
                               private_address);
        row != nullptr)
        change(*row);
}

RecordKey interface_key(const Scope& scope, const std::string& id) {
    return {scope, std::string(kind::network_interface), id};
}

}  // namespace

const ResourceType address_type{
    .kind = kind::address,
    .tag_type = "elastic-ip",
    .prefix = "eipalloc-",
    .id_member = "AllocationId",
    .ids_input = "AllocationIds",
    .list_output = "Addresses",
    .not_found_code = "InvalidAllocationID.NotFound",
    .not_found_text = "The allocation ID '{}' does not exist",
    .malformed_code = "InvalidAllocationID.Malformed",
    .filters = address_filters,
};

/// They come from TEST-NET-2 and TEST-NET-3 (RFC 5737), so that none is anybody's.
std::string free_public_address(const World& world, const Scope& scope) {
    const std::array pools{Ipv4Prefix{Ipv4Address{(198U << 24U) | (51U << 16U) | (100U << 8U)}, 24},
                           Ipv4Prefix{Ipv4Address{(203U << 24U) | (113U << 8U)}, 24}};
    for (const auto& pool : pools)
        for (std::uint32_t offset = 1; offset + 1 < pool.size(); ++offset) {
            const auto text = pool.at(offset).text();
            if (!any_where(world, scope, kind::address, "PublicIp", text) &&
                !any_where(world, scope, kind::network_interface, "Association.PublicIp", text))
                return text;
        }
    return "";
}

std::string associate_address(World& world, const Scope& scope, const std::string& allocation_id,
                              const std::string& interface_id, std::string_view private_address) {
    const auto* interface = world.store().find(interface_key(scope, interface_id));
    const std::string inner = private_address.empty() ? text_of(*interface, "PrivateIpAddress")
                                                      : std::string(private_address);
    const auto instance = text_of(object_of(*interface, "Attachment"), "InstanceId");
    auto association = world.new_id("eipassoc-");
    std::string outer;
    world.store().update({scope, std::string(kind::address), allocation_id},
                         [&](json::object& address) {
                             outer = text_of(address, "PublicIp");
                             address["AssociationId"] = association;
                             address["NetworkInterfaceId"] = interface_id;
                             address["NetworkInterfaceOwnerId"] = scope.account;
                             address["PrivateIpAddress"] = inner;
                             if (!instance.empty())
                                 address["InstanceId"] = instance;
                         });
    auto row = association_of(world, scope, outer, scope.account);
    row["AllocationId"] = allocation_id;
    row["AssociationId"] = association;
    world.store().update(interface_key(scope, interface_id),
                         [&](json::object& document) { note_association(document, inner, &row); });
    return association;
}

void disassociate_address(World& world, const Scope& scope, const std::string& allocation_id) {
    const RecordKey key{scope, std::string(kind::address), allocation_id};
    const auto* address = world.store().find(key);
    if (address == nullptr || !has(*address, "AssociationId"))
        return;
    world.store().update(interface_key(scope, text_of(*address, "NetworkInterfaceId")),
                         [&](json::object& interface) {
                             note_association(interface, text_of(*address, "PrivateIpAddress"),
                                              nullptr);
                         });
    world.store().update(key, [](json::object& document) {
        for (const auto member : {"AssociationId", "NetworkInterfaceId", "NetworkInterfaceOwnerId",
                                  "PrivateIpAddress", "InstanceId"})
            document.erase(member);
    });
}

void lend_public_address(World& world, const Scope& scope, const std::string& interface_id,
                         std::string_view owner) {
    const auto row = association_of(world, scope, free_public_address(world, scope), owner);
    world.store().update(interface_key(scope, interface_id), [&](json::object& interface) {
        note_association(interface, text_of(interface, "PrivateIpAddress"), &row);
    });
}

std::string public_dns_name(const World& world, std::string_view address, std::string_view region) {
    std::string host(address);
    std::ranges::replace(host, '.', '-');
    const auto zone = region == "us-east-1" ? "compute-1" : fmt::format("{}.compute", region);
    return fmt::format("ec2-{}.{}.{}", host, zone, dns_suffix_of(world, region));
}

std::span<const OperationRow> address_operations() {
    return operations;
}

}  // namespace inland::emulator
