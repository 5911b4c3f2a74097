// SPDX-License-Identifier: Apache-2.0
#include "deploy/late_values.h"

namespace inland::deploy {

namespace {

std::optional<std::string> known(const topology::Attribute<std::string>& attribute) {
    return attribute.is_known() ? std::optional(attribute.value()) : std::nullopt;
}

}  // namespace

topology::Topology with_late_values(topology::Topology desired,
                                    const topology::Topology& observed) {
    const auto value = [&](std::string_view key, std::string_view field) {
        const auto* cluster = observed.find<topology::Cluster>(key);
        if (cluster == nullptr)
            return std::optional<std::string>();
        return known(field == topology::late_endpoint ? cluster->endpoint
                                                      : cluster->certificate_authority);
    };
    for (auto& [key, made] : desired.all<topology::LaunchTemplate>())
        if (made.user_data.is_known())
            made.user_data = {topology::filled(made.user_data.value(), value),
                              made.user_data.place()};
    return desired;
}

}  // namespace inland::deploy
