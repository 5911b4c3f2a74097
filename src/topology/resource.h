// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "topology/attribute.h"

#include <compare>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

namespace inland::topology {

using Tags = std::map<std::string, std::string>;

/// Names a resource of type R inside its Topology. The key of a designed resource is its logical
/// name ("subnet/private-a"); of an observed one the value of its tag `inland.dev/id`, else its AWS
/// id. A reference to something that the Topology does not hold keeps the AWS id as its key.
template <typename R>
struct Reference {
    std::string key;
    auto operator<=>(const Reference&) const = default;
};

/// What every resource has. Derived types are plain data: copied freely, no invariants.
struct Resource {
    std::string key;   ///< unique among its type in the Topology
    std::string id;    ///< AWS's id, name or ARN by which APIs call it; "" before it is made
    std::string name;  ///< in the user's own language: Terraform address, spec path, AWS id
    std::string why;   ///< the need that made it
    Place place;
    Tags tags;

    bool operator==(const Resource&) const = default;
};

/// What a change of a field does to the resource.
enum class OnChange {
    Update,
    Replace,
    Ignore,  ///< AWS's to say (states, counts) or a start value (desired size): never drift
};

/// One row of a type's table of fields.
template <typename R, typename T>
struct Field {
    std::string_view name;
    Attribute<T> R::* member;
    OnChange on_change;
    std::string_view terraform;
    std::string_view cloudformation;
};

template <typename R, typename T>
Field(std::string_view, Attribute<T> R::*, OnChange, std::string_view, std::string_view)
    -> Field<R, T>;

/// Calls visit(field) for every row of R's table (`static constexpr std::tuple fields` in R).
template <typename R, typename Visit>
constexpr void for_each_field(Visit&& visit) {
    std::apply([&](const auto&... field) { (visit(field), ...); }, R::fields());
}

}  // namespace inland::topology
