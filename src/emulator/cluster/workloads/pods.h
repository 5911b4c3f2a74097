// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

#include <string>
#include <string_view>

/// Pods as their controllers see them.
namespace inland::emulator::cluster {

/// A new pod of a workload's template; `suffix` ends its name after the owner's.
json::object pod_of_template(const json::object& owner, const json::object& pod_template);

/// Names a version of a template: ten characters of a label's alphabet.
std::string template_hash(const json::object& pod_template);

/// The pods that `owner` controls.
std::vector<const json::object*> pods_of_owner(const Objects& objects, const json::object& owner);

bool is_ready(const json::object& pod);
/// Whether it has succeeded or failed for good.
bool is_finished(const json::object& pod);
bool has_label(const json::object& object, std::string_view key, std::string_view value);

/// Sets one of status.conditions; the time of transition changes when the status does.
void set_condition(json::object& object, json::object condition, TimePoint now);

/// Whether a pod with these tolerations may be on a node with these taints.
bool tolerates(const json::object& pod_spec, const json::object& node);
/// Whether the node has every label of the pod's nodeSelector.
bool is_selected(const json::object& pod_spec, const json::object& node);

}  // namespace inland::emulator::cluster
