// SPDX-License-Identifier: Apache-2.0
#include "prove/names/resolver.h"

#include "prove/cause_kinds.h"
#include "prove/names/interfaces.h"
#include "prove/names/resolution.h"
#include "prove/network.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::Knowledge;

/// The answer where private zones are not asked, or perhaps not.
Answer without_private_zones(const Settings& settings) {
    Answer answer =
        public_answer(settings.causes, "private zones are not asked; public DNS answers");
    const bool surely = std::ranges::any_of(
        settings.causes, [](const Cause& found) { return found.kind != cause_kind::missing_fact; });
    if (!surely)
        answer.kind = AnswerKind::Unknown;
    return answer;
}

/// The cluster's own zone, which EKS associates with the cluster's VPC.
Answer resolve_cluster(const Network& network, const Settings& settings,
                       const topology::Cluster& cluster) {
    const std::string& name = resource_name(cluster);
    const auto is_private = cluster.endpoint_private_access.value_or_default(false);
    if (!is_private)
        return unknown_answer(name, "whether the API has private access");
    if (!*is_private)
        return public_answer({cause_of(cause_kind::api_private_access_off, name,
                                       "the API has no private access, so its name leads outside")},
                             "the VPC's resolver answers as public DNS");
    if (!settings.causes.empty())
        return without_private_zones(settings);
    return cluster_answer(network, cluster,
                          "the cluster's private zone answers with its interfaces");
}

std::vector<const PrivateZone*> most_specific(const VpcView& vpc, std::string_view name) {
    std::vector<const PrivateZone*> zones;
    for (const PrivateZone& zone : vpc.zones) {
        if (zone.privacy == Knowledge::Absent || !zone.holds(name))
            continue;
        if (!zones.empty() && zone.zone.size() > zones.front()->zone.size())
            zones.clear();
        if (zones.empty() || zone.zone.size() == zones.front()->zone.size())
            zones.push_back(&zone);
    }
    return zones;
}

Answer shadowed(const PrivateZone& zone, std::string_view name) {
    return {.kind = AnswerKind::NotFound,
            .causes = {cause_of(cause_kind::name_shadowed, resource_name(*zone.endpoint),
                                fmt::format("its private zone {} holds no {}", zone.zone, name))},
            .steps = {fmt::format("the private zone {} answers that {} does not exist", zone.zone,
                                  name)}};
}

Answer resolve_zone(const Network& network, const std::vector<const PrivateZone*>& zones,
                    std::string_view name) {
    Answer answer{.kind = AnswerKind::Endpoint};
    for (const PrivateZone* zone : zones) {
        const std::string& endpoint = resource_name(*zone->endpoint);
        if (zone->privacy == Knowledge::Unknown)
            return unknown_answer(endpoint, "its private DNS");
        if (!zone->answers(name))
            return shadowed(*zone, name);
        answer.resources.push_back(zone->endpoint->key);
        answer.steps.push_back(
            fmt::format("the private zone {} of {} answers", zone->zone, endpoint));
        add_addresses(answer, interfaces_of(network, *zone->endpoint));
    }
    return answer;
}

/// What an endpoint would have answered if its private DNS were on.
std::vector<Cause> private_dns_off(const VpcView& vpc, std::string_view name) {
    std::vector<Cause> causes;
    for (const PrivateZone& zone : vpc.zones)
        if (zone.privacy == Knowledge::Absent && zone.answers(name))
            causes.push_back(
                cause_of(cause_kind::private_dns_off, resource_name(*zone.endpoint),
                         fmt::format("with private DNS off it does not answer for {}", name)));
    return causes;
}

/// Everything in a VPC that holds a name, the most specific of each kind.
struct Holders {
    const topology::ResolverRule* rule = nullptr;
    const topology::Cluster* cluster = nullptr;  ///< whose own zone is the name
    const topology::HostedZone* hosted = nullptr;
    std::vector<const PrivateZone*> zones;

    /// The length of the most specific private zone's name; nothing when none holds the name.
    [[nodiscard]] std::optional<std::size_t> zone_length(std::string_view name) const {
        if (cluster != nullptr)
            return name.size();
        const auto own = hosted ? std::optional(hosted->zone_name.value().size()) : std::nullopt;
        const auto made = zones.empty() ? std::nullopt : std::optional(zones.front()->zone.size());
        return std::max(own, made);
    }
    [[nodiscard]] bool is_forwarded(std::string_view name) const {
        if (rule == nullptr || !is_forwarding(*rule))
            return false;
        const auto length = zone_length(name);
        return !length || rule->domain_name.value().size() >= *length;
    }
    /// AWS lets no endpoint answer for a hosted zone's own name, so an equal name is the zone's.
    [[nodiscard]] bool is_hosted() const {
        return hosted != nullptr &&
               (zones.empty() || hosted->zone_name.value().size() >= zones.front()->zone.size());
    }
};

Holders holders_of(const Network& network, const VpcView& vpc, std::string_view name) {
    Holders holders{.rule = rule_of(vpc, name),
                    .hosted = hosted_zone_of(vpc, name),
                    .zones = most_specific(vpc, name)};
    for (const auto* cluster : network.names().clusters(name))
        if (cluster_vpc(network, *cluster) == &vpc)
            holders.cluster = cluster;
    return holders;
}

/// What the source could not tell may hold the name too: a rule, or a zone more specific than the
/// endpoint's (one of the same name AWS does not let be).
std::string missing_holders(const Network& network, const Holders& holders, std::string_view name) {
    if (network.is_missing(topology::ResolverRule::type))
        return "the Resolver rules of the VPC";
    const bool is_exact = holders.zone_length(name) == name.size();
    if (network.is_missing(topology::HostedZone::type) && !is_exact)
        return "the private hosted zones of the VPC";
    return {};
}

Answer resolve_zones(const Resolution& resolution, const VpcView& vpc, const Settings& settings,
                     const Holders& holders, std::string_view name) {
    if (holders.cluster != nullptr)
        return resolve_cluster(resolution.network, settings, *holders.cluster);
    if (holders.zone_length(name) && !settings.causes.empty())
        return without_private_zones(settings);
    if (holders.is_hosted())
        return resolve_hosted(resolution, vpc, *holders.hosted, name);
    if (!holders.zones.empty())
        return resolve_zone(resolution.network, holders.zones, name);
    Answer answer = resolve_publicly(resolution.network, name);
    if (answer.kind == AnswerKind::Public) {
        std::ranges::move(private_dns_off(vpc, name), std::back_inserter(answer.causes));
        answer.steps = {fmt::format("no private zone holds {}; public DNS answers", name)};
    }
    return answer;
}

}  // namespace

Answer resolve_in_vpc(const Resolution& resolution, const VpcView& vpc, std::string_view name) {
    const Settings settings = settings_of(resolution.network, vpc);
    if (settings.support == Knowledge::Absent)
        return {.kind = AnswerKind::NoResolver,
                .causes = settings.causes,
                .steps = {"the VPC has no resolver"}};
    const Holders holders = holders_of(resolution.network, vpc, name);
    if (auto missing = missing_holders(resolution.network, holders, name); !missing.empty())
        return unknown_answer(resource_name(*vpc.vpc), std::move(missing));
    if (!holders.is_forwarded(name))
        return resolve_zones(resolution, vpc, settings, holders, name);
    return settings.servers == Knowledge::Known ? forward(resolution, *holders.rule, name)
                                                : without_private_zones(settings);
}

std::vector<Cause> resolver_causes(const Network& network, const VpcView& vpc) {
    return settings_of(network, vpc).causes;
}

Answer resolve(const Network& network, const Place& from, std::string_view name) {
    if (from.kind != PlaceKind::Machine) {
        Answer answer = resolve_publicly(network, name);
        const bool may_ask = from.kind == PlaceKind::Client && answer.kind == AnswerKind::Public;
        return may_ask ? resolve_by_inbound({network}, from, name) : answer;
    }
    const SubnetView* subnet = network.subnet(from.subnet);
    if (subnet == nullptr)
        return unknown_answer(from.subnet, "subnet " + from.subnet);
    return resolve_in_vpc({network}, *subnet->vpc, name);
}

Answer resolve(const Question& question, const Place& from, std::string_view name) {
    return resolve(Network(question), from, name);
}

}  // namespace inland::prove
