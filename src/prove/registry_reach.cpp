// SPDX-License-Identifier: Apache-2.0
#include "prove/registry_reach.h"

#include "prove/joins/client_registry.h"
#include "prove/joins/named_images.h"
#include "prove/joins/scene.h"
#include "prove/names/resolver.h"
#include "prove/network.h"
#include "prove/packets/connect.h"
#include "prove/packets/passage.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

namespace inland::prove {

namespace {

constexpr std::uint16_t https_port = 443;

struct Address {
    std::string host;
    std::uint16_t port = https_port;
};

Address address_of(const std::string& registry) {
    const auto colon = registry.rfind(':');
    Address address{.host = registry.substr(0, colon)};
    if (colon != std::string::npos)
        std::from_chars(registry.data() + colon + 1, registry.data() + registry.size(),
                        address.port);
    return address;
}

void add(RegistryReach& reach, Outcome outcome, std::string reason) {
    reach.outcome = std::max(reach.outcome, outcome);
    if (outcome != Outcome::Holds &&
        std::ranges::find(reach.reasons, reason) == reach.reasons.end())
        reach.reasons.push_back(std::move(reason));
}

void add_causes(RegistryReach& reach, Outcome outcome, const std::vector<Cause>& causes) {
    reach.outcome = std::max(reach.outcome, outcome);
    for (const Cause& cause : causes)
        add(reach, outcome, cause.detail.empty() ? cause.missing : cause.detail);
}

/// What the proof says of the flows that pulling from Amazon ECR is made of.
void add_ecr_flows(RegistryReach& reach, const Verdicts& verdicts) {
    static constexpr std::array<std::string_view, 3> flows = {"node.ecr-api", "node.ecr-dkr",
                                                              "node.s3-layers"};
    for (const ClusterVerdicts& cluster : verdicts.clusters)
        for (const Verdict& verdict : cluster.flows)
            if (std::ranges::find(flows, verdict.flow) != flows.end())
                add_causes(reach, verdict.outcome, verdict.causes);
}

/// Another account's repositories must let this one pull.
void add_account(RegistryReach& reach, const Network& network, const NamedImage& image) {
    const auto eks = network.placeholders().find("account");
    const std::string& own = network.topology().account;
    if (image.account == own ||
        (eks != network.placeholders().end() && image.account == eks->second))
        return;
    add(reach, Outcome::Unknown,
        fmt::format("whether repositories of account {} let the nodes pull", image.account));
}

Outcome outcome_of(AnswerKind kind) {
    return kind == AnswerKind::NotFound || kind == AnswerKind::NoResolver ? Outcome::Fails
                                                                          : Outcome::Unknown;
}

bool is_public(const Network& network, std::string_view host) {
    return !images_named_in(fmt::format("{}/x", host)).empty() ||
           std::ranges::any_of(network.tables().registries,
                               [host](const auto& registry) { return host == registry.host; });
}

/// Whether a name's public answers are known to be addresses of the internet.
enum class NameOwner { Public, User };

struct Asking {
    const Network& network;
    const Address& address;
    NameOwner owner;
    RegistryReach& reach;
};

void add_blockers(RegistryReach& reach, const Passage& passage) {
    for (const Blocker& blocker : passage.blockers)
        add_causes(reach, passage.outcome, {blocker.cause});
}

/// Public DNS may answer with an address of a connected network for a name that only the user
/// knows.
void add_public(const Asking& asking, const NodeSource& node) {
    const auto& [network, address, owner, reach] = asking;
    const Passage passage = must_pass(network, node.party, internet_service(address.host),
                                      Traffic{.ports = {address.port, address.port}});
    if (passage.outcome == Outcome::Holds)
        return;
    if (passage.outcome == Outcome::Unknown)
        return add_blockers(reach, passage);
    if (owner == NameOwner::User && !network.question().clients.empty())
        return add(reach, Outcome::Unknown,
                   fmt::format("what public DNS answers for {}: nodes have no way to the internet, "
                               "but have one to {}",
                               address.host, network.question().clients.front().name));
    add(reach, Outcome::Fails, fmt::format("nodes have no way to {}", address.host));
}

void add_addresses(const Asking& asking, const NodeSource& node, const Answer& answer) {
    for (const Ipv4Address each : answer.addresses) {
        const Connection connection =
            connect(asking.network, place_of(node.party), each, "tcp", asking.address.port);
        add_causes(asking.reach, connection.outcome, connection.causes);
    }
    if (answer.addresses.empty())
        add(asking.reach, Outcome::Unknown, "the addresses of " + asking.address.host);
}

/// The user's own, by the spec: as node.images proves it.
const ClientRegistry* wanted(const Question& question, const Address& address) {
    const auto found = std::ranges::find_if(question.registries, [&](const auto& registry) {
        return registry.host == address.host && registry.port == address.port;
    });
    return found == question.registries.end() ? nullptr : &*found;
}

void add_wanted(const Asking& asking, const NodeSource& node, const ClientRegistry& registry) {
    const Passage passage = reach_client_registry(asking.network, node.party, registry);
    add_blockers(asking.reach, passage);
}

void add_node(const Asking& asking, const NodeSource& node) {
    if (const auto* registry = wanted(asking.network.question(), asking.address))
        return add_wanted(asking, node, *registry);
    const Answer answer = resolve(asking.network, place_of(node.party), asking.address.host);
    if (answer.kind == AnswerKind::Public)
        return add_public(asking, node);
    if (answer.kind == AnswerKind::Addresses)
        return add_addresses(asking, node, answer);
    const Outcome outcome = outcome_of(answer.kind);
    add_causes(asking.reach, outcome, answer.causes);
    if (answer.causes.empty())
        add(asking.reach, outcome, fmt::format("{} has no address there", asking.address.host));
}

RegistryReach reach_one(const Network& network, const std::vector<Scene>& scenes,
                        const Verdicts& verdicts, const std::string& registry) {
    RegistryReach reach{.registry = registry};
    const auto ecr = images_named_in(registry + "/x");
    if (!ecr.empty())
        add_account(reach, network, ecr.front());
    if (!ecr.empty() && ecr.front().region == network.topology().region) {
        add_ecr_flows(reach, verdicts);
        return reach;
    }
    const Address address = address_of(registry);
    const auto owner = is_public(network, address.host) ? NameOwner::Public : NameOwner::User;
    bool has_nodes = false;
    for (const Scene& scene : scenes)
        for (const NodeSource& node : scene.nodes) {
            add_node({network, address, owner, reach}, node);
            has_nodes = true;
        }
    if (!has_nodes)
        add(reach, Outcome::Unknown, "there are no nodes to ask from");
    return reach;
}

}  // namespace

std::vector<RegistryReach> reach_registries(const Question& question,
                                            const std::vector<std::string>& registries) {
    const Network network(question);
    const Verdicts verdicts = prove(question);
    std::vector<Scene> scenes;
    for (const auto& [key, cluster] : question.topology.all<topology::Cluster>())
        scenes.push_back(scene_of(network, cluster));
    std::vector<RegistryReach> answers;
    for (const std::string& registry : registries)
        answers.push_back(reach_one(network, scenes, verdicts, registry));
    return answers;
}

}  // namespace inland::prove
