// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <string>
#include <string_view>
#include <vector>

/// Pods as a drain sees them.
namespace inland::upgrade {

/// "shop/orders-0".
std::string pod_name(const json::object& pod);
/// The kind of its controller; "" where nobody would make it again.
std::string controller_kind(const json::object& pod);
/// What a drain has to move: not what belongs to its node (of a DaemonSet, or the kubelet's own),
/// nor what has ended.
bool is_to_be_moved(const json::object& pod);
bool is_ready(const json::object& pod);
/// Those of the budget's namespace that it selects.
std::vector<const json::object*> pods_of_budget(const json::object& budget,
                                                const std::vector<json::object>& pods);

/// The pods of a node that a drain has to move.
std::vector<const json::object*> pods_to_move(const std::vector<json::object>& pods,
                                              std::string_view node);
/// Of these, each that a budget does not let go now: "shop/orders-0 (budget orders)".
std::vector<std::string> held_pods(const std::vector<const json::object*>& pods,
                                   const std::vector<json::object>& budgets);

}  // namespace inland::upgrade
