// SPDX-License-Identifier: Apache-2.0
#include "prove/intents/public_addresses.h"
#include "prove/intents/selectors.h"
#include "prove/names/interfaces.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace inland::prove::selectors {

namespace {

/// "nodegroup/general" of "nodegroup/general in subnet/private-a".
std::string_view group_part(std::string_view name) {
    return name.substr(0, name.find(" in "));
}

bool is_named(std::string_view group, std::string_view name) {
    return group == name || (group.ends_with(name) && group.size() > name.size() &&
                             group[group.size() - name.size() - 1] == '/');
}

std::optional<Members> found(Members members, const std::string& name) {
    if (members.empty() && !name.empty())
        return std::nullopt;
    return members;
}

void note(Names& known, std::string_view name) {
    if (std::ranges::find(known, name) == known.end())
        known.emplace_back(name);
}

/// "ecr.api", "com.amazonaws.eu-central-1.ecr.api", or what the endpoint itself is called.
bool serves(const Network& network, const topology::VpcEndpoint& endpoint,
            const std::string& name) {
    if (is_called(endpoint, name))
        return true;
    const std::string service = endpoint.service_name.value_or_default({}).value_or("");
    return service == name ||
           service == network.tables().endpoint_service_name(name, network.topology().region);
}

std::vector<Party> parties_of(const Network& network, const topology::VpcEndpoint& endpoint) {
    const bool gateway = endpoint.endpoint_type.value_or_default("Gateway") == "Gateway";
    if (gateway && endpoint.service_name.is_known())
        return {internet_service(endpoint.service_name.value())};
    return endpoint_parties(network, endpoint);
}

/// Of pods of which nobody says where they are: whoever may be in their node's VPC.
void add_hidden_pods(Members& members, const Inhabitants& in, const NodeSource& node) {
    const SubnetView& own = *node.party.subnet;
    Party hidden = stranger(own, own.addresses);
    hidden.name = "pods of " + node.name;
    members.known.push_back(std::move(hidden));
    for (const auto& [key, subnet] : in.network.topology().all<topology::Subnet>())
        if (const auto* view = in.network.subnet(key); view != nullptr && view->vpc == own.vpc)
            members.possible.push_back(stranger(*view, view->addresses));
    members.choice = node.pods.missing.front();
}

void add_pods(Members& members, const Inhabitants& in, const NodeSource& node) {
    for (Party party : node.pods.parties) {
        party.name = "pods of " + node.name;
        members.known.push_back(std::move(party));
    }
    std::ranges::copy(node.pods.possible, std::back_inserter(members.possible));
    if (!node.pods.missing.empty())
        add_hidden_pods(members, in, node);
}

}  // namespace

std::optional<Members> nodes(const Inhabitants& in, const std::string& name, Names& known) {
    Members members;
    for (Party& party : in.nodes()) {
        const std::string group(group_part(party.name));
        note(known, group.substr(group.find('/') + 1));
        if (name.empty() || is_named(group, name))
            members.known.push_back(std::move(party));
    }
    return found(std::move(members), name);
}

std::optional<Members> pods(const Inhabitants& in, const std::string& name, Names& known) {
    Members members;
    for (const Scene& scene : in.scenes)
        for (const NodeSource& node : scene.nodes) {
            const std::string group(group_part(node.name));
            note(known, group.substr(group.find('/') + 1));
            if (name.empty() || is_named(group, name))
                add_pods(members, in, node);
        }
    return found(std::move(members), name);
}

std::optional<Members> control_plane(const Inhabitants& in, const std::string& name, Names& known) {
    Members members;
    for (const Scene& scene : in.scenes) {
        known.push_back(cluster_name(scene.cluster));
        if (name.empty() || is_called(scene.cluster, name) || cluster_name(scene.cluster) == name)
            std::ranges::copy(scene.control_plane, std::back_inserter(members.known));
    }
    return found(std::move(members), name);
}

std::optional<Members> endpoints(const Inhabitants& in, const std::string& name, Names& known) {
    Members members;
    for (const auto& [key, endpoint] : in.network.topology().all<topology::VpcEndpoint>()) {
        known.push_back(resource_name(endpoint));
        if (const auto* service =
                endpoint.service_name.is_known()
                    ? in.network.tables().endpoint_of_name(endpoint.service_name.value())
                    : nullptr)
            known.push_back(service->service);
        if (name.empty() || serves(in.network, endpoint, name))
            std::ranges::move(parties_of(in.network, endpoint), std::back_inserter(members.known));
    }
    return found(std::move(members), name);
}

std::optional<Members> internet(const Inhabitants& in, const std::string& name, Names& known) {
    (void)in;
    (void)name;
    (void)known;
    return Members{{Party{.name = "the internet", .addresses = all_public_addresses()}}, {}, {}};
}

std::optional<Members> clients(const Inhabitants& in, const std::string& name, Names& known) {
    Members members;
    for (const ClientNetwork& client : in.network.question().clients) {
        known.push_back(client.name);
        if (name.empty() || client.name == name || client.block.text() == name)
            members.known.push_back(client_party(client));
    }
    return found(std::move(members), name);
}

}  // namespace inland::prove::selectors
