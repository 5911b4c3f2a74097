// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/cluster/api/authorization.h"

#include <string_view>

/// RBAC: the cluster's Roles, ClusterRoles and the bindings of them.
namespace inland::emulator::cluster {

/// The rules that bindings give to the user: those of the whole cluster, and of the namespace.
json::array role_rules(const Objects& objects, const User& user, std::string_view name_space);
/// Whether one of them admits it.
bool roles_allow(const Objects& objects, const User& user, const Attributes& attributes);

/// Whether the user may give away what a new or changed Role, ClusterRole or binding gives: what he
/// has himself, unless he may "escalate" roles or "bind" this one. Forbidden in Kubernetes' words;
/// nothing for objects of other types.
Result<void> check_escalation(const Objects& objects, const User& user, const ResourceType& type,
                              const json::object& object);

/// ClusterRoles with an aggregationRule have the rules of those that it selects.
void aggregate_roles(Objects& objects);

}  // namespace inland::emulator::cluster
