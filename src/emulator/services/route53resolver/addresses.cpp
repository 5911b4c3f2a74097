// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/route53resolver/addresses.h"

#include "core/crypto.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/network_interface.h"
#include "emulator/services/ec2/subnet.h"
#include "emulator/services/events.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace inland::emulator::resolver {

namespace {

constexpr std::string_view settled_event = "route53resolver:endpoint-settled";
constexpr std::string_view deleted_event = "route53resolver:endpoint-deleted";
constexpr std::string_view interface_member = "_interface";

/// Who AWS says has asked for the interfaces. (Which account that is, AWS does not document.)
constexpr std::string_view requester = "amazon-route53-resolver";

std::unexpected<Error> invalid(std::string message) {
    return refuse("InvalidParameterException", std::move(message));
}

Result<const json::object*> subnet_of(const Call& call, const std::string& id) {
    const auto* subnet = call.world.store().find({call.scope(), std::string(kind::subnet), id});
    if (subnet == nullptr)
        return invalid(fmt::format("The subnet ID '{}' does not exist", id));
    return subnet;
}

/// The first four addresses of a subnet and its last are AWS's.
bool is_usable(const Ipv4Prefix& block, Ipv4Address address) {
    return block.contains(address) && address >= block.at(reserved_first) &&
           address != block.last();
}

Result<void> check_address(const Call& call, const json::object& subnet, const std::string& text) {
    const auto id = text_of(subnet, "SubnetId");
    const auto address = Ipv4Address::parse(text);
    const auto block = Ipv4Prefix::parse(text_of(subnet, "CidrBlock"));
    if (!address || !block || !is_usable(*block, *address))
        return invalid(fmt::format(
            "IP address '{}' is either not in subnet '{}' CIDR range or is reserved", text, id));
    for (const auto& [key, other] :
         records_where(call.world, call.scope(), kind::network_interface, "SubnetId", id))
        if (text_of(*other, "PrivateIpAddress") == text)
            return refuse(
                "ResourceExistsException",
                fmt::format("The IP address '{}' in subnet '{}' is already in use", text, id));
    return {};
}

Result<void> check_request(const Call& call, const json::object& request) {
    if (has(request, "Ipv6"))
        return invalid("Inland emulates resolver endpoints with IPv4 addresses only.");
    const auto* subnet = TRY(subnet_of(call, text_of(request, "SubnetId")));
    const auto address = text_of(request, "Ip");
    return address.empty() ? Result<void>() : check_address(call, *subnet, address);
}

/// Several requests without an address may want the same subnet's last one.
Result<void> check_room(const Call& call, const json::array& requests) {
    std::map<std::string, std::int64_t> wanted;
    for (const auto& request : requests)
        ++wanted[text_of(request.get_object(), "SubnetId")];
    for (const auto& [subnet, count] : wanted)
        if (free_addresses(call.world, call.scope(), subnet) < count)
            return refuse(
                "InvalidRequestException",
                fmt::format("The subnet '{}' does not have enough free addresses.", subnet));
    return {};
}

void settle_addresses(World& world, const RecordKey& key, json::object& endpoint) {
    json::array left;
    for (auto& element : list_in(endpoint, "_addresses")) {
        auto& address = element.get_object();
        if (text_of(address, "Status") == "DETACHING") {
            world.store().erase({key.scope, std::string(kind::network_interface),
                                 text_of(address, interface_member)});
            continue;
        }
        address["Status"] = "ATTACHED";
        address["StatusMessage"] = "This IP address is operational.";
        left.push_back(std::move(address));
    }
    endpoint["_addresses"] = std::move(left);
}

void settled(World& world, const json::object& payload) {
    const auto key = key_from(payload);
    world.store().update(key, [&](json::object& endpoint) {
        if (text_of(endpoint, "Status") == "DELETING")
            return;
        settle_addresses(world, key, endpoint);
        endpoint["Status"] = "OPERATIONAL";
        endpoint["StatusMessage"] = "This Resolver Endpoint is operational.";
        endpoint["IpAddressCount"] = list_of(endpoint, "_addresses").size();
    });
}

void deleted(World& world, const json::object& payload) {
    const auto key = key_from(payload);
    erase_interfaces_of(world, key.scope, kind::resolver_endpoint, key.id);
    world.store().erase(key);
}

}  // namespace

Result<std::string> check_requests(const Call& call, const json::array& requests) {
    std::string vpc;
    std::set<std::string> addresses;
    for (const auto& element : requests) {
        const auto& request = element.get_object();
        TRY_VOID(check_request(call, request));
        const auto address = text_of(request, "Ip");
        if (!address.empty() && !addresses.insert(address).second)
            return invalid(fmt::format("The IP address '{}' is given twice", address));
        const auto* subnet = TRY(subnet_of(call, text_of(request, "SubnetId")));
        const auto its_vpc = text_of(*subnet, "VpcId");
        if (!vpc.empty() && vpc != its_vpc)
            return invalid("The subnets are not all in the same VPC.");
        vpc = its_vpc;
    }
    TRY_VOID(check_room(call, requests));
    return vpc;
}

Result<void> check_groups(const Call& call, const std::vector<std::string>& groups,
                          const std::string& vpc_id) {
    for (const auto& id : groups) {
        const auto* group =
            call.world.store().find({call.scope(), std::string(kind::security_group), id});
        if (!id.starts_with("sg-"))
            return invalid(fmt::format(
                "Malformed security group ID: Invalid id: '{}' (expecting 'sg-...')", id));
        if (group == nullptr || text_of(*group, "VpcId") != vpc_id)
            return invalid(fmt::format("The security group '{}' does not exist", id));
    }
    return {};
}

Result<json::object> make_address(const Call& call, const json::object& endpoint,
                                  const json::object& request) {
    const auto id = call.world.new_id("rni-");
    NewInterface spec;
    spec.subnet_id = text_of(request, "SubnetId");
    spec.group_ids = texts_of(endpoint, "SecurityGroupIds");
    spec.owner_kind = kind::resolver_endpoint;
    spec.owner_id = text_of(endpoint, "Id");
    spec.description = fmt::format("Route 53 Resolver: {}:{}", spec.owner_id, id);
    spec.requester_id = requester;
    spec.address = text_of(request, "Ip");
    const auto interface = TRY(make_network_interface(call.world, call.scope(), spec));
    return json::object{{"IpId", id},
                        {"SubnetId", spec.subnet_id},
                        {"Ip", address_of(call.world, call.scope(), interface)},
                        {"Status", "CREATING"},
                        {"StatusMessage", "This IP address is being created."},
                        {"CreationTime", timestamp(call.world)},
                        {"ModificationTime", timestamp(call.world)},
                        {interface_member, interface}};
}

json::array shown_addresses(const json::object& endpoint) {
    auto addresses = list_of(endpoint, "_addresses");
    for (auto& address : addresses)
        address.get_object().erase(interface_member);
    return addresses;
}

void settle_later(const Call& call, const RecordKey& endpoint) {
    call.world.after(call.world.tables().typical("route53resolver.CreateResolverEndpoint"),
                     settled_event, payload_of(endpoint));
}

void delete_later(const Call& call, const RecordKey& endpoint) {
    call.world.after(call.world.tables().typical("route53resolver.DeleteResolverEndpoint"),
                     deleted_event, payload_of(endpoint));
}

}  // namespace inland::emulator::resolver

namespace inland::emulator {

void register_resolver_endpoint_events(Scheduler& scheduler) {
    scheduler.on(std::string(resolver::settled_event), resolver::settled);
    scheduler.on(std::string(resolver::deleted_event), resolver::deleted);
}

}  // namespace inland::emulator
