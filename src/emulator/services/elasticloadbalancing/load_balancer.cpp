// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/elasticloadbalancing/load_balancer.h"

#include "core/crypto.h"
#include "emulator/services/arn.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/security_group.h"
#include "emulator/services/elasticloadbalancing/attributes.h"
#include "emulator/services/elasticloadbalancing/interfaces.h"
#include "emulator/services/elasticloadbalancing/listener.h"
#include "emulator/services/elasticloadbalancing/resource.h"
#include "emulator/services/elasticloadbalancing/tags.h"
#include "emulator/services/events.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/quota.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::balancing {

namespace {

constexpr std::string_view interfaces_gone = "elasticloadbalancing:interfaces-gone";

struct Flavour {
    std::string_view type;
    std::string_view arn_path;  ///< "app"
    std::string_view word;      ///< of quotas and durations: "Application"
};
constexpr std::array flavours{Flavour{"application", "app", "Application"},
                              Flavour{"network", "net", "Network"}};

Result<Flavour> flavour_of(const Call& call) {
    const auto type = has(call.input, "Type") ? text_of(call.input, "Type") : "application";
    for (const auto& flavour : flavours)
        if (flavour.type == type)
            return flavour;
    return invalid(type == "gateway"
                       ? "Gateway Load Balancers are not emulated by Inland."
                       : fmt::format("The load balancer type '{}' is not valid", type));
}

Result<std::string> scheme_of(const Call& call) {
    if (!has(call.input, "Scheme"))
        return std::string("internet-facing");
    auto scheme = text_of(call.input, "Scheme");
    if (scheme != "internal" && scheme != "internet-facing")
        return refuse("InvalidScheme", fmt::format("The scheme '{}' is not valid", scheme));
    return scheme;
}

std::string dns_name(const Call& call, const json::object& load_balancer, std::string_view suffix) {
    const auto name = text_of(load_balancer, "LoadBalancerName");
    const auto domain = dns_suffix_of(call.world, call.caller.region);
    if (text_of(load_balancer, "Type") == "network")
        return fmt::format("{}-{}.elb.{}.{}", name, suffix, call.caller.region, domain);
    constexpr std::uint64_t ten_digits = 1'000'000'000;
    const auto number = std::stoull(std::string(suffix.substr(0, 8)), nullptr, 16) % ten_digits;
    const auto* prefix = text_of(load_balancer, "Scheme") == "internal" ? "internal-" : "";
    return fmt::format("{}{}-{}.{}.elb.{}", prefix, name, ten_digits + number, call.caller.region,
                       domain);
}

std::string hosted_zone_of(const World& world, std::string_view region, std::string_view type) {
    for (const auto& row : world.tables().balancing_zones)
        if (row.region == region)
            return type == "network" ? row.network : row.application;
    auto digits = hex(sha256(fmt::format("{} {}", region, type))).substr(0, 13);
    std::ranges::transform(digits, digits.begin(), [](unsigned char digit) {
        return static_cast<char>(std::toupper(digit));
    });
    return "Z" + digits;
}

const json::object* balancer_named(const Call& call, std::string_view name) {
    for (const auto& [arn, document] :
         records_where(call.world, call.scope(), kind::load_balancer, "LoadBalancerName", name))
        if (!flag_of(*document, "_deleted"))
            return document;
    return nullptr;
}

std::size_t count_of(const Call& call, std::string_view type) {
    return records_where(call.world, call.scope(), kind::load_balancer, "Type", type).size();
}

Result<void> check_balancer_name(const std::string& name) {
    TRY_VOID(check_name("load balancer", name));
    if (name.starts_with("internal-"))
        return invalid(
            fmt::format("The load balancer name '{}' cannot begin with 'internal-'", name));
    return {};
}

Result<json::object> document_of(const Call& call, const Flavour& flavour) {
    const auto suffix = new_suffix(call);
    const auto name = text_of(call.input, "Name");
    json::object document{
        {"LoadBalancerArn",
         arn(call.world, call.scope(), "elasticloadbalancing",
             fmt::format("loadbalancer/{}/{}/{}", flavour.arn_path, name, suffix))},
        {"LoadBalancerName", name},
        {"Type", flavour.type},
        {"Scheme", TRY(scheme_of(call))},
        {"CreatedTime", timestamp(call.world)},
        {"State", json::object{{"Code", "provisioning"}}},
        {"IpAddressType", TRY(ip_address_type_of(call.input))},
        {"CanonicalHostedZoneId", hosted_zone_of(call.world, call.caller.region, flavour.type)},
        {"_request", json::serialize(call.input)}};
    document["DNSName"] = dns_name(call, document, suffix);
    return document;
}

/// A Network Load Balancer without groups filters nothing, for ever.
Result<void> choose_groups(const Call& call, json::object& document) {
    const bool network = text_of(document, "Type") == "network";
    if (network && list_of(call.input, "SecurityGroups").empty())
        return {};
    document["SecurityGroups"] = array_of(TRY(groups_for(call, text_of(document, "VpcId"))));
    if (network)
        document["EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"] = "on";
    return {};
}

std::string vpc_of_subnet(const Call& call, const std::string& subnet_id) {
    const auto* subnet =
        call.world.store().find({call.scope(), std::string(kind::subnet), subnet_id});
    return subnet == nullptr ? "" : text_of(*subnet, "VpcId");
}

/// The same request again answers with the load balancer that there is.
Result<json::object> create_load_balancer(const Call& call) {
    TRY_VOID(need(call, {"Name"}));
    const auto name = text_of(call.input, "Name");
    TRY_VOID(check_balancer_name(name));
    if (const auto* existing = balancer_named(call, name); existing != nullptr) {
        if (text_of(*existing, "_request") == json::serialize(call.input))
            return json::object{{"LoadBalancers", json::array{*existing}}};
        return refuse("DuplicateLoadBalancerName",
                      fmt::format("A load balancer with the same name '{}' exists, but with "
                                  "different settings",
                                  name));
    }
    const auto flavour = TRY(flavour_of(call));
    TRY_VOID(check_quota(call, fmt::format("elasticloadbalancing.LoadBalancers.{}", flavour.word),
                         count_of(call, flavour.type) + 1));
    auto document = TRY(document_of(call, flavour));
    document["_tags"] = TRY(tags_of(call));
    const auto subnets = TRY(subnets_of(call, document));
    document["VpcId"] = vpc_of_subnet(call, subnets.front().subnet_id);
    TRY_VOID(choose_groups(call, document));
    TRY_VOID(place_interfaces(call, document, subnets));
    const auto key = key_of(call, load_balancer_type, text_of(document, "LoadBalancerArn"));
    call.world.store().put(key, document);
    turn_after(call.world,
               call.world.tables().typical(
                   fmt::format("elasticloadbalancing.CreateLoadBalancer.{}", flavour.word)),
               key, "State.Code", "provisioning", "active");
    return json::object{{"LoadBalancers", json::array{std::move(document)}}};
}

Result<json::object> describe_load_balancers(const Call& call) {
    return paginate(
        call, "LoadBalancers",
        TRY(select(call, load_balancer_type, "LoadBalancerArns", "Names", "LoadBalancerName")));
}

/// Deleting what is not there succeeds. The record goes soon, the interfaces later.
Result<json::object> delete_load_balancer(const Call& call) {
    const auto found = lookup_input(call, load_balancer_type);
    if (!found && found.error().code == load_balancer_type.not_found_code)
        return json::object{};
    const auto* document = TRY(found);
    const auto owner = owner_of_load_balancer(*document);
    const auto arn = text_of(*document, "LoadBalancerArn");
    if (attribute(call.world, owner, *document, "deletion_protection.enabled") == "true")
        return refuse(
            "OperationNotPermitted",
            fmt::format("Load balancer '{}' cannot be deleted because deletion protection "
                        "is enabled",
                        arn));
    for (const auto& listener : listeners_of(call.world, call.scope(), arn))
        erase_listener(call.world, call.scope(), listener);
    const auto key = key_of(call, load_balancer_type, arn);
    const auto& tables = call.world.tables();
    const auto delay = tables.typical("elasticloadbalancing.DeleteLoadBalancer");
    call.world.store().update(key, [](json::object& record) { record["_deleted"] = true; });
    erase_after(call.world, delay, key);
    call.world.after(delay + tables.typical("elasticloadbalancing.InterfacesGone"), interfaces_gone,
                     payload_of(key));
    return json::object{};
}

constexpr std::array operations{
    OperationRow{"CreateLoadBalancer", create_load_balancer},
    OperationRow{"DescribeLoadBalancers", describe_load_balancers},
    OperationRow{"DeleteLoadBalancer", delete_load_balancer},
};

}  // namespace

Result<std::vector<std::string>> groups_for(const Call& call, std::string_view vpc_id) {
    auto groups = texts_of(call.input, "SecurityGroups");
    for (const auto& id : groups) {
        const auto* group =
            call.world.store().find({call.scope(), std::string(kind::security_group), id});
        if (group == nullptr)
            return refuse("InvalidSecurityGroup",
                          fmt::format("The security group '{}' does not exist", id));
        if (text_of(*group, "VpcId") != vpc_id)
            return refuse("InvalidConfigurationRequest", "One or more security groups are invalid");
    }
    if (groups.empty())
        groups.push_back(default_security_group_of(call.world, call.scope(), vpc_id));
    return groups;
}

Result<std::string> ip_address_type_of(const json::object& input) {
    auto type = has(input, "IpAddressType") ? text_of(input, "IpAddressType") : "ipv4";
    if (type == "ipv4")
        return type;
    if (type.starts_with("dualstack"))
        return invalid("You must specify subnets with an associated IPv6 CIDR block.");
    return invalid(fmt::format("The IP address type '{}' is not valid", type));
}

std::vector<std::string> listeners_of(const World& world, const Scope& scope,
                                      std::string_view load_balancer_arn) {
    std::vector<std::string> arns;
    for (const auto& [arn, listener] :
         records_where(world, scope, kind::listener, "LoadBalancerArn", load_balancer_arn))
        arns.push_back(arn);
    return arns;
}

}  // namespace inland::emulator::balancing

namespace inland::emulator {

void register_load_balancer_events(Scheduler& scheduler) {
    scheduler.on(std::string(balancing::interfaces_gone),
                 [](World& world, const json::object& payload) {
                     const auto key = key_from(payload);
                     balancing::drop_interfaces(world, key.scope, key.id);
                 });
}

std::span<const OperationRow> load_balancer_operations() {
    return balancing::operations;
}

}  // namespace inland::emulator
