// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/topology.h"

#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace inland::topology {

/// What a field of type T refers to: nothing, unless one of the overloads below knows better.
/// Each calls visit.template operator()<Target>(key) for every key that is set; the key may be
/// rewritten when the value is not const.
template <typename T, typename Visit>
void visit_keys(T&, Visit&&) {}

template <typename R, typename Visit>
void visit_keys(Reference<R>& reference, Visit&& visit) {
    visit.template operator()<R>(reference.key);
}
template <typename R, typename Visit>
void visit_keys(const Reference<R>& reference, Visit&& visit) {
    visit.template operator()<R>(reference.key);
}
/// A designed text waits for the clusters that its holes name; an observed one has none to rename.
template <typename Visit>
void visit_keys(const LateText& text, Visit&& visit) {
    for (const auto& key : late_keys(text))
        visit.template operator()<Cluster>(key);
}
template <typename Rule, typename Visit>
    requires std::is_same_v<std::remove_const_t<Rule>, SecurityGroupRule>
void visit_keys(Rule& rule, Visit&& visit) {
    if (!rule.group.empty())
        visit.template operator()<SecurityGroup>(rule.group);
}
template <typename AnyRoute, typename Visit>
    requires std::is_same_v<std::remove_const_t<AnyRoute>, Route>
void visit_keys(AnyRoute& route, Visit&& visit) {
    switch (route.target) {
        case RouteTarget::InternetGateway:
            return visit.template operator()<InternetGateway>(route.target_key);
        case RouteTarget::NatGateway:
            return visit.template operator()<NatGateway>(route.target_key);
        case RouteTarget::VpnGateway:
            return visit.template operator()<VpnGateway>(route.target_key);
        case RouteTarget::VpcEndpoint:
            return visit.template operator()<VpcEndpoint>(route.target_key);
        case RouteTarget::TransitGateway:
            return visit.template operator()<TransitGateway>(route.target_key);
        case RouteTarget::VpcPeering:
            return visit.template operator()<VpcPeeringConnection>(route.target_key);
        case RouteTarget::EgressOnlyInternetGateway:
            return visit.template operator()<EgressOnlyInternetGateway>(route.target_key);
        case RouteTarget::NetworkInterface:
            return visit.template operator()<NetworkInterface>(route.target_key);
        default:
            return;  // not modelled: AWS's id stays
    }
}
template <typename AnyRoute, typename Visit>
    requires std::is_same_v<std::remove_const_t<AnyRoute>, TransitGatewayRoute>
void visit_keys(AnyRoute& route, Visit&& visit) {
    if (!route.attachment.empty())
        visit.template operator()<TransitGatewayAttachment>(route.attachment);
}
template <typename T, typename Visit>
void visit_keys(std::vector<T>& values, Visit&& visit) {
    for (auto& value : values)
        visit_keys(value, visit);
}
template <typename T, typename Visit>
void visit_keys(const std::vector<T>& values, Visit&& visit) {
    for (const auto& value : values)
        visit_keys(value, visit);
}

/// Calls visit(field, <keys of it>) over everything that a resource refers to:
/// visit.template operator()<Target>(key).
template <typename R, typename Visit>
void for_each_reference(const R& resource, Visit&& visit) {
    for_each_field<R>([&](const auto& field) {
        const auto& attribute = resource.*field.member;
        if (attribute.is_known())
            visit_keys(attribute.value(), visit);
    });
}
template <typename R, typename Visit>
void for_each_reference(R& resource, Visit&& visit) {
    for_each_field<R>([&](const auto& field) {
        auto& attribute = resource.*field.member;
        if (attribute.is_known())
            visit_keys(attribute.mutable_value(), visit);
    });
}

}  // namespace inland::topology
