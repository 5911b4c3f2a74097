// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/design.h"
#include "design/given_network.h"
#include "topology/ownership.h"

#include <string>
#include <string_view>

namespace inland::design {

/// A design under way: what designers read and where they put what they make. Lives for one call
/// of design().
struct Drawing {
    const spec::Cluster& spec;
    const knowledge::Tables& tables;
    knowledge::Placeholders values;  ///< of the Region: {region}, {suffix}, {partition}, …
    Design& result;
    const GivenNetwork* given = nullptr;  ///< where the spec names one: what is known of it

    [[nodiscard]] topology::Topology& topology() const { return result.topology; }
    [[nodiscard]] std::string expand(std::string_view text) const {
        return knowledge::expand(text, values);
    }
};

/// Who asked for a resource, in the spec, and why.
struct Need {
    std::string path;  ///< "spec.network.zones[0]"
    Place place;
    std::string why;
};

/// What every resource of the design carries: its logical name "TYPE/NAME" and its tags.
topology::Tags tags_of(const spec::Cluster& cluster, std::string_view key);

template <typename R>
R make(const Drawing& drawing, std::string_view logical_name, Need need) {
    R resource;
    resource.key = std::string(R::type) + "/" + std::string(logical_name);
    resource.name = std::move(need.path);
    resource.place = std::move(need.place);
    resource.why = std::move(need.why);
    resource.tags = tags_of(drawing.spec, resource.key);
    return resource;
}

template <typename R>
topology::Reference<R> refer(std::string_view logical_name) {
    return {std::string(R::type) + "/" + std::string(logical_name)};
}

/// References to all resources of a type that were designed so far, by key.
template <typename R>
std::vector<topology::Reference<R>> refer_to_all(const Drawing& drawing) {
    std::vector<topology::Reference<R>> references;
    for (const auto& [key, resource] : drawing.topology().all<R>())
        references.push_back({key});
    return references;
}

}  // namespace inland::design
