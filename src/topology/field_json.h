// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "topology/hosted_zone.h"
#include "topology/launch_template.h"
#include "topology/network_acl.h"
#include "topology/node_group.h"
#include "topology/resolver_rule.h"
#include "topology/resource.h"
#include "topology/route_table.h"
#include "topology/security_group.h"
#include "topology/transit_gateway_route_table.h"

#include <concepts>
#include <map>
#include <string>
#include <type_traits>
#include <vector>

namespace inland::topology {

/// A field's value as JSON, as plans and designs print it: one overload per kind of value.
json::value value_json(const Ipv4Prefix& prefix);
json::value value_json(const Ipv4Address& address);
json::value value_json(const Ipv6Prefix& prefix);
json::value value_json(const IpAddress& address);
json::value value_json(const Route& route);
json::value value_json(const TransitGatewayRoute& route);
json::value value_json(const NetworkAclEntry& entry);
json::value value_json(const SecurityGroupRule& rule);
json::value value_json(const Taint& taint);
json::value value_json(const BlockDevice& device);
/// What is not printable (gzip, say) is told by its length.
json::value value_json(const LateText& text);
json::value value_json(const RecordSet& set);
json::value value_json(const DnsTarget& target);
json::value value_json(const std::map<std::string, std::string>& texts);

template <typename T>
    requires std::is_arithmetic_v<T> || std::convertible_to<T, std::string>
json::value value_json(const T& value) {
    return json::value(value);
}

template <typename R>
json::value value_json(const Reference<R>& reference) {
    return json::value(reference.key);
}

template <typename T>
json::value value_json(const std::vector<T>& values) {
    json::array array;
    for (const auto& value : values)
        array.push_back(value_json(value));
    return array;
}

/// null when absent, {"unknown": true} when unknown.
template <typename T>
json::value attribute_json(const Attribute<T>& attribute) {
    if (attribute.is_known())
        return value_json(attribute.value());
    return attribute.is_unknown() ? json::value{{"unknown", true}} : json::value(nullptr);
}

}  // namespace inland::topology
