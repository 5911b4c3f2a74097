// SPDX-License-Identifier: Apache-2.0
#include "checker/check_passage.h"

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

/// A rule or a hosted zone of the VPC that may answer in place of what is cited.
template <typename R>
std::string rival(const World& world, const topology::Vpc& vpc, std::string_view name,
                  topology::Attribute<std::string> R::* domain) {
    for (const auto& [key, row] : world.topology.all<R>())
        if ((row.vpcs.is_unknown() || refers_to(row.vpcs, vpc.key)) &&
            ((row.*domain).is_unknown() || is_in(name, (row.*domain).value_or_default({}).value())))
            return key;
    return {};
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

bool serves(const World& world, const topology::Vpc& vpc, const std::string& key,
            std::string_view host) {
    const auto* endpoint = world.topology.find<topology::VpcEndpoint>(key);
    return endpoint != nullptr && endpoint->vpc.is_known() &&
           endpoint->vpc.value().key == vpc.key &&
           endpoint->private_dns_enabled.value_or_default(false) == true &&
           endpoint->state.value_or_default("available") == "available" &&
           answers(world, *endpoint, host);
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
    if (auto other = rival(world, *vpc, name.name, &topology::HostedZone::zone_name);
        !other.empty())
        return fmt::format("the hosted zone {} may answer for {}", other, name.name);
    if (auto other = rival(world, *vpc, name.name, &topology::ResolverRule::domain_name);
        !other.empty())
        return fmt::format("the rule {} may forward {}", other, name.name);
    if (!name.answers.empty() &&
        vpc->enable_dns_hostnames.value_or_default(false) != std::optional(true))
        return fmt::format("private names do not surely resolve in {}", vpc->key);
    for (const std::string& key : name.answers)
        if (!serves(world, *vpc, key, name.name) && !is_private_api(world, key, name.name))
            return fmt::format("{} does not answer for {}", key, name.name);
    return {};
}

}  // namespace inland::checker
