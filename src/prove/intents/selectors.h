// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/intents/members.h"

#include <optional>
#include <string_view>

/// How selectors of each kind find their members. Nothing: the network has nobody of that name;
/// `known` then gets the names that there are.
namespace inland::prove::selectors {

using Names = std::vector<std::string>;
using Select = std::optional<Members> (*)(const Inhabitants& inhabitants, const std::string& name,
                                          Names& known);

// everybody_selectors.cpp: kinds with a word for all of them.
std::optional<Members> nodes(const Inhabitants& in, const std::string& name, Names& known);
std::optional<Members> pods(const Inhabitants& in, const std::string& name, Names& known);
std::optional<Members> control_plane(const Inhabitants& in, const std::string& name, Names& known);
std::optional<Members> endpoints(const Inhabitants& in, const std::string& name, Names& known);
std::optional<Members> internet(const Inhabitants& in, const std::string& name, Names& known);
std::optional<Members> clients(const Inhabitants& in, const std::string& name, Names& known);
// network_selectors.cpp: who is in a part of the network.
std::optional<Members> subnet(const Inhabitants& in, const std::string& name, Names& known);
std::optional<Members> security_group(const Inhabitants& in, const std::string& name, Names& known);
// block_selector.cpp
std::optional<Members> block(const Inhabitants& in, const std::string& name, Names& known);
// resource_selector.cpp: any of the above, by how AWS or the user calls it.
std::optional<Members> resource(const Inhabitants& in, const std::string& name, Names& known);

/// Whether the user may call a resource so: its key, name, id or ARN.
bool is_called(const topology::Resource& resource, std::string_view name);
/// The resource of this type that the user calls so; null, and the names that there are appended.
template <typename R>
const R* called(const Network& network, std::string_view name, Names& known) {
    for (const auto& [key, resource] : network.topology().all<R>()) {
        if (is_called(resource, name))
            return &resource;
        known.push_back(resource_name(resource));
    }
    return nullptr;
}

/// Who carries one of the groups in one of the subnets, known or not.
Members carriers(const Inhabitants& in, const std::vector<const topology::SecurityGroup*>& groups,
                 const std::vector<const SubnetView*>& subnets);
/// An interface of which nobody knows more than where it is.
Party stranger(const SubnetView& subnet, const AddressRange& addresses);

}  // namespace inland::prove::selectors
