// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/endpoint_interfaces.h"

#include "core/crypto.h"
#include "emulator/services/arn.h"
#include "emulator/services/ec2/network_interface.h"
#include "emulator/services/ec2/security_group.h"
#include "emulator/services/ec2/subnet.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/ec2/vpc_endpoint.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

/// Who AWS says has asked for such interfaces.
constexpr std::string_view requester = "727180483921";

json::object entry(std::string name, std::string_view zone) {
    return {{"DnsName", std::move(name)}, {"HostedZoneId", zone}};
}

std::string zone_of_subnet(const World& world, const Scope& scope, std::string_view subnet_id) {
    const auto* subnet =
        world.store().find({scope, std::string(kind::subnet), std::string(subnet_id)});
    return subnet == nullptr ? "" : text_of(*subnet, "AvailabilityZone");
}

/// "Z" and 20 capital letters and digits, always the same for a name.
std::string hosted_zone_id(std::string_view name) {
    auto digits = hex(sha256(name)).substr(0, 20);
    std::ranges::transform(digits, digits.begin(), [](unsigned char digit) {
        return static_cast<char>(std::toupper(digit));
    });
    return "Z" + digits;
}

}  // namespace

Result<void> check_endpoint_subnets(const Call& call, const std::vector<std::string>& subnets) {
    std::set<std::string> zones;
    for (const auto& id : subnets) {
        const auto* subnet = TRY(lookup(call, subnet_type, id));
        if (!zones.insert(text_of(*subnet, "AvailabilityZone")).second)
            return refuse("DuplicateSubnetsInSameZone",
                          "Found another VPC endpoint subnet in the availability zone of " + id);
        if (free_addresses(call.world, call.scope(), id) < 1)
            return refuse("InsufficientFreeAddressesInSubnet",
                          fmt::format("The subnet '{}' does not have enough free addresses.", id));
    }
    return {};
}

Result<void> add_endpoint_interfaces(const Call& call, json::object& endpoint,
                                     const std::vector<std::string>& subnets) {
    auto all = texts_of(endpoint, "SubnetIds");
    all.insert(all.end(), subnets.begin(), subnets.end());
    TRY_VOID(check_endpoint_subnets(call, all));
    NewInterface spec;
    spec.group_ids = values_at(endpoint, "Groups[].GroupId");
    spec.owner_id = text_of(endpoint, "VpcEndpointId");
    spec.owner_kind = kind::vpc_endpoint;
    spec.description = "VPC Endpoint Interface " + spec.owner_id;
    spec.interface_type = "vpc_endpoint";
    spec.requester_id = requester;
    for (const auto& subnet : subnets) {
        spec.subnet_id = subnet;
        const auto id = TRY(make_network_interface(call.world, call.scope(), spec));
        list_in(endpoint, "NetworkInterfaceIds").emplace_back(id);
        list_in(endpoint, "SubnetIds").emplace_back(subnet);
    }
    return {};
}

void remove_endpoint_interfaces(const Call& call, json::object& endpoint,
                                const std::vector<std::string>& subnets) {
    json::array kept;
    for (const auto& id : texts_of(endpoint, "NetworkInterfaceIds")) {
        const auto key = key_of(call, network_interface_type, id);
        const auto* interface = call.world.store().find(key);
        const auto subnet = interface == nullptr ? "" : text_of(*interface, "SubnetId");
        if (std::ranges::find(subnets, subnet) == subnets.end())
            kept.emplace_back(id);
        else
            call.world.store().erase(key);
    }
    json::array left;
    for (const auto& subnet : texts_of(endpoint, "SubnetIds"))
        if (std::ranges::find(subnets, subnet) == subnets.end())
            left.emplace_back(subnet);
    endpoint["NetworkInterfaceIds"] = std::move(kept);
    endpoint["SubnetIds"] = std::move(left);
}

void change_endpoint_groups(const Call& call, json::object& endpoint) {
    const auto added = texts_of(call.input, "AddSecurityGroupIds");
    const auto removed = texts_of(call.input, "RemoveSecurityGroupIds");
    if (added.empty() && removed.empty())
        return;
    std::vector<std::string> groups;
    for (const auto& id : values_at(endpoint, "Groups[].GroupId"))
        if (std::ranges::find(removed, id) == removed.end())
            groups.push_back(id);
    for (const auto& id : added)
        if (std::ranges::find(groups, id) == groups.end())
            groups.push_back(id);
    const auto identifiers = group_identifiers(call.world, call.scope(), groups);
    endpoint["Groups"] = identifiers;
    for (const auto& id : texts_of(endpoint, "NetworkInterfaceIds"))
        call.world.store().update(
            key_of(call, network_interface_type, id),
            [&](json::object& interface) { interface["Groups"] = identifiers; });
}

json::array endpoint_dns_entries(const World& world, const Scope& scope,
                                 const json::object& endpoint) {
    const auto id = text_of(endpoint, "VpcEndpointId");
    const auto service_name = text_of(endpoint, "ServiceName");
    const auto* service = world.tables().endpoint_of_name(service_name);
    const auto own = fmt::format("{}-{}", id, hex(sha256(id)).substr(0, 8));
    const auto domain =
        fmt::format("{}.{}.vpce.{}", service == nullptr ? "service" : service->service,
                    scope.region, dns_suffix_of(world, scope.region));
    const auto zone = hosted_zone_id(domain);
    json::array entries{entry(fmt::format("{}.{}", own, domain), zone)};
    for (const auto& subnet : texts_of(endpoint, "SubnetIds"))
        entries.push_back(entry(
            fmt::format("{}-{}.{}", own, zone_of_subnet(world, scope, subnet), domain), zone));
    if (flag_of(endpoint, "PrivateDnsEnabled"))
        for (const auto& name : private_names(world, scope.region, service_name))
            entries.push_back(entry(name, hosted_zone_id(id + name)));
    return entries;
}

}  // namespace inland::emulator
