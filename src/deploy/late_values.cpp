// SPDX-License-Identifier: Apache-2.0
#include "deploy/late_values.h"

#include "topology/late_provider.h"

#include <algorithm>

namespace inland::deploy {

namespace {

using topology::Cluster;

std::optional<std::string> known(const topology::Attribute<std::string>& attribute) {
    return attribute.is_known() ? std::optional(attribute.value()) : std::nullopt;
}

/// "198.51.100.1/32", or a hole before AWS chose it.
std::string block_of(const std::string& key, const topology::Topology& observed,
                     const Renewed& renewed) {
    const auto* address = observed.find<topology::Address>(key);
    const bool is_made = address != nullptr && address->public_ip.is_known() &&
                         !renewed.contains({std::string(topology::Address::type), key});
    return is_made ? address->public_ip.value() + "/32" : "${" + key + ".public_ip}/32";
}

/// The text with what is known of the providers that it waits for.
topology::Attribute<std::string> settled_text(const topology::Attribute<std::string>& text,
                                              const topology::Topology& observed,
                                              const Renewed& renewed) {
    using topology::OpenIdConnectProvider;
    if (!text.is_known())
        return text;
    const auto arn_of = [&](const std::string& key) {
        const auto* provider = observed.find<OpenIdConnectProvider>(key);
        const bool is_made = provider != nullptr &&
                             !renewed.contains({std::string(OpenIdConnectProvider::type), key});
        return is_made ? known(provider->arn) : std::nullopt;
    };
    return {topology::with_providers(text.value(), arn_of), text.place()};
}

}  // namespace

Cluster with_late_values(const Cluster& desired, const topology::Topology& observed,
                         const Renewed& renewed) {
    auto settled = desired;
    if (!desired.public_access_cidrs.is_known())
        return settled;
    auto& blocks = settled.public_access_cidrs.mutable_value();
    if (desired.public_access_addresses.is_known()) {
        for (const auto& reference : desired.public_access_addresses.value())
            blocks.push_back(block_of(reference.key, observed, renewed));
    }
    std::ranges::sort(blocks);
    return settled;
}

topology::OpenIdConnectProvider with_late_values(const topology::OpenIdConnectProvider& desired,
                                                 const topology::Topology& observed,
                                                 const Renewed& renewed) {
    auto settled = desired;
    settled.url = settled_text(desired.url, observed, renewed);
    return settled;
}

topology::Role with_late_values(const topology::Role& desired, const topology::Topology& observed,
                                const Renewed& renewed) {
    auto settled = desired;
    settled.assume_role_policy = settled_text(desired.assume_role_policy, observed, renewed);
    return settled;
}

topology::LaunchTemplate with_late_values(const topology::LaunchTemplate& desired,
                                          const topology::Topology& observed,
                                          const Renewed& renewed) {
    auto settled = desired;
    if (!desired.user_data.is_known())
        return settled;
    const auto value = [&](std::string_view key, std::string_view field) {
        const auto* cluster = observed.find<Cluster>(key);
        if (cluster == nullptr || renewed.contains({std::string(Cluster::type), std::string(key)}))
            return std::optional<std::string>();
        return known(field == topology::late_endpoint ? cluster->endpoint
                                                      : cluster->certificate_authority);
    };
    settled.user_data = {topology::filled(desired.user_data.value(), value),
                         desired.user_data.place()};
    return settled;
}

}  // namespace inland::deploy
