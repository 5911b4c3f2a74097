// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "deploy/context.h"
#include "deploy/driver.h"
#include "topology/resource.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inland::deploy::drivers {

/// How EC2 describes a type of resource.
struct Ec2Type {
    std::string_view describe;       ///< "DescribeVpcs"
    std::string_view list;           ///< "Vpcs"
    std::string_view id;             ///< "VpcId"
    std::string_view ids_member;     ///< of the input: "VpcIds"
    std::string_view resource_type;  ///< in TagSpecifications: "vpc"
    std::string_view filters_member = "Filters";
};

/// One create call of EC2; tags are added to `input`.
struct Ec2Create {
    std::string_view operation;
    json::object input;
    std::string_view id;  ///< path in the answer: "Vpc.VpcId"
};

/// Makes a resource once: one with the same tags that an earlier, killed or unanswered attempt left
/// behind is used. Returns its id.
Result<std::string> create_once(Context& context, const Ec2Type& type,
                                const topology::Resource& desired, const Ec2Create& create);

/// Sets the tags that are wanted and not there.
Result<void> put_tags(Context& context, const std::string& id, const topology::Tags& desired,
                      const topology::Resource* observed);

/// The documents of these resources, by one call where all are there; those that are gone are left
/// out.
Result<json::array> describe(Context& context, const Ec2Type& type,
                             const std::vector<std::string>& ids);

/// Looks at the state of each id among the documents: how drivers answer ready() and gone().
std::vector<Readiness> readiness(const Ec2Type& type, const std::vector<std::string>& ids,
                                 const json::array& documents,
                                 const std::function<Readiness(const json::value&)>& judge,
                                 Readiness absent);

/// Where a described resource stands by its `State`: `usable` is ready, `failed` ones are errors.
Readiness by_state(const json::value& document, std::string_view usable);

template <typename R>
std::vector<std::string> ids_of(const Context& context, std::span<const R* const> resources) {
    std::vector<std::string> ids;
    for (const auto* resource : resources)
        ids.push_back(resource->id.empty() ? context.id_of(R::type, resource->key) : resource->id);
    return ids;
}

/// The ids of references, sorted.
template <typename R>
std::vector<std::string> ids_of(
    const Context& context,
    const topology::Attribute<std::vector<topology::Reference<R>>>& references) {
    std::vector<std::string> ids;
    if (references.is_known()) {
        for (const auto& reference : references.value())
            ids.push_back(context.id_of(reference));
    }
    std::ranges::sort(ids);
    return ids;
}

/// What is in `left` and not in `right`; both sorted.
std::vector<std::string> without(const std::vector<std::string>& left,
                                 const std::vector<std::string>& right);
json::array json_list(const std::vector<std::string>& texts);

}  // namespace inland::deploy::drivers
