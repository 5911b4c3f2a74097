// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

/// Classic Load Balancers: Elastic Load Balancing's first API (version 2012-06-01), which
/// Kubernetes' own service controller calls. What its files share; nothing is kept here.
namespace inland::emulator::classic {

/// Its name. A LoadBalancerDescription; hidden "_tags", "_attributes", "_policies"
/// (PolicyDescription documents), "_registered" (instance id to milliseconds), "_request".
inline constexpr std::string_view balancer_kind = "elasticloadbalancing:classic-load-balancer";

/// The status of InvalidConfigurationRequest, which this API's model says.
inline constexpr int conflict = 409;

RecordKey key_of(const Call& call, std::string_view name);
/// The one of that name, or LoadBalancerNotFound (the API writes its code so).
Result<const json::object*> lookup(const Call& call, std::string_view name);
/// The same for the input's LoadBalancerName.
Result<const json::object*> lookup_input(const Call& call);
/// Changes the one that the input names, which exists.
void update(const Call& call, const std::function<void(json::object&)>& change);

/// ValidationError for the first of `members` that the input lacks.
Result<void> need(const Call& call, std::initializer_list<std::string_view> members);

/// The input's Listeners as ListenerDescriptions, checked: ports, protocols, certificates.
Result<json::array> listeners_of(const Call& call);

/// The interfaces of one, in its Subnets and with its SecurityGroups: makes those that are missing,
/// drops those in other subnets. Fails before it changes anything.
Result<void> place_interfaces(const Call& call, const json::object& balancer);
/// The subnets that the input names, of one VPC (`vpc`, or the first one's when it is ""), one in
/// each zone and with room.
Result<std::vector<std::string>> subnets_of(const Call& call, std::string vpc,
                                            std::vector<std::string> kept);
/// Zones and VPC of the document's Subnets, noted in it.
void note_zones(const Call& call, json::object& balancer);

/// A balancer's health check as it is when nobody has said how: of the first listener.
json::object first_health_check(const json::array& listeners);

/// The Tags of a call, checked and in order.
Result<json::array> tags_of(const Call& call);

}  // namespace inland::emulator::classic
