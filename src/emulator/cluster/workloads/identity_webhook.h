// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/cluster/api/objects.h"

namespace inland::emulator::cluster {

/// What EKS's mutating webhook does to a new pod whose service account has a role: the projected
/// token and the variables by which SDKs find it. An association of EKS Pod Identity comes before
/// the annotation of IRSA (amazon-eks-pod-identity-webhook, pkg/handler, 2025).
void give_identity(Objects& objects, json::object& pod);

}  // namespace inland::emulator::cluster
