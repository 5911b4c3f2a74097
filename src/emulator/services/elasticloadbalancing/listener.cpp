// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/elasticloadbalancing/listener.h"

#include "emulator/services/ec2/network.h"
#include "emulator/services/elasticloadbalancing/action.h"
#include "emulator/services/elasticloadbalancing/attributes.h"
#include "emulator/services/elasticloadbalancing/certificate.h"
#include "emulator/services/elasticloadbalancing/load_balancer.h"
#include "emulator/services/elasticloadbalancing/resource.h"
#include "emulator/services/elasticloadbalancing/rule.h"
#include "emulator/services/elasticloadbalancing/tags.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/quota.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::balancing {

namespace {

constexpr std::array<std::string_view, 2> application_protocols{"HTTP", "HTTPS"};
constexpr std::array<std::string_view, 4> network_protocols{"TCP", "TLS", "UDP", "TCP_UDP"};
constexpr std::int64_t last_port = 65535;

Result<void> check_protocol(const json::object& listener, const json::object& balancer) {
    const auto protocol = text_of(listener, "Protocol");
    const auto type = text_of(balancer, "Type");
    const bool fits = type == "application" ? is_application_protocol(protocol)
                                            : std::ranges::find(network_protocols, protocol) !=
                                                  network_protocols.end();
    if (!fits)
        return refuse("UnsupportedProtocol",
                      fmt::format("The protocol '{}' is not supported by load balancers with type "
                                  "'{}'",
                                  protocol, type));
    const auto port = number_of(listener, "Port");
    if (port < 1 || port > last_port)
        return invalid(
            fmt::format("The listener port '{}' must be between 1 and {}", port, last_port));
    return {};
}

/// One listener a port (TCP and UDP ones share none either).
Result<void> check_port_free(const Call& call, const json::object& listener) {
    const auto balancer = text_of(listener, "LoadBalancerArn");
    for (const auto& arn : listeners_of(call.world, call.scope(), balancer)) {
        const auto* other = call.world.store().find(key_of(call, listener_type, arn));
        if (arn != text_of(listener, "ListenerArn") &&
            number_of(*other, "Port") == number_of(listener, "Port"))
            return refuse("DuplicateListener",
                          fmt::format("A listener already exists on this port for this load "
                                      "balancer '{}'",
                                      balancer));
    }
    return {};
}

/// What Create and Modify have in common: takes the input's members over and checks the whole.
Result<void> fill(const Call& call, json::object& listener) {
    const auto* balancer =
        TRY(lookup(call, load_balancer_type, text_of(listener, "LoadBalancerArn")));
    copy_members(call.input, listener, {"Port", "Protocol", "AlpnPolicy", "MutualAuthentication"});
    TRY_VOID(check_protocol(listener, *balancer));
    TRY_VOID(check_port_free(call, listener));
    TRY_VOID(fill_security(call, listener));
    if (has(call.input, "DefaultActions"))
        listener["DefaultActions"] =
            TRY(complete_actions(call, listener, list_of(call.input, "DefaultActions")));
    return {};
}

std::string listener_arn_in(const Call& call, std::string balancer_arn) {
    const auto part = balancer_arn.find(load_balancer_type.arn_part);
    balancer_arn.replace(part, load_balancer_type.arn_part.size(), listener_type.arn_part);
    return balancer_arn + "/" + new_suffix(call);
}

Result<json::object> create_listener(const Call& call) {
    TRY_VOID(need(call, {"DefaultActions"}));
    const auto* balancer = TRY(lookup_input(call, load_balancer_type));
    if (!has(call.input, "Protocol") || !has(call.input, "Port"))
        return invalid("A protocol and a port must be specified");
    const auto balancer_arn = text_of(*balancer, "LoadBalancerArn");
    TRY_VOID(check_quota(call, "elasticloadbalancing.ListenersPerLoadBalancer",
                         listeners_of(call.world, call.scope(), balancer_arn).size() + 1,
                         text_of(*balancer, "LoadBalancerName")));
    json::object listener{{"ListenerArn", listener_arn_in(call, balancer_arn)},
                          {"LoadBalancerArn", balancer_arn},
                          {"_tags", TRY(tags_of(call))}};
    TRY_VOID(fill(call, listener));
    make_default_rule(call, listener);
    call.world.store().put(key_of(call, listener_type, text_of(listener, "ListenerArn")), listener);
    return json::object{{"Listeners", json::array{std::move(listener)}}};
}

Result<json::object> describe_listeners(const Call& call) {
    if (!has(call.input, "LoadBalancerArn") && list_of(call.input, "ListenerArns").empty())
        return invalid("You must specify either listener ARNs or a load balancer ARN");
    auto listeners = TRY(select(call, listener_type, "ListenerArns"));
    if (!has(call.input, "LoadBalancerArn"))
        return paginate(call, "Listeners", std::move(listeners));
    const auto* balancer = TRY(lookup_input(call, load_balancer_type));
    json::array own;
    for (auto& listener : listeners)
        if (text_of(listener.as_object(), "LoadBalancerArn") ==
            text_of(*balancer, "LoadBalancerArn"))
            own.push_back(std::move(listener));
    return paginate(call, "Listeners", std::move(own));
}

Result<json::object> modify_listener(const Call& call) {
    auto listener = *TRY(lookup_input(call, listener_type));
    const auto arn = text_of(listener, "ListenerArn");
    TRY_VOID(fill(call, listener));
    call.world.store().update(
        key_of(call, rule_type, default_rule_of(call.world, call.scope(), arn)),
        [&](json::object& rule) { rule["Actions"] = listener["DefaultActions"]; });
    call.world.store().put(key_of(call, listener_type, arn), listener);
    return json::object{{"Listeners", json::array{std::move(listener)}}};
}

Result<json::object> delete_listener(const Call& call) {
    const auto* listener = TRY(lookup_input(call, listener_type));
    erase_listener(call.world, call.scope(), text_of(*listener, "ListenerArn"));
    return json::object{};
}

Result<json::object> describe_listener_attributes(const Call& call) {
    const auto* listener = TRY(lookup_input(call, listener_type));
    return json::object{
        {"Attributes", attributes_of(call.world, owner_of_listener(*listener), *listener)}};
}

Result<json::object> modify_listener_attributes(const Call& call) {
    auto listener = *TRY(lookup_input(call, listener_type));
    const auto owner = owner_of_listener(listener);
    TRY_VOID(set_attributes(call, owner, listener));
    json::object output{{"Attributes", attributes_of(call.world, owner, listener)}};
    const auto key = key_of(call, listener_type, text_of(listener, "ListenerArn"));
    call.world.store().put(key, std::move(listener));
    return output;
}

constexpr std::array operations{
    OperationRow{"CreateListener", create_listener},
    OperationRow{"DescribeListeners", describe_listeners},
    OperationRow{"ModifyListener", modify_listener},
    OperationRow{"DeleteListener", delete_listener},
    OperationRow{"DescribeListenerAttributes", describe_listener_attributes},
    OperationRow{"ModifyListenerAttributes", modify_listener_attributes},
};

}  // namespace

bool is_application_protocol(std::string_view protocol) {
    return std::ranges::find(application_protocols, protocol) != application_protocols.end();
}

void erase_listener(World& world, const Scope& scope, const std::string& listener_arn) {
    for (const auto& [arn, rule] :
         records_where(world, scope, kind::listener_rule, "_listener", listener_arn))
        world.store().erase({scope, std::string(kind::listener_rule), arn});
    world.store().erase({scope, std::string(kind::listener), listener_arn});
}

std::string default_rule_of(const World& world, const Scope& scope, std::string_view listener_arn) {
    for (const auto& [arn, rule] :
         records_where(world, scope, kind::listener_rule, "_listener", listener_arn))
        if (flag_of(*rule, "IsDefault"))
            return arn;
    return "";
}

}  // namespace inland::emulator::balancing

namespace inland::emulator {

std::span<const OperationRow> listener_operations() {
    return balancing::operations;
}

}  // namespace inland::emulator
