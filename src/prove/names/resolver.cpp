// SPDX-License-Identifier: Apache-2.0
#include "prove/names/resolver.h"

#include "prove/cause_kinds.h"
#include "prove/names/interfaces.h"
#include "prove/network.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::Knowledge;

Cause cause(std::string_view kind, const std::string& resource, std::string detail) {
    return {std::string(kind), resource, std::move(detail), {}};
}

Cause missing(const std::string& resource, std::string fact) {
    return {std::string(cause_kind::missing_fact), resource, "not known", std::move(fact)};
}

/// What a VPC's own settings do to its resolver.
struct Settings {
    Knowledge support = Knowledge::Known;    ///< Absent: switched off
    Knowledge hostnames = Knowledge::Known;  ///< private zones work
    Knowledge servers = Knowledge::Known;    ///< machines are told to ask Amazon's
    std::vector<Cause> causes;
};

Knowledge switched(const std::optional<bool>& on) {
    if (!on)
        return Knowledge::Unknown;
    return *on ? Knowledge::Known : Knowledge::Absent;
}

/// The VPC's resolver by any of its addresses (VPC-SEMANTICS 1.10).
bool is_amazon(const std::string& server, const VpcView& vpc) {
    if (server == "AmazonProvidedDNS" || server == "169.254.169.253")
        return true;
    return !vpc.blocks.empty() && server == vpc.blocks.front().at(2).text();
}

Knowledge servers_of(const Network& network, const VpcView& vpc) {
    const auto& reference = vpc.vpc->dhcp_options;
    if (reference.is_absent())
        return Knowledge::Known;
    const auto* options = network.topology().find(reference);
    if (options == nullptr || options->domain_name_servers.is_unknown())
        return Knowledge::Unknown;
    if (options->domain_name_servers.is_absent())
        return Knowledge::Known;
    const bool asks_amazon =
        std::ranges::any_of(options->domain_name_servers.value(),
                            [&](const std::string& server) { return is_amazon(server, vpc); });
    return asks_amazon ? Knowledge::Known : Knowledge::Absent;
}

void explain(Settings& settings, const VpcView& vpc, Knowledge knowledge, std::string_view kind,
             std::string off, std::string fact) {
    const std::string& name = resource_name(*vpc.vpc);
    if (knowledge == Knowledge::Absent)
        settings.causes.push_back(cause(kind, name, std::move(off)));
    if (knowledge == Knowledge::Unknown)
        settings.causes.push_back(missing(name, std::move(fact)));
}

Settings settings_of(const Network& network, const VpcView& vpc) {
    Settings settings;
    settings.support = switched(vpc.vpc->enable_dns_support.value_or_default(true));
    settings.hostnames = switched(vpc.vpc->enable_dns_hostnames.value_or_default(false));
    settings.servers = servers_of(network, vpc);
    explain(settings, vpc, settings.support, cause_kind::vpc_dns_support_off,
            "enableDnsSupport is off, so the VPC has no resolver", "enableDnsSupport");
    explain(settings, vpc, settings.hostnames, cause_kind::vpc_dns_hostnames_off,
            "enableDnsHostnames is off, so private names do not resolve", "enableDnsHostnames");
    explain(settings, vpc, settings.servers, cause_kind::dhcp_dns_servers,
            "its DHCP options do not name AmazonProvidedDNS", "the DHCP options' name servers");
    return settings;
}

void add_addresses(Answer& answer,
                   const std::vector<const topology::NetworkInterface*>& interfaces) {
    for (const auto* candidate : interfaces)
        if (candidate->private_addresses.is_known() &&
            !candidate->private_addresses.value().empty())
            answer.addresses.push_back(candidate->private_addresses.value().front());
}

Answer public_answer(std::vector<Cause> causes, std::string step) {
    return {AnswerKind::Public, {}, {}, std::move(causes), {std::move(step)}};
}

Answer cluster_answer(const Network& network, const topology::Cluster& cluster, std::string step) {
    Answer answer{AnswerKind::Cluster, {cluster.key}, {}, {}, {std::move(step)}};
    add_addresses(answer, interfaces_of(network, cluster));
    return answer;
}

const topology::Cluster* cluster_of_host(const Network& network, std::string_view name) {
    for (const auto& [key, cluster] : network.topology().all<topology::Cluster>())
        if (cluster_host(cluster) == name)
            return &cluster;
    return nullptr;
}

/// Public DNS: a cluster with private access only is published with its private addresses.
Answer resolve_publicly(const Network& network, std::string_view name) {
    const auto* cluster = cluster_of_host(network, name);
    if (cluster == nullptr)
        return public_answer({}, fmt::format("public DNS answers for {}", name));
    const auto is_public = cluster->endpoint_public_access.value_or_default(true);
    if (!is_public)
        return {AnswerKind::Unknown,
                {},
                {},
                {missing(resource_name(*cluster), "whether the API has public access")},
                {}};
    if (!*is_public)
        return cluster_answer(network, *cluster,
                              "public DNS answers with the cluster's private addresses");
    return public_answer({cause(cause_kind::public_access_on, resource_name(*cluster),
                                "with public access on, public DNS answers with public addresses")},
                         "public DNS answers with the API's public addresses");
}

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
Answer resolve_cluster(const Network& network, const VpcView& vpc, const Settings& settings,
                       const topology::Cluster& cluster) {
    const std::string& name = resource_name(cluster);
    if (cluster_vpc(network, cluster) != &vpc)
        return resolve_publicly(network, cluster_host(cluster));
    const auto is_private = cluster.endpoint_private_access.value_or_default(false);
    if (!is_private)
        return {
            AnswerKind::Unknown, {}, {}, {missing(name, "whether the API has private access")}, {}};
    if (!*is_private)
        return public_answer({cause(cause_kind::api_private_access_off, name,
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
    return {AnswerKind::NotFound,
            {},
            {},
            {cause(cause_kind::name_shadowed, resource_name(*zone.endpoint),
                   fmt::format("its private zone {} holds no {}", zone.zone, name))},
            {fmt::format("the private zone {} answers that {} does not exist", zone.zone, name)}};
}

Answer resolve_zone(const Network& network, const std::vector<const PrivateZone*>& zones,
                    std::string_view name) {
    Answer answer{AnswerKind::Endpoint, {}, {}, {}, {}};
    for (const PrivateZone* zone : zones) {
        const std::string& endpoint = resource_name(*zone->endpoint);
        if (zone->privacy == Knowledge::Unknown)
            return {AnswerKind::Unknown, {}, {}, {missing(endpoint, "its private DNS")}, {}};
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
                cause(cause_kind::private_dns_off, resource_name(*zone.endpoint),
                      fmt::format("with private DNS off it does not answer for {}", name)));
    return causes;
}

Answer resolve_in_vpc(const Network& network, const VpcView& vpc, std::string_view name) {
    const Settings settings = settings_of(network, vpc);
    if (settings.support == Knowledge::Absent)
        return {AnswerKind::NoResolver, {}, {}, settings.causes, {"the VPC has no resolver"}};
    if (const auto* cluster = cluster_of_host(network, name))
        return resolve_cluster(network, vpc, settings, *cluster);
    const auto zones = most_specific(vpc, name);
    if (zones.empty())
        return public_answer(private_dns_off(vpc, name),
                             fmt::format("no private zone holds {}; public DNS answers", name));
    return settings.causes.empty() ? resolve_zone(network, zones, name)
                                   : without_private_zones(settings);
}

}  // namespace

std::vector<Cause> resolver_causes(const Network& network, const VpcView& vpc) {
    return settings_of(network, vpc).causes;
}

Answer resolve(const Network& network, const Place& from, std::string_view name) {
    if (from.kind != PlaceKind::Machine)
        return resolve_publicly(network, name);
    const SubnetView* subnet = network.subnet(from.subnet);
    if (subnet == nullptr)
        return {AnswerKind::Unknown, {}, {}, {missing(from.subnet, "subnet " + from.subnet)}, {}};
    return resolve_in_vpc(network, *subnet->vpc, name);
}

Answer resolve(const Question& question, const Place& from, std::string_view name) {
    return resolve(Network(question), from, name);
}

}  // namespace inland::prove
