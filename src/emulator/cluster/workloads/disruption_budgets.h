// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

#include <vector>

namespace inland::emulator::cluster {

/// PodDisruptionBudgets know how many of their pods are healthy, and how many may go.
void reconcile_disruption_budgets(Objects& objects);

/// The budgets that select the pod.
std::vector<const json::object*> budgets_of_pod(const Objects& objects, const json::object& pod);
/// Whether this budget lets that pod go now: always when it does not count as healthy anyway.
bool allows_eviction(const json::object& budget, const json::object& pod);

}  // namespace inland::emulator::cluster
