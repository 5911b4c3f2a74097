// SPDX-License-Identifier: Apache-2.0
#include "emulator/machine/observed_network.h"

#include "core/crypto.h"
#include "emulator/machine/describe.h"
#include "emulator/machine/operating_system.h"
#include "emulator/services/records.h"
#include "prove/living_clients.h"
#include "sources/live.h"

#include <algorithm>
#include <array>
#include <functional>
#include <set>

namespace inland::emulator {

namespace {

/// The last network read of each scope.
struct NetworkCache {
    struct Entry {
        std::size_t digest = 0;
        std::shared_ptr<const ObservedNetwork> observed;
    };
    std::map<Scope, Entry> entries;
    std::uint64_t digest_version = ~std::uint64_t{0};
    std::size_t digest = 0;
};

/// Records that no flow depends on, though they change all the time.
bool matters(const RecordKey& key) {
    constexpr std::array unrelated{std::string_view("inland:client-token"),
                                   std::string_view("kube:"),
                                   std::string_view("ecr:"),
                                   std::string_view("logs:"),
                                   std::string_view("ssm:"),
                                   std::string_view("sts:")};
    return std::ranges::none_of(
        unrelated, [&](std::string_view prefix) { return key.kind.starts_with(prefix); });
}

std::size_t combine(std::size_t seed, std::size_t value) {
    constexpr std::size_t golden_ratio = 0x9e3779b97f4a7c15ULL;
    return seed ^ (value + golden_ratio + (seed << 6U) + (seed >> 2U));
}

/// Hidden members that tell how far something has come.
constexpr std::array own_notes{std::string_view("_console"),   std::string_view("_joined"),
                               std::string_view("_failure"),   std::string_view("_node_labels"),
                               std::string_view("_node_name"), std::string_view("_node_taints")};

std::size_t digest_of(const json::object& document) {
    std::size_t digest = 0;
    for (const auto& [key, value] : document)
        if (std::ranges::find(own_notes, std::string_view(key)) == own_notes.end())
            digest = combine(digest, std::hash<json::value>{}(value));
    return digest;
}

std::size_t digest_of(const Store& store) {
    std::size_t digest = 0;
    for (const auto& [key, document] : store.records())
        if (matters(key))
            digest =
                combine(combine(digest, std::hash<std::string>{}(key.id)), digest_of(document));
    return digest;
}

std::size_t current_digest(const Store& store, NetworkCache& cache) {
    if (cache.digest_version != store.version()) {
        cache.digest = digest_of(store);
        cache.digest_version = store.version();
    }
    return cache.digest;
}

/// The roles of a scope's machines, by name; nothing else may name them.
std::vector<std::string> roles_of_machines(const Store& store, const Scope& scope) {
    std::set<std::string> roles;
    for (const auto& [id, instance] : store.list(scope, kind::instance)) {
        const auto arn = string_or_empty(*instance, "_role_arn");
        if (!arn.empty())
            roles.insert(arn.substr(arn.rfind('/') + 1));
    }
    return {roles.begin(), roles.end()};
}

const topology::Cluster* cluster_named(const topology::Topology& topology, std::string_view name) {
    for (const auto& [key, cluster] : topology.all<topology::Cluster>())
        if (cluster.cluster_name.is_known() && cluster.cluster_name.value() == name)
            return &cluster;
    return nullptr;
}

std::string role_key(const topology::Topology& topology, std::string_view arn) {
    const auto name = arn.substr(arn.rfind('/') + 1);
    for (const auto& [key, role] : topology.all<topology::Role>())
        if (role.role_name.is_known() && role.role_name.value() == name)
            return key;
    return std::string(arn);
}

prove::Verdict unknown(std::string_view flow, std::string detail) {
    prove::Verdict verdict;
    verdict.flow = flow;
    verdict.causes.push_back({"missing-fact", "", std::move(detail), "the machine's network"});
    return verdict;
}

/// The accounts that share their subnets with a scope.
std::set<Scope> owners_of(const Store& store, const Scope& scope) {
    std::set<Scope> owners;
    for (const auto& [id, subnet] : store.list(scope, kind::subnet))
        owners.insert(store.owned({scope, std::string(kind::subnet), id}).scope);
    owners.erase(scope);
    return owners;
}

Result<topology::Topology> read_scope(World& world, const Scope& scope) {
    return sources::read_live(describe_from(world, scope),
                              {.account = scope.account,
                               .region = scope.region,
                               .roles = roles_of_machines(world.store(), scope)});
}

/// What is there, whoever may be told of it: packets pass the endpoints and routes of those who
/// share their network, too.
Result<topology::Topology> read_everything(World& world, const Scope& scope) {
    auto whole = TRY(read_scope(world, scope));
    for (const auto& owner : owners_of(world.store(), scope)) {
        const auto theirs = TRY(read_scope(world, owner));
        topology::for_each_type([&]<typename R>() {
            for (const auto& [key, resource] : theirs.all<R>())
                if (whole.find<R>(key) == nullptr)
                    whole.add(resource);
        });
    }
    return whole;
}

prove::MetadataService metadata_service_of(const json::object& instance) {
    prove::MetadataService service{.resource =
                                       std::string(string_or_empty(instance, "InstanceId"))};
    const auto options = find_object(instance, "MetadataOptions");
    if (string_or_empty(options, "HttpEndpoint") == "disabled")
        service.to_node = prove::MetadataAnswers::No;
    return service;
}

}  // namespace

ObservedNetwork::ObservedNetwork(topology::Topology observed, const knowledge::Tables& tables,
                                 std::vector<prove::ClientNetwork> clients)
    : topology(std::move(observed)), network({topology, tables, std::move(clients)}) {}

Result<std::shared_ptr<const ObservedNetwork>> observe_network(World& world, const Scope& scope) {
    auto& cache = world.part<NetworkCache>();
    const auto digest = current_digest(world.store(), cache);
    auto& entry = cache.entries[scope];
    if (entry.observed != nullptr && entry.digest == digest)
        return entry.observed;
    auto topology = TRY(read_everything(world, scope));
    auto clients = prove::living_clients(topology);
    entry = {digest, std::make_shared<const ObservedNetwork>(std::move(topology), world.tables(),
                                                             std::move(clients))};
    return entry.observed;
}

std::optional<prove::MachinePlace> machine_place(const ObservedNetwork& observed,
                                                 const json::object& instance) {
    const auto address = Ipv4Address::parse(string_or_empty(instance, "PrivateIpAddress"));
    if (!address)
        return std::nullopt;
    prove::MachinePlace place;
    place.name = string_or_empty(instance, "InstanceId");
    place.subnet = string_or_empty(instance, "SubnetId");
    place.address = *address;
    place.operating_system = machine::system_of(instance);
    place.user_data = {prove::UserDataWriter::Owner,
                       decode_base64(string_or_empty(instance, "_user_data")), place.name};
    place.metadata = metadata_service_of(instance);
    place.role = role_key(observed.topology, string_or_empty(instance, "_role_arn"));
    if (const auto* cluster =
            cluster_named(observed.topology, string_or_empty(instance, "_cluster")))
        place.cluster = cluster->key;
    for (const auto& group : find_array(instance, "SecurityGroups"))
        place.security_groups.push_back(string_or_empty(group, "GroupId"));
    return place;
}

prove::Place network_place(const prove::MachinePlace& machine) {
    return prove::Place::machine(machine.name, machine.subnet, machine.address,
                                 machine.security_groups);
}

prove::Verdict prove_from_machine(World& world, const RecordKey& instance, std::string_view flow) {
    const auto* record = world.store().find(instance);
    if (record == nullptr)
        return unknown(flow, "the instance is gone");
    const auto observed = observe_network(world, instance.scope);
    if (!observed)
        return unknown(flow, observed.error().message);
    const auto place = machine_place(**observed, *record);
    if (!place)
        return unknown(flow, "the instance has no address");
    return prove::prove_machine_flow((*observed)->network, *place, flow);
}

std::optional<prove::Verdict> prove_addon_role(World& world, const RecordKey& instance,
                                               std::string_view addon) {
    const auto* record = world.store().find(instance);
    const auto observed = observe_network(world, instance.scope);
    const auto place =
        record != nullptr && observed ? machine_place(**observed, *record) : std::nullopt;
    return place ? prove::prove_addon_role((*observed)->network, *place, addon) : std::nullopt;
}

}  // namespace inland::emulator
