// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/elasticloadbalancing/load_balancer.h"

#include "core/crypto.h"
#include "emulator/services/arn.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/network_interface.h"
#include "emulator/services/ec2/security_group.h"
#include "emulator/services/elasticloadbalancing/classic/classic.h"
#include "emulator/services/elasticloadbalancing/classic/operations.h"
#include "emulator/services/elasticloadbalancing/resource.h"
#include "emulator/services/members.h"
#include "emulator/services/page.h"
#include "emulator/services/quota.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

/// Classic Load Balancers themselves. One is there at once, and gone at once: only its interfaces
/// stay for a while.
namespace inland::emulator::classic {

namespace {

constexpr std::string_view interfaces_gone = "elasticloadbalancing:classic-interfaces-gone";
constexpr std::int64_t greatest_page = 400;

/// internet-facing is what nobody has to say, and the only other word is internal.
Result<std::string> scheme_of(const Call& call) {
    auto scheme = text_of(call.input, "Scheme");
    if (scheme.empty())
        return std::string("internet-facing");
    if (scheme != "internal" && scheme != "internet-facing")
        return refuse("InvalidScheme", fmt::format("The scheme '{}' is not valid", scheme));
    return scheme;
}

std::string dns_name(const Call& call, std::string_view name, std::string_view scheme) {
    constexpr std::uint64_t ten_digits = 1'000'000'000;
    const auto digits = hex(sha256(call.world.new_id("elb-"))).substr(0, 8);
    const auto number = ten_digits + (std::stoull(digits, nullptr, 16) % ten_digits);
    return fmt::format("{}{}-{}.{}.elb.{}", scheme == "internal" ? "internal-" : "", name, number,
                       call.caller.region, dns_suffix_of(call.world, call.caller.region));
}

std::string hosted_zone_of(const Call& call) {
    for (const auto& row : call.world.tables().balancing_zones)
        if (row.region == call.caller.region)
            return row.application;
    return "Z" + hex(sha256(call.caller.region)).substr(0, 13);
}

json::object source_group_of(const Call& call, const json::object& balancer) {
    const auto groups = texts_of(balancer, "SecurityGroups");
    if (groups.empty())
        return {};
    const auto* group =
        call.world.store().find({call.scope(), std::string(kind::security_group), groups.front()});
    return {{"OwnerAlias", call.caller.account},
            {"GroupName", group == nullptr ? "" : text_of(*group, "GroupName")}};
}

Result<json::object> document_of(const Call& call) {
    const auto name = text_of(call.input, "LoadBalancerName");
    const auto scheme = TRY(scheme_of(call));
    json::object balancer{{"LoadBalancerName", name},
                          {"Scheme", scheme},
                          {"DNSName", dns_name(call, name, scheme)},
                          {"CanonicalHostedZoneNameID", hosted_zone_of(call)},
                          {"CreatedTime", timestamp(call.world)},
                          {"ListenerDescriptions", TRY(listeners_of(call))},
                          {"Instances", json::array()},
                          {"BackendServerDescriptions", json::array()},
                          {"Policies", json::object{{"AppCookieStickinessPolicies", json::array()},
                                                    {"LBCookieStickinessPolicies", json::array()},
                                                    {"OtherPolicies", json::array()}}},
                          {"_tags", TRY(tags_of(call))},
                          {"_request", json::serialize(call.input)}};
    balancer["HealthCheck"] = first_health_check(list_of(balancer, "ListenerDescriptions"));
    balancer["Subnets"] = array_of(TRY(subnets_of(call, "", {})));
    note_zones(call, balancer);
    balancer["SecurityGroups"] =
        array_of(TRY(balancing::groups_for(call, text_of(balancer, "VPCId"))));
    balancer["SourceSecurityGroup"] = source_group_of(call, balancer);
    return balancer;
}

Result<void> check_way_out(const Call& call, const json::object& balancer) {
    const auto vpc = text_of(balancer, "VPCId");
    if (text_of(balancer, "Scheme") == "internal" ||
        any_where(call.world, call.scope(), kind::internet_gateway, "Attachments[].VpcId", vpc))
        return {};
    return refuse("InvalidSubnet", fmt::format("VPC {} has no internet gateway", vpc));
}

/// The same request again answers as the first.
Result<json::object> create_classic(const Call& call) {
    TRY_VOID(need(call, {"LoadBalancerName", "Listeners"}));
    const auto name = text_of(call.input, "LoadBalancerName");
    TRY_VOID(balancing::check_name("load balancer", name));
    if (const auto* existing = call.world.store().find(key_of(call, name)); existing != nullptr) {
        if (text_of(*existing, "_request") == json::serialize(call.input))
            return json::object{{"DNSName", text_of(*existing, "DNSName")}};
        return refuse("DuplicateLoadBalancerName",
                      fmt::format("Load balancer with name '{}' already exists and it is "
                                  "configured with different parameters.",
                                  name));
    }
    TRY_VOID(check_one_more(call, "elasticloadbalancing.LoadBalancers.Classic", balancer_kind));
    auto balancer = TRY(document_of(call));
    TRY_VOID(check_way_out(call, balancer));
    TRY_VOID(place_interfaces(call, balancer));
    json::object output{{"DNSName", text_of(balancer, "DNSName")}};
    call.world.store().put(key_of(call, name), std::move(balancer));
    return output;
}

Result<json::array> selected_classics(const Call& call) {
    const auto names = texts_of(call.input, "LoadBalancerNames");
    json::array balancers;
    for (const auto& name : names)
        balancers.push_back(*TRY(lookup(call, name)));
    if (names.empty())
        for (const auto& [name, balancer] : call.world.store().list(call.scope(), balancer_kind))
            balancers.push_back(*balancer);
    return balancers;
}

Result<json::object> describe_classics(const Call& call) {
    const auto size = number_of(call.input, "PageSize", greatest_page);
    if (size < 1 || size > greatest_page)
        return refuse("ValidationError",
                      fmt::format("PageSize must be between 1 and {}", greatest_page));
    auto page = TRY(take_page(TRY(selected_classics(call)), text_of(call.input, "Marker"),
                              static_cast<std::size_t>(size), "ValidationError"));
    json::object output{{"LoadBalancerDescriptions", std::move(page.items)}};
    if (!page.next_token.empty())
        output["NextMarker"] = page.next_token;
    return output;
}

/// The interfaces go later; a new balancer of that name must not take them for its own.
void leave_interfaces(const Call& call, const RecordKey& balancer) {
    auto left = balancer;
    left.id = call.world.new_id(balancer.id + "/");
    for (const auto& id : interfaces_of(call.world, call.scope(), balancer_kind, balancer.id))
        call.world.store().update(
            {call.scope(), std::string(kind::network_interface), id},
            [&](json::object& interface) { interface["_owner_id"] = left.id; });
    call.world.after(call.world.tables().typical("elasticloadbalancing.InterfacesGone"),
                     interfaces_gone, payload_of(left));
}

/// Deleting what is not there succeeds.
Result<json::object> delete_classic(const Call& call) {
    TRY_VOID(need(call, {"LoadBalancerName"}));
    const auto key = key_of(call, text_of(call.input, "LoadBalancerName"));
    const auto* balancer = call.world.store().find(key);
    if (balancer == nullptr)
        return json::object{};
    leave_interfaces(call, key);
    call.world.store().erase(key);
    return json::object{};
}

constexpr std::array classic_rows{
    OperationRow{"CreateLoadBalancer", create_classic},
    OperationRow{"DescribeLoadBalancers", describe_classics},
    OperationRow{"DeleteLoadBalancer", delete_classic},
};

}  // namespace

std::span<const OperationRow> classic_load_balancer_operations() {
    return classic_rows;
}

void register_events(Scheduler& scheduler) {
    scheduler.on(std::string(interfaces_gone), [](World& world, const json::object& payload) {
        const auto key = key_from(payload);
        erase_interfaces_of(world, key.scope, balancer_kind, key.id);
    });
}

}  // namespace inland::emulator::classic
