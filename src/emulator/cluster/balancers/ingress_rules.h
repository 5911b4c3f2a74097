// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/cluster/balancers/ingress.h"
#include "emulator/cluster/balancers/ingress_model.h"

namespace inland::emulator::cluster {

/// Adds the rules of one Ingress to a listener, and the target groups that they need to the model.
Result<void> add_ingress_rules(const IngressJob& job, const Ingress& ingress, IngressModel& model,
                               ModelListener& listener);
/// What its default backend answers; empty where it has none.
Result<json::array> default_actions_of(const IngressJob& job, const Ingress& ingress,
                                       IngressModel& model);
/// 404, for requests that no rule is about.
json::array nobody_answers();

}  // namespace inland::emulator::cluster
