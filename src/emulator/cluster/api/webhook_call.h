// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/cluster/api/objects.h"

namespace inland::emulator::cluster {

/// Whether the cluster's control plane gets an answer from a webhook: its Service has pods that are
/// ready, a packet from every interface of EKS's reaches one of them as the network is now, and the
/// certificate that the pod has mounted is believed. Else the error is what the API server's client
/// says. A webhook with a URL of its own is taken to answer.
Result<void> reach_webhook(const Objects& objects, const json::value& webhook);

}  // namespace inland::emulator::cluster
