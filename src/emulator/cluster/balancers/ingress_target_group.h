// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/cluster/balancers/ingress.h"
#include "emulator/cluster/balancers/ingress_model.h"

#include <string>

namespace inland::emulator::cluster {

/// A Service's port as one Ingress names it.
struct Backend {
    const Ingress& ingress;
    const json::object* service;
    std::string port;  ///< a name or a number
};

/// The target group for it: by instance only where the Service has node ports.
Result<ModelTargetGroup> model_target_group(const IngressJob& job, const Backend& backend);

std::string target_group_name(const IngressJob& job, const Backend& backend,
                              const ModelTargetGroup& group);

}  // namespace inland::emulator::cluster
