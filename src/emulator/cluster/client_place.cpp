// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/client_place.h"

#include "emulator/cluster/api/objects.h"
#include "emulator/cluster/workloads/node.h"
#include "emulator/services/records.h"

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

std::optional<prove::Place> place_of_instance(const LookUp& look, const json::object& instance) {
    const auto machine = machine_place(look.observed, instance);
    return machine ? std::optional(network_place(*machine)) : std::nullopt;
}

std::optional<prove::Place> instance_where(const LookUp& look, std::string_view member,
                                           std::string_view value) {
    for (const auto& [id, instance] : look.world.store().list(look.scope, kind::instance))
        if (find_string(*instance, member) == value)
            return place_of_instance(look, *instance);
    return std::nullopt;
}

std::optional<prove::Place> by_instance_id(const LookUp& look, std::string_view id) {
    return instance_where(look, "InstanceId", id);
}

/// A machine answers to its Node's name before it has joined, too.
std::optional<prove::Place> by_node(const LookUp& look, std::string_view name) {
    if (auto place = by_instance_id(look, name))
        return place;
    return instance_where(look, "PrivateDnsName", name);
}

/// A pod sends from its own address, through its node's security groups.
std::optional<prove::Place> place_of_pod(const LookUp& look, const Objects& objects,
                                         const json::object& pod) {
    const auto node = string_or_empty(pod, "spec.nodeName");
    const auto instance = cluster::instance_of_node(objects, node);
    const auto* record = instance ? look.world.store().find(*instance) : nullptr;
    auto place = record == nullptr ? std::nullopt : place_of_instance(look, *record);
    if (const auto own = Ipv4Address::parse(string_or_empty(pod, "status.podIP")); place && own)
        place->address = *own;
    if (place)
        place->name = fmt::format("pod/{}/{}", cluster::namespace_of(pod), cluster::name_of(pod));
    return place;
}

std::optional<prove::Place> by_pod(const LookUp& look, std::string_view name) {
    const auto slash = name.find('/');
    if (slash == name.npos)
        return std::nullopt;
    for (const auto& objects : look.clusters())
        if (const auto* pod =
                objects.find(type_of("", "pods"), name.substr(0, slash), name.substr(slash + 1)))
            return place_of_pod(look, objects, *pod);
    return std::nullopt;
}

std::optional<prove::Place> pod_with_address(const LookUp& look, std::string_view address) {
    for (const auto& objects : look.clusters())
        for (const auto* pod : objects.list(type_of("", "pods")))
            if (find_string(*pod, "status.podIP") == address)
                return place_of_pod(look, objects, *pod);
    return std::nullopt;
}

std::optional<prove::Place> by_address(const LookUp& look, std::string_view text) {
    const auto address = Ipv4Address::parse(text);
    if (!address)
        return std::nullopt;
    if (auto place = instance_where(look, "PrivateIpAddress", text))
        return place;
    if (auto place = pod_with_address(look, text))
        return place;
    return prove::Place::client(*address);
}

struct NameForm {
    std::string_view prefix;
    std::optional<prove::Place> (*find)(const LookUp& look, std::string_view rest);
    bool keeps_prefix = false;
};
constexpr std::array forms{NameForm{"node/", by_node}, NameForm{"pod/", by_pod},
                           NameForm{"i-", by_instance_id, true}, NameForm{"", by_address}};

}  // namespace

Result<prove::Place> client_place(World& world, const Scope& scope, const ObservedNetwork& observed,
                                  std::string_view who) {
    if (who == "laptop")
        return prove::Place::laptop();
    const LookUp look{world, scope, observed};
    for (const auto& form : forms)
        if (who.starts_with(form.prefix)) {
            const auto rest = form.keeps_prefix ? who : who.substr(form.prefix.size());
            if (auto place = form.find(look, rest))
                return *std::move(place);
            break;
        }
    return failure(
        ErrorKind::NotFound,
        fmt::format("nobody is called {} in the emulated network: an address, node/NAME, "
                    "pod/NAMESPACE/NAME or laptop",
                    who));
}

std::optional<prove::Place> pod_at(World& world, const Scope& scope,
                                   const ObservedNetwork& observed, Ipv4Address address) {
    return pod_with_address({world, scope, observed}, address.text());
}

}  // namespace inland::emulator
