// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/answerer.h"

#include "emulator/cluster/api/objects.h"
#include "emulator/cluster/client_place.h"
#include "emulator/cluster/workloads/pod_addresses.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/services/records.h"
#include "prove/packets/connect.h"

#include <optional>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

using cluster::name_of;
using cluster::namespace_of;
using cluster::Objects;
using cluster::type_of;

/// What is asked for, of one cluster.
struct Question {
    World& world;
    const Scope& scope;
    const ObservedNetwork& observed;
    const Objects& objects;
    Ipv4Address address;
    std::uint16_t port;
};

Answerer nobody(std::string detail) {
    return {Listening::No, {}, std::move(detail)};
}

std::optional<Answerer> pod_answerer(const Question& question) {
    for (const auto* pod : question.objects.list(type_of("", "pods"))) {
        const bool is_on_node = find_bool(*pod, "spec.hostNetwork").value_or(false);
        if (is_on_node || find_string(*pod, "status.podIP") != question.address.text())
            continue;
        auto name = fmt::format("pod/{}/{}", namespace_of(*pod), name_of(*pod));
        if (!cluster::is_ready(*pod))
            return nobody(name + " is not ready");
        return Answerer{Listening::Yes, std::move(name), {}};
    }
    return std::nullopt;
}

const json::object* node_at(const Question& question) {
    for (const auto* node : question.objects.list(type_of("", "nodes")))
        if (cluster::address_of_node(question.objects, name_of(*node)) == question.address.text())
            return node;
    return nullptr;
}

/// Which of a Service's ports a node port stands for.
enum class Purpose { Traffic, HealthCheck };

struct NodePort {
    const json::object* service;
    Purpose purpose;
};

std::optional<NodePort> service_on(const Question& question) {
    for (const auto* service : question.objects.list(type_of("", "services"))) {
        if (find_int(*service, "spec.healthCheckNodePort") == question.port)
            return NodePort{service, Purpose::HealthCheck};
        for (const auto& port : find_array(*service, "spec.ports"))
            if (find_int(port, "nodePort") == question.port)
                return NodePort{service, Purpose::Traffic};
    }
    return std::nullopt;
}

bool node_reaches(const Question& question, const std::string& address, std::uint16_t port) {
    const auto to = Ipv4Address::parse(address);
    const auto node =
        client_place(question.world, question.scope, question.observed, question.address.text());
    const auto pod =
        to ? pod_at(question.world, question.scope, question.observed, *to) : std::nullopt;
    if (!node || !pod)
        return false;
    const auto from_party = party_of(question.observed, *node);
    const auto to_party = party_of(question.observed, *pod);
    return from_party && to_party &&
           prove::connect(question.observed.network, *from_party, *to_party, "tcp", port).outcome ==
               prove::Outcome::Holds;
}

std::uint16_t target_port_of(const json::object& slice, const json::object& service,
                             std::uint16_t node_port) {
    const auto& ports = find_array(service, "spec.ports");
    const auto& targets = find_array(slice, "ports");
    for (std::size_t i = 0; i < ports.size() && i < targets.size(); ++i)
        if (find_int(ports[i], "nodePort") == node_port)
            return static_cast<std::uint16_t>(find_int(targets[i], "port").value_or(0));
    return 0;
}

/// Whether the node hands a connection on to that endpoint.
bool hands_on(const Question& question, const NodePort& found, const json::value& endpoint,
              const json::object& slice, const std::string& node) {
    if (string_or_empty(endpoint, "nodeName") == node)
        return true;
    if (string_or_empty(*found.service, "spec.externalTrafficPolicy") == "Local")
        return false;
    const auto& addresses = find_array(endpoint, "addresses");
    return !addresses.empty() && addresses.front().is_string() &&
           node_reaches(question, std::string(addresses.front().get_string()),
                        target_port_of(slice, *found.service, question.port));
}

Answerer service_answerer(const Question& question, const NodePort& found,
                          const std::string& node) {
    const auto name = fmt::format("{}/{}", namespace_of(*found.service), name_of(*found.service));
    const auto* slice =
        question.objects.find(type_of("discovery.k8s.io", "endpointslices"),
                              namespace_of(*found.service), name_of(*found.service));
    if (slice == nullptr || find_array(*slice, "endpoints").empty())
        return nobody(fmt::format("service/{} has no pods that are ready", name));
    for (const auto& endpoint : find_array(*slice, "endpoints"))
        if (hands_on(question, found, endpoint, *slice, node))
            return {Listening::Yes,
                    fmt::format("pod/{}/{}", namespace_of(*found.service),
                                string_or_empty(endpoint, "targetRef.name")),
                    {}};
    return nobody(fmt::format("{} reaches no pod of service/{}", node, name));
}

constexpr std::uint16_t first_node_port = 30000;
constexpr std::uint16_t last_node_port = 32767;

std::optional<Answerer> node_answerer(const Question& question) {
    const auto* node = node_at(question);
    if (node == nullptr)
        return std::nullopt;
    if (const auto found = service_on(question))
        return service_answerer(question, *found, name_of(*node));
    if (question.port < first_node_port || question.port > last_node_port)
        return std::nullopt;
    return nobody(fmt::format("no Service has the node port {}", question.port));
}

}  // namespace

Answerer answerer_at(World& world, const Scope& scope, const ObservedNetwork& observed,
                     Ipv4Address address, std::uint16_t port) {
    for (const auto& [id, record] : world.store().list(scope, kind::cluster)) {
        const Objects objects(world, {scope, std::string(kind::cluster), id});
        const Question question{world, scope, observed, objects, address, port};
        if (auto answerer = node_answerer(question))
            return *std::move(answerer);
        if (auto answerer = pod_answerer(question))
            return *std::move(answerer);
    }
    return {};
}

}  // namespace inland::emulator
