// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/elasticloadbalancing/classic/classic.h"
#include "emulator/services/elasticloadbalancing/classic/operations.h"
#include "emulator/services/members.h"
#include "emulator/services/refusal.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

/// Listeners of Classic Load Balancers: a port of the balancer's, a port of its instances'.
namespace inland::emulator::classic {

namespace {

/// Protocols of the two layers do not mix in a listener; SSL and HTTPS need a certificate.
struct Protocol {
    std::string_view name;
    int layer;
    bool is_secure;
};
constexpr std::array protocols{Protocol{"TCP", 4, false}, Protocol{"SSL", 4, true},
                               Protocol{"HTTP", 7, false}, Protocol{"HTTPS", 7, true}};
constexpr std::int64_t last_port = 65535;

std::string upper(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char letter) {
        return static_cast<char>(std::toupper(letter));
    });
    return text;
}

Result<const Protocol*> protocol_of(const std::string& name) {
    const auto* const found = std::ranges::find(protocols, name, &Protocol::name);
    if (found == protocols.end())
        return refuse("UnsupportedProtocol",
                      fmt::format("Protocol '{}' is not supported for load balancers", name));
    return found;
}

Result<void> check_port(const json::object& listener, std::string_view member) {
    const auto port = number_of(listener, member);
    if (port >= 1 && port <= last_port)
        return {};
    return refuse("ValidationError",
                  fmt::format("{} must be between 1 and {} inclusive", member, last_port));
}

Result<json::object> completed(json::object listener) {
    for (const auto member : {"LoadBalancerPort", "InstancePort"})
        TRY_VOID(check_port(listener, member));
    listener["Protocol"] = upper(text_of(listener, "Protocol"));
    const auto* front = TRY(protocol_of(text_of(listener, "Protocol")));
    listener["InstanceProtocol"] = has(listener, "InstanceProtocol")
                                       ? upper(text_of(listener, "InstanceProtocol"))
                                   : front->layer == 4 ? std::string("TCP")
                                                       : std::string("HTTP");
    const auto* back = TRY(protocol_of(text_of(listener, "InstanceProtocol")));
    if (front->layer != back->layer)
        return refuse("ValidationError",
                      "Listener protocol and instance protocol must be of the same layer");
    if (front->is_secure && text_of(listener, "SSLCertificateId").empty())
        return refuse("ValidationError",
                      "SSLCertificateId must be specified for HTTPS and SSL listeners");
    return json::object{{"Listener", std::move(listener)}, {"PolicyNames", json::array()}};
}

const json::object* with_port(const json::array& descriptions, std::int64_t port) {
    for (const auto& row : descriptions)
        if (number_of(object_of(row.as_object(), "Listener"), "LoadBalancerPort") == port)
            return &row.as_object();
    return nullptr;
}

/// The same listener again is no mistake, another on its port is.
Result<void> add(json::array& descriptions, const json::object& description) {
    const auto& listener = object_of(description, "Listener");
    const auto port = number_of(listener, "LoadBalancerPort");
    const auto* there = with_port(descriptions, port);
    if (there == nullptr) {
        descriptions.push_back(description);
        return {};
    }
    if (object_of(*there, "Listener") == listener)
        return {};
    return refuse("DuplicateListener",
                  fmt::format("A listener already exists with LoadBalancerPort {}, but with a "
                              "different InstancePort, Protocol, or SSLCertificateId",
                              port));
}

Result<json::object> create_listeners(const Call& call) {
    const auto* balancer = TRY(lookup_input(call));
    TRY_VOID(need(call, {"Listeners"}));
    auto all = list_of(*balancer, "ListenerDescriptions");
    for (const auto& description : TRY(listeners_of(call)))
        TRY_VOID(add(all, description.as_object()));
    update(call, [&](json::object& record) { record["ListenerDescriptions"] = all; });
    return json::object{};
}

Result<json::object> delete_listeners(const Call& call) {
    const auto* balancer = TRY(lookup_input(call));
    TRY_VOID(need(call, {"LoadBalancerPorts"}));
    json::array kept;
    const auto& ports = list_of(call.input, "LoadBalancerPorts");
    for (const auto& row : list_of(*balancer, "ListenerDescriptions")) {
        const auto port = number_of(object_of(row.as_object(), "Listener"), "LoadBalancerPort");
        if (std::ranges::find(ports, json::value(port)) == ports.end())
            kept.push_back(row);
    }
    update(call, [&](json::object& record) { record["ListenerDescriptions"] = kept; });
    return json::object{};
}

/// Gives the listener on the input's port `change`; ListenerNotFound.
Result<json::object> change_listener(const Call& call,
                                     const std::function<void(json::object&)>& change) {
    const auto* balancer = TRY(lookup_input(call));
    const auto port = number_of(call.input, "LoadBalancerPort");
    auto all = list_of(*balancer, "ListenerDescriptions");
    for (auto& row : all)
        if (number_of(object_of(row.as_object(), "Listener"), "LoadBalancerPort") == port) {
            change(row.as_object());
            update(call, [&](json::object& record) { record["ListenerDescriptions"] = all; });
            return json::object{};
        }
    return refuse("ListenerNotFound",
                  fmt::format("There is no listener on port {} of the load balancer", port));
}

Result<json::object> set_certificate(const Call& call) {
    TRY_VOID(need(call, {"SSLCertificateId"}));
    return change_listener(call, [&](json::object& description) {
        object_in(description, "Listener")["SSLCertificateId"] =
            text_of(call.input, "SSLCertificateId");
    });
}

Result<void> check_policies(const Call& call) {
    const auto& policies = list_of(*TRY(lookup_input(call)), "_policies");
    for (const auto& name : texts_of(call.input, "PolicyNames"))
        if (find_where(policies, "PolicyName", name) == nullptr)
            return refuse("PolicyNotFound", fmt::format("There is no policy named {}", name));
    return {};
}

Result<json::object> set_policies(const Call& call) {
    TRY_VOID(check_policies(call));
    return change_listener(call, [&](json::object& description) {
        description["PolicyNames"] = array_of(texts_of(call.input, "PolicyNames"));
    });
}

/// Without policies, the port is one of no description.
Result<json::object> set_backend_policies(const Call& call) {
    TRY_VOID(check_policies(call));
    const auto port = number_of(call.input, "InstancePort");
    const auto names = texts_of(call.input, "PolicyNames");
    json::array kept;
    for (const auto& row : list_of(*TRY(lookup_input(call)), "BackendServerDescriptions"))
        if (number_of(row.as_object(), "InstancePort") != port)
            kept.push_back(row);
    if (!names.empty())
        kept.push_back(json::object{{"InstancePort", port}, {"PolicyNames", array_of(names)}});
    update(call, [&](json::object& record) { record["BackendServerDescriptions"] = kept; });
    return json::object{};
}

constexpr std::array classic_rows{
    OperationRow{"CreateLoadBalancerListeners", create_listeners},
    OperationRow{"DeleteLoadBalancerListeners", delete_listeners},
    OperationRow{"SetLoadBalancerListenerSSLCertificate", set_certificate},
    OperationRow{"SetLoadBalancerPoliciesOfListener", set_policies},
    OperationRow{"SetLoadBalancerPoliciesForBackendServer", set_backend_policies},
};

}  // namespace

Result<json::array> listeners_of(const Call& call) {
    json::array descriptions;
    for (const auto& listener : list_of(call.input, "Listeners"))
        TRY_VOID(add(descriptions, TRY(completed(listener.as_object()))));
    if (descriptions.empty())
        return refuse("ValidationError", "At least one listener must be specified");
    return descriptions;
}

std::span<const OperationRow> classic_listener_operations() {
    return classic_rows;
}

}  // namespace inland::emulator::classic
