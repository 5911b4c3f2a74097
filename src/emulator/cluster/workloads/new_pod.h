// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/cluster/api/objects.h"

namespace inland::emulator::cluster {

/// A new pod as it is stored: with the identity of its service account, pending, in its class of
/// service, with its priority and with the tolerations that every pod gets.
void start_pod(Objects& objects, json::object& pod);

}  // namespace inland::emulator::cluster
