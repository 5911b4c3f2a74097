// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/route53/zone.h"

#include "core/crypto.h"
#include "emulator/services/arn.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/vpc_endpoint.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace inland::emulator::route53 {

namespace {

/// With "/hostedzone/Z" before them they fill what the model lets an id have.
constexpr std::size_t id_size = 19;
constexpr int not_found = 404;

std::unexpected<Error> no_such_zone(std::string_view id) {
    return refuse("NoSuchHostedZone", fmt::format("No hosted zone found with ID: {}", id),
                  not_found);
}

std::unexpected<Error> conflict(const json::object& vpc, std::string_view zone) {
    return refuse("ConflictingDomainExists",
                  fmt::format("The VPC {} in region {} has already been associated with the hosted "
                              "zone {} with the same domain name.",
                              text_of(vpc, "VPCId"), text_of(vpc, "VPCRegion"), zone));
}

bool has_private_dns(const json::object& endpoint) {
    return flag_of(endpoint, "PrivateDnsEnabled") && text_of(endpoint, "State") != "deleting";
}

/// The zone from which an endpoint answers for a name.
std::string zone_of_name(const std::string& name) {
    constexpr std::string_view wildcard = "*.";
    return name.starts_with(wildcard) ? name.substr(wildcard.size()) : name;
}

/// The zones that an endpoint of this service answers from.
std::set<std::string> zone_names(const World& world, std::string_view region,
                                 std::string_view service_name) {
    std::set<std::string> zones;
    for (const auto& name : private_names(world, region, service_name))
        zones.insert(zone_of_name(name));
    return zones;
}

}  // namespace

std::string new_zone_id() {
    return "Z" + random_text(id_size, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
}

std::string stable_zone_id(std::string_view seed) {
    auto digits = hex(sha256(seed)).substr(0, id_size);
    std::ranges::transform(digits, digits.begin(), [](unsigned char digit) {
        return static_cast<char>(std::toupper(digit));
    });
    return "Z" + digits;
}

std::string zone_id_of(const json::object& input, std::string_view member) {
    return std::string(last_segment(text_of(input, member)));
}

Result<RecordKey> find_zone(const Call& call, std::string_view member) {
    RecordKey key{call.global_scope(), std::string(kind::hosted_zone),
                  zone_id_of(call.input, member)};
    if (call.world.store().find(key) == nullptr)
        return no_such_zone(key.id);
    return key;
}

Result<RecordKey> find_zone_anywhere(const Call& call, std::string_view member) {
    const auto id = zone_id_of(call.input, member);
    for (const auto& [key, zone] : call.world.store().list_everywhere(kind::hosted_zone))
        if (key.id == id)
            return key;
    return no_such_zone(id);
}

bool is_private(const json::object& zone) {
    return flag_of(object_of(zone, "Config"), "PrivateZone");
}

bool is_associated(const json::object& zone, const json::object& vpc) {
    return find_where(list_of(zone, "_vpcs"), "VPCId", text_of(vpc, "VPCId")) != nullptr;
}

std::vector<std::pair<RecordKey, const json::object*>> zones_of_vpc(const World& world,
                                                                    std::string_view region,
                                                                    std::string_view vpc_id) {
    const json::object vpc{{"VPCRegion", region}, {"VPCId", vpc_id}};
    auto zones = world.store().list_everywhere(kind::hosted_zone);
    std::erase_if(zones, [&](const auto& zone) { return !is_associated(*zone.second, vpc); });
    return zones;
}

Result<void> check_no_conflict(const Call& call, std::string_view name, const json::object& vpc,
                               std::string_view vpc_account) {
    const auto region = text_of(vpc, "VPCRegion");
    const auto vpc_id = text_of(vpc, "VPCId");
    for (const auto& [key, zone] : zones_of_vpc(call.world, region, vpc_id))
        if (text_of(*zone, "Name") == name)
            return conflict(vpc, key.id);
    const Scope scope{std::string(vpc_account), region};
    for (const auto& managed : managed_zones(call.world, scope, vpc_id))
        if (managed.name == name)
            return conflict(vpc, managed.id);
    return {};
}

std::optional<std::string> hosted_zone_among(const World& world, const Scope& scope,
                                             std::string_view vpc_id,
                                             const std::vector<std::string>& names) {
    const auto zones = zones_of_vpc(world, scope.region, vpc_id);
    for (const auto& name : names)
        for (const auto& [key, zone] : zones)
            if (text_of(*zone, "Name") == zone_of_name(name) + ".")
                return name;
    return std::nullopt;
}

std::vector<ManagedZone> managed_zones(const World& world, const Scope& scope,
                                       std::string_view vpc_id) {
    std::vector<ManagedZone> zones;
    for (const auto& [id, endpoint] :
         records_where(world, scope, kind::vpc_endpoint, "VpcId", vpc_id))
        if (has_private_dns(*endpoint))
            for (const auto& name :
                 zone_names(world, scope.region, text_of(*endpoint, "ServiceName")))
                zones.push_back({stable_zone_id(id + name), name + "."});
    return zones;
}

}  // namespace inland::emulator::route53
