// SPDX-License-Identifier: Apache-2.0
#include "checker/check_passage.h"
#include "topology/planned_name.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::checker {

namespace {

bool is_in(std::string_view name, std::string_view domain) {
    return domain.empty() || name == domain ||
           (name.size() > domain.size() && name.ends_with(domain) &&
            name[name.size() - domain.size() - 1] == '.');
}

bool asks_amazon(const World& world, const topology::Vpc& vpc) {
    if (vpc.dhcp_options.is_absent())
        return true;
    const auto* options = world.topology.find(vpc.dhcp_options);
    if (options == nullptr || options->domain_name_servers.is_unknown())
        return false;
    if (options->domain_name_servers.is_absent())
        return true;
    return std::ranges::any_of(
        options->domain_name_servers.value(), [&](const std::string& server) {
            return server == "AmazonProvidedDNS" || server == "169.254.169.253" ||
                   (vpc.cidr_block.is_known() && server == vpc.cidr_block.value().at(2).text());
        });
}

template <typename R>
bool may_answer(const R& row, const topology::Vpc& vpc, std::string_view name,
                topology::Attribute<std::string> R::* domain) {
    return (row.vpcs.is_unknown() || refers_to(row.vpcs, vpc.key)) &&
           ((row.*domain).is_unknown() || is_in(name, (row.*domain).value_or_default({}).value()));
}

/// A rule of the VPC that may forward the name.
std::string rival_rule(const World& world, const topology::Vpc& vpc, std::string_view name) {
    for (const auto& [key, rule] : world.topology.all<topology::ResolverRule>())
        if (may_answer(rule, vpc, name, &topology::ResolverRule::domain_name))
            return key;
    return {};
}

/// Whether a record stands for the host: by its name, or as a wildcard that holds it.
bool is_of(const topology::RecordSet& record, std::string_view host) {
    if (record.name.starts_with("*."))
        return is_in(host, record.name.substr(2)) && host != record.name.substr(2);
    return record.name == host;
}

/// Whether one of the names that AWS gives the endpoint stands behind the record.
bool leads_to(const topology::RecordSet& record, const topology::VpcEndpoint& endpoint) {
    const auto is_own = [&](std::string_view name) {
        return name == topology::planned_name(endpoint.key) ||
               (!endpoint.id.empty() && name.starts_with(endpoint.id + "-"));
    };
    return record.alias.empty() ? record.type == "CNAME" && record.values.size() == 1 &&
                                      is_own(record.values.front())
                                : is_own(record.alias);
}

/// Whether all that a zone says of the host is that the endpoint answers for it.
bool leads_to(const topology::HostedZone& zone, std::string_view host,
              const topology::VpcEndpoint& endpoint) {
    if (!zone.records.is_known())
        return false;
    bool found = false;
    for (const auto& record : zone.records.value())
        if (is_of(record, host)) {
            if (!leads_to(record, endpoint))
                return false;
            found = true;
        }
    return found;
}

/// A hosted zone of the VPC that may answer with anything but the endpoints that are cited.
std::string rival_zone(const World& world, const topology::Vpc& vpc, const Name& name) {
    for (const auto& [key, zone] : world.topology.all<topology::HostedZone>()) {
        if (!may_answer(zone, vpc, name.name, &topology::HostedZone::zone_name))
            continue;
        const bool leads = std::ranges::any_of(name.answers, [&](const std::string& answer) {
            const auto* endpoint = world.topology.find<topology::VpcEndpoint>(answer);
            return endpoint != nullptr && leads_to(zone, name.name, *endpoint);
        });
        if (!leads)
            return key;
    }
    return {};
}

/// Whether a zone of the VPC's own leads the host to the endpoint; rivals were looked for before.
bool is_led(const World& world, const topology::Vpc& vpc, std::string_view host,
            const topology::VpcEndpoint& endpoint) {
    return std::ranges::any_of(world.topology.all<topology::HostedZone>(), [&](const auto& row) {
        return refers_to(row.second.vpcs, vpc.key) && leads_to(row.second, host, endpoint);
    });
}

/// Whether an endpoint's service answers for the host: "*.dkr.ecr.REGION.SUFFIX".
bool answers(const World& world, const topology::VpcEndpoint& endpoint, std::string_view host) {
    const auto* service = endpoint.service_name.is_known()
                              ? world.tables.endpoint_of_name(endpoint.service_name.value())
                              : nullptr;
    if (service == nullptr)
        return false;
    const auto values = knowledge::placeholders_of(world.tables, world.topology.region);
    return std::ranges::any_of(service->names, [&](const std::string& pattern) {
        const std::string text = knowledge::expand(pattern, values);
        return text.starts_with("*.") ? host.ends_with(text.substr(1)) : host == text;
    });
}

bool has_private_names(const topology::VpcEndpoint& endpoint) {
    return endpoint.private_dns_enabled.value_or_default(false) == true;
}

bool is_in_vpc(const topology::VpcEndpoint& endpoint, const topology::Vpc& vpc) {
    return endpoint.vpc.is_known() && endpoint.vpc.value().key == vpc.key;
}

/// By its private names in its own VPC, or because a hosted zone of the user's leads to it.
bool serves(const World& world, const topology::Vpc& vpc, const std::string& key,
            std::string_view host) {
    const auto* endpoint = world.topology.find<topology::VpcEndpoint>(key);
    return endpoint != nullptr && endpoint->state.value_or_default("available") == "available" &&
           answers(world, *endpoint, host) &&
           ((is_in_vpc(*endpoint, vpc) && has_private_names(*endpoint)) ||
            is_led(world, vpc, host, *endpoint));
}

/// An endpoint of the VPC that may answer for a name of which it is said that none does.
std::string private_answer(const World& world, const topology::Vpc& vpc, std::string_view host) {
    for (const auto& [key, endpoint] : world.topology.all<topology::VpcEndpoint>()) {
        if (endpoint.state.value_or_default("available").value_or("available") != "available")
            continue;
        const bool here = endpoint.vpc.is_unknown() || is_in_vpc(endpoint, vpc);
        const bool named = endpoint.private_dns_enabled.is_unknown() || has_private_names(endpoint);
        if (here && named && (endpoint.service_name.is_unknown() || answers(world, endpoint, host)))
            return key;
    }
    return {};
}

/// The cluster's own zone, which EKS makes with private access.
bool is_private_api(const World& world, const std::string& key, std::string_view host) {
    const auto* cluster = world.topology.find<topology::Cluster>(key);
    if (cluster == nullptr ||
        cluster->endpoint_private_access.value_or_default(false) != std::optional(true))
        return false;
    return !cluster->endpoint.is_known() || cluster->endpoint.value().ends_with(host);
}

}  // namespace

std::string fault_of(const World& world, const Name& name) {
    const auto* subnet = world.subnet(name.subnet);
    const auto* vpc = subnet ? world.vpc_of(*subnet) : nullptr;
    if (vpc == nullptr)
        return fmt::format("the source has no VPC of {}", name.subnet);
    if (vpc->enable_dns_support.value_or_default(true) != std::optional(true) ||
        !asks_amazon(world, *vpc))
        return fmt::format("the resolver of {} does not surely answer", vpc->key);
    if (auto zone = rival_zone(world, *vpc, name); !zone.empty())
        return fmt::format("the hosted zone {} may answer for {}", zone, name.name);
    if (auto rule = rival_rule(world, *vpc, name.name); !rule.empty())
        return fmt::format("the rule {} may forward {}", rule, name.name);
    if (name.answers.empty())
        if (auto endpoint = private_answer(world, *vpc, name.name); !endpoint.empty())
            return fmt::format("{} may answer for {}", endpoint, name.name);
    if (!name.answers.empty() &&
        vpc->enable_dns_hostnames.value_or_default(false) != std::optional(true))
        return fmt::format("private names do not surely resolve in {}", vpc->key);
    for (const std::string& key : name.answers)
        if (!serves(world, *vpc, key, name.name) && !is_private_api(world, key, name.name))
            return fmt::format("{} does not answer for {}", key, name.name);
    return {};
}

}  // namespace inland::checker
