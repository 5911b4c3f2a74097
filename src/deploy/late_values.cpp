// SPDX-License-Identifier: Apache-2.0
#include "deploy/late_values.h"

namespace inland::deploy {

namespace {

using topology::Cluster;

std::optional<std::string> known(const topology::Attribute<std::string>& attribute) {
    return attribute.is_known() ? std::optional(attribute.value()) : std::nullopt;
}

}  // namespace

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
