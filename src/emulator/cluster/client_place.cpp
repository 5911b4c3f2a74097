// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/client_place.h"

#include "emulator/cluster/api/objects.h"
#include "emulator/cluster/workloads/node.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/services/records.h"
#include "prove/joins/cni_settings.h"
#include "prove/packets/parties.h"

#include <array>
#include <optional>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

using cluster::Objects;
using cluster::type_of;

/// Everything that a look-up needs.
struct LookUp {
    World& world;
    const Scope& scope;
    const ObservedNetwork& observed;

    [[nodiscard]] std::vector<Objects> clusters() const {
        std::vector<Objects> found;
        for (const auto& [id, record] : world.store().list(scope, kind::cluster))
            found.emplace_back(world, RecordKey{scope, std::string(kind::cluster), id});
        return found;
    }
};

std::optional<Somebody> machine_of(const LookUp& look, const json::object& instance) {
    const auto machine = machine_place(look.observed, instance);
    return machine ? std::optional(Somebody{network_place(*machine)}) : std::nullopt;
}

std::optional<Somebody> instance_where(const LookUp& look, std::string_view member,
                                       std::string_view value) {
    for (const auto& [id, instance] : look.world.store().list(look.scope, kind::instance))
        if (find_string(*instance, member) == value)
            return machine_of(look, *instance);
    return std::nullopt;
}

std::optional<Somebody> by_instance_id(const LookUp& look, std::string_view id) {
    return instance_where(look, "InstanceId", id);
}

/// A machine answers to its Node's name before it has joined, too.
std::optional<Somebody> by_node(const LookUp& look, std::string_view name) {
    if (auto place = by_instance_id(look, name))
        return place;
    return instance_where(look, "PrivateDnsName", name);
}

const topology::Cluster* cluster_called(const ObservedNetwork& observed, std::string_view name) {
    for (const auto& [key, cluster] : observed.topology.all<topology::Cluster>())
        if (cluster.cluster_name.is_known() && cluster.cluster_name.value() == name)
            return &cluster;
    return nullptr;
}

/// What the node does to the packets of its pods that leave the VPC.
std::shared_ptr<const prove::Translation> translation_of(const LookUp& look,
                                                         std::string_view cluster,
                                                         const prove::Place& node) {
    const auto& network = look.observed.network;
    const auto* known = cluster_called(look.observed, cluster);
    const auto party = prove::party_of(network, node);
    if (known == nullptr || !party)
        return nullptr;
    const auto settings = prove::cni_settings_of(prove::scene_of(network, *known));
    if (settings.external_snat)
        return nullptr;
    return std::make_shared<const prove::Translation>(
        *party, settings.spared,
        settings.keeps_ports ? prove::linux_ephemeral_ports : prove::nat_ephemeral_ports,
        settings.resource);
}

/// Pods on their node's network, and those that want it so, ask the node's resolver (Kubernetes,
/// Pod's DNS Policy).
bool asks_cluster_dns(const json::object& pod) {
    const auto policy = string_or_empty(pod, "spec.dnsPolicy");
    const bool is_on_node = find_bool(pod, "spec.hostNetwork").value_or(false);
    return policy == "ClusterFirstWithHostNet" ||
           (!is_on_node && (policy.empty() || policy == "ClusterFirst"));
}

/// A pod sends from its own address, through its node's security groups, or is its node.
std::optional<Somebody> somebody_of_pod(const LookUp& look, const Objects& objects,
                                        const json::object& pod) {
    const auto node = string_or_empty(pod, "spec.nodeName");
    const auto instance = cluster::instance_of_node(objects, node);
    const auto* record = instance ? look.world.store().find(*instance) : nullptr;
    auto somebody = record == nullptr ? std::nullopt : machine_of(look, *record);
    if (!somebody)
        return std::nullopt;
    const auto own = Ipv4Address::parse(string_or_empty(pod, "status.podIP"));
    if (own && somebody->place.address != *own) {
        somebody->translation = translation_of(look, objects.cluster().id, somebody->place);
        somebody->place.address = *own;
    }
    if (asks_cluster_dns(pod))
        if (const auto* known = cluster_called(look.observed, objects.cluster().id))
            somebody->cluster = known->key;
    somebody->place.name =
        fmt::format("pod/{}/{}", cluster::namespace_of(pod), cluster::name_of(pod));
    return somebody;
}

std::optional<Somebody> by_pod(const LookUp& look, std::string_view name) {
    const auto slash = name.find('/');
    if (slash == name.npos)
        return std::nullopt;
    for (const auto& objects : look.clusters())
        if (const auto* pod =
                objects.find(type_of("", "pods"), name.substr(0, slash), name.substr(slash + 1)))
            return somebody_of_pod(look, objects, *pod);
    return std::nullopt;
}

std::optional<Somebody> pod_with_address(const LookUp& look, std::string_view address) {
    for (const auto& objects : look.clusters())
        for (const auto* pod : objects.list(type_of("", "pods")))
            if (find_string(*pod, "status.podIP") == address && !cluster::is_finished(*pod))
                return somebody_of_pod(look, objects, *pod);
    return std::nullopt;
}

std::optional<Somebody> by_address(const LookUp& look, std::string_view text) {
    const auto address = Ipv4Address::parse(text);
    if (!address)
        return std::nullopt;
    if (auto place = instance_where(look, "PrivateIpAddress", text))
        return place;
    if (auto place = pod_with_address(look, text))
        return place;
    return Somebody{prove::Place::client(*address)};
}

/// By the label that its Service selects, which holds a dot in no path of its own.
bool is_coredns(const json::object& pod) {
    const auto& labels = find_object(pod, "metadata.labels");
    const auto* const app = labels.if_contains("k8s-app");
    return app != nullptr && app->is_string() && app->get_string() == "kube-dns";
}

std::string corefile_in(const Objects& objects) {
    const auto* config = objects.find(type_of("", "configmaps"), "kube-system", "coredns");
    return config == nullptr ? std::string()
                             : string_or_empty(find_object(*config, "data"), "Corefile");
}

struct NameForm {
    std::string_view prefix;
    std::optional<Somebody> (*find)(const LookUp& look, std::string_view rest);
    bool keeps_prefix = false;
};
constexpr std::array forms{NameForm{"node/", by_node}, NameForm{"pod/", by_pod},
                           NameForm{"i-", by_instance_id, true}, NameForm{"", by_address}};

}  // namespace

Result<Somebody> client_place(World& world, const Scope& scope, const ObservedNetwork& observed,
                              std::string_view who) {
    if (who == "laptop")
        return Somebody{prove::Place::laptop()};
    const LookUp look{world, scope, observed};
    for (const auto& form : forms)
        if (who.starts_with(form.prefix)) {
            const auto rest = form.keeps_prefix ? who : who.substr(form.prefix.size());
            if (auto somebody = form.find(look, rest))
                return *std::move(somebody);
            break;
        }
    return failure(
        ErrorKind::NotFound,
        fmt::format("nobody is called {} in the emulated network: an address, node/NAME, "
                    "pod/NAMESPACE/NAME or laptop",
                    who));
}

std::optional<Somebody> pod_at(World& world, const Scope& scope, const ObservedNetwork& observed,
                               Ipv4Address address) {
    return pod_with_address({world, scope, observed}, address.text());
}

std::optional<RunningCoredns> coredns_of(World& world, const Scope& scope,
                                         const ObservedNetwork& observed,
                                         std::string_view cluster) {
    const LookUp look{world, scope, observed};
    for (const auto& objects : look.clusters()) {
        const auto* known = cluster_called(observed, objects.cluster().id);
        if (known == nullptr || known->key != cluster)
            continue;
        for (const auto* pod : objects.list(type_of("", "pods")))
            if (find_string(*pod, "status.phase") == "Running" && is_coredns(*pod))
                if (auto somebody = somebody_of_pod(look, objects, *pod))
                    return RunningCoredns{*std::move(somebody), corefile_in(objects)};
    }
    return std::nullopt;
}

std::optional<prove::Party> party_of(const ObservedNetwork& observed, const Somebody& somebody) {
    auto party = prove::party_of(observed.network, somebody.place);
    if (party)
        party->translation = somebody.translation;
    return party;
}

}  // namespace inland::emulator
