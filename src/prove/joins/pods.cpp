// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/pods.h"

#include "prove/joins/ipv6.h"
#include "prove/packets/translation.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::SecurityGroup;
using topology::Subnet;

/// Labels by which an ENIConfig is named after the node's zone (EKS User Guide, Deploy pods in
/// alternate subnets with custom networking).
constexpr std::array<std::string_view, 2> zone_labels{"topology.kubernetes.io/zone",
                                                      "failure-domain.beta.kubernetes.io/zone"};
/// By which the CNI finds subnets for pods, unless its value is 0, and, since v1.22, security
/// groups for them there (amazon-vpc-cni-k8s#2714, #3380).
constexpr std::string_view discovery_tag = "kubernetes.io/role/cni";

bool is_tagged(const topology::Resource& resource) {
    static const std::string tag_name(discovery_tag);
    const auto tag = resource.tags.find(tag_name);
    return tag != resource.tags.end() && tag->second != "0";
}

template <typename R>
std::vector<const R*> tagged(const Network& network) {
    std::vector<const R*> found;
    for (const auto& [key, resource] : network.topology().all<R>())
        if (is_tagged(resource))
            found.push_back(&resource);
    return found;
}

/// What the CNI may find by its tags, looked up once for all nodes.
struct Discoverable {
    std::vector<const Subnet*> subnets;
    std::vector<const SecurityGroup*> groups;
};

Discoverable discoverable_of(const Network& network, const CniSettings& settings) {
    if (!settings.subnet_discovery)
        return {};
    return {tagged<Subnet>(network), tagged<SecurityGroup>(network)};
}

/// Most sources have AWS's id, or know of none, for the key.
template <typename R>
const R* by_id(const Network& network, std::string_view id) {
    if (const auto* found = network.topology().find<R>(id); found != nullptr || id.empty())
        return found;
    for (const auto& [key, resource] : network.topology().all<R>())
        if (resource.id == id)
            return &resource;
    return nullptr;
}

struct Making {
    const Scene& scene;
    const Discoverable& discoverable;
    const CniSettings& settings;
    const NodeSource& node;
};

std::shared_ptr<const Translation> translation_of(const Making& making) {
    if (making.settings.external_snat)
        return nullptr;
    return std::make_shared<const Translation>(
        making.node.party, making.settings.spared,
        making.settings.keeps_ports ? linux_ephemeral_ports : nat_ephemeral_ports,
        making.settings.resource);
}

/// The addresses of pods are secondary ones of private interfaces.
Party pods_like(const Making& making, Party party) {
    party.name = "pods of " + making.node.name;
    party.public_address = PublicAddress::None;
    party.translation = translation_of(making);
    return party;
}

/// Nobody's interfaces of those that certificates know.
Party pods_in(const Making& making, const SubnetView& subnet) {
    Party party = making.node.party;
    party.subnet = &subnet;
    party.addresses = {subnet.addresses};
    party.ipv6_missing.clear();
    party.owner_type = {};
    party.owner.clear();
    return pods_like(making, std::move(party));
}

std::optional<std::string> zone_of(const Subnet& subnet) {
    return subnet.availability_zone.is_known() ? std::optional(subnet.availability_zone.value())
                                               : std::nullopt;
}

/// Zones that are not known may be the same.
bool may_be_discovered(const Making& making, const Subnet& subnet) {
    const Subnet& own = *making.node.party.subnet->subnet;
    if (subnet.key == own.key)
        return false;
    const auto zone = zone_of(subnet);
    const auto own_zone = zone_of(own);
    return !zone || !own_zone || zone == own_zone;
}

/// The groups that the CNI may find for a VPC's pods; none: they have the node's.
std::vector<const SecurityGroup*> discovered_groups(const Making& making, const VpcView& vpc) {
    std::vector<const SecurityGroup*> groups;
    for (const auto* group : making.discoverable.groups)
        if (!group->vpc.is_known() || group->vpc.value().key == vpc.vpc->key)
            groups.push_back(group);
    return groups;
}

/// Which version of the CNI runs, and so whose groups they are, nobody says for sure.
void add_in_discovered(const Making& making, const SubnetView& subnet, Pods& pods) {
    Party party = pods_in(making, subnet);
    auto groups = discovered_groups(making, *subnet.vpc);
    pods.parties.push_back(party);
    if (groups.empty())
        return;
    party.groups = std::move(groups);
    party.groups_missing.clear();
    pods.parties.push_back(std::move(party));
}

void add_discovered(const Making& making, Pods& pods) {
    for (const auto* subnet : making.discoverable.subnets) {
        if (!may_be_discovered(making, *subnet))
            continue;
        const SubnetView* view = making.scene.network.subnet(subnet->key);
        if (view == nullptr)
            pods.missing.push_back("subnet " + subnet->key);
        else if (view->vpc == making.node.party.subnet->vpc)
            add_in_discovered(making, *view, pods);
    }
}

bool is_named_by_zone(const CniSettings& settings) {
    return std::ranges::find(zone_labels, settings.config_label) != zone_labels.end();
}

/// The ENIConfig that a node's label names.
std::optional<std::string> config_name(const Making& making) {
    const std::string& label = making.settings.config_label;
    if (is_named_by_zone(making.settings))
        return zone_of(*making.node.party.subnet->subnet);
    const auto found = making.node.labels.find(label);
    return found == making.node.labels.end() ? std::nullopt : std::optional(found->second);
}

void carry_groups(const Making& making, const EniConfig& config, Party& party) {
    if (config.security_groups.empty())
        return;
    party.groups.clear();
    party.groups_missing.clear();
    for (const std::string& id : config.security_groups) {
        const auto* group = by_id<SecurityGroup>(making.scene.network, id);
        if (group != nullptr)
            party.groups.push_back(group);
        else
            party.groups_missing = "security group " + id;
    }
}

void add_configured(const Making& making, const EniConfig& config, Pods& pods) {
    const auto* subnet = by_id<Subnet>(making.scene.network, config.subnet);
    const SubnetView* view = subnet == nullptr ? nullptr : making.scene.network.subnet(subnet->key);
    if (view == nullptr)
        return pods.missing.push_back("subnet " + config.subnet);
    Party party = pods_in(making, *view);
    carry_groups(making, config, party);
    pods.parties.push_back(std::move(party));
}

std::string missing_config(const Making& making, const std::optional<std::string>& name) {
    if (!name)
        return fmt::format("which ENIConfig {} names", making.node.name);
    return fmt::format("the ENIConfig {}{}", is_named_by_zone(making.settings) ? "of zone " : "",
                       *name);
}

/// With custom networking pods are where the ENIConfig of their node says.
void add_custom(const Making& making, Pods& pods) {
    const auto& configs = making.settings.configs;
    if (!configs)
        return pods.missing.push_back(making.settings.configs_missing);
    const auto name = config_name(making);
    const auto config = name ? configs->find(*name) : configs->end();
    if (config == configs->end())
        return pods.missing.push_back(missing_config(making, name));
    if (!config->second.missing.empty())
        return pods.missing.push_back(config->second.missing);
    pods.assumptions.emplace_back("no node is annotated with an ENIConfig of its own");
    add_configured(making, config->second, pods);
}

/// Pods with a branch interface: in strict mode all that they send leaves by it.
void add_branches(const Making& making, Pods& pods) {
    pods.assumptions.emplace_back(
        "pods that a SecurityGroupPolicy gives security groups of their own (ENABLE_POD_ENI is "
        "on) are not judged");
    for (Party branch : pods.parties) {
        branch.name = "pods with groups of their own of " + making.node.name;
        branch.groups_missing = "the security groups that SecurityGroupPolicies name";
        branch.owner_type = {};
        branch.owner.clear();
        if (making.settings.strict)
            branch.translation.reset();
        pods.possible.push_back(std::move(branch));
    }
}

/// Whether filters treat both alike, in their VPC and in what they may reach outside of it.
bool is_like(const Party& pods, const Party& node) {
    return pods.subnet == node.subnet && pods.groups == node.groups &&
           pods.groups_missing == node.groups_missing;
}

Pods pods_of(const Scene& scene, const Discoverable& discoverable, const CniSettings& settings,
             const NodeSource& node) {
    const Making making{scene, discoverable, settings, node};
    Pods pods{.parties = {}, .resource = settings.resource};
    if (has_ipv6_pods(scene.cluster) == true) {
        pods.parties.push_back(node.party);
        return pods;
    }
    pods.assumptions = settings.assumptions;
    if (!settings.missing.empty()) {
        pods.missing.push_back(settings.missing);
        return pods;
    }
    if (settings.custom_networking) {
        add_custom(making, pods);
    } else {
        pods.parties.push_back(pods_like(making, node.party));
        if (settings.subnet_discovery)
            add_discovered(making, pods);
    }
    if (settings.pod_interfaces)
        add_branches(making, pods);
    return pods;
}

}  // namespace

Pods pods_of(const Scene& scene, const CniSettings& settings, const NodeSource& node) {
    return pods_of(scene, discoverable_of(scene.network, settings), settings, node);
}

void add_pods(Scene& scene) {
    const CniSettings settings = cni_settings_of(scene);
    const auto discoverable = discoverable_of(scene.network, settings);
    for (NodeSource& node : scene.nodes)
        node.pods = pods_of(scene, discoverable, settings, node);
}

Passage for_pods(const NodeSource& node, const std::function<Passage(const Party& pods)>& judge) {
    Passage whole;
    for (const Party& party : node.pods.parties)
        merge(whole, judge(party));
    merge(whole, knowledge_of(node.pods));
    return whole;
}

std::vector<const Party*> places_of(const NodeSource& node) {
    std::vector<const Party*> places{&node.party};
    for (const Party& party : node.pods.parties)
        if (!is_like(party, node.party))
            places.push_back(&party);
    return places;
}

Passage knowledge_of(const Pods& pods) {
    std::vector<Blocker> blockers;
    for (const std::string& missing : pods.missing)
        blockers.push_back(missing_fact(pods.resource, missing));
    Passage passage = stopped_by(std::move(blockers));
    passage.assumptions = pods.assumptions;
    return passage;
}

}  // namespace inland::prove
