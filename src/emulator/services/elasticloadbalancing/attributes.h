// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"

#include <string>
#include <string_view>
#include <vector>

/// Attributes of load balancers, target groups and listeners: a record keeps those that somebody
/// has set ("_attributes"), the others have the defaults of knowledge/load-balancing.yaml.
namespace inland::emulator::balancing {

/// Whose attributes: "load-balancer", "target-group" or "listener", and the kinds that it is of
/// ("network", "network-ip").
struct AttributeOwner {
    std::string_view of;
    std::vector<std::string> kinds;
};

AttributeOwner owner_of_load_balancer(const json::object& load_balancer);
AttributeOwner owner_of_target_group(const json::object& target_group);
AttributeOwner owner_of_listener(const json::object& listener);

/// Every attribute as {"Key", "Value"}, in the order of the tables.
json::array attributes_of(const World& world, const AttributeOwner& owner,
                          const json::object& document);
/// One attribute's value; "" when such an owner has none of that key.
std::string attribute(const World& world, const AttributeOwner& owner, const json::object& document,
                      std::string_view key);
/// Sets those of the call's Attributes; InvalidConfigurationRequest or ValidationError, and then
/// none is set.
Result<void> set_attributes(const Call& call, const AttributeOwner& owner, json::object& document);

}  // namespace inland::emulator::balancing
