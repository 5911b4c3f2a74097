// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/cluster/api/objects.h"

namespace inland::emulator::cluster {

/// The AWS Load Balancer Controller, where its Deployment runs (by the label
/// app.kubernetes.io/name): Services of its class get a Network Load Balancer. It calls AWS from
/// its pod's machine with its service account's role, and fails where the network or IAM stops it.
void reconcile_controlled_services(Objects& objects);

/// What its webhook does to a new Service of type LoadBalancer that has no class, while it runs:
/// makes it its own. (aws-load-balancer-controller, enableServiceMutatorWebhook, since v2.5)
void claim_service(const Objects& objects, json::object& service);

}  // namespace inland::emulator::cluster
