// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/cluster/api/objects.h"

#include <optional>
#include <string>

namespace inland::emulator::cluster {

/// Why kubelet cannot mount a volume of the pod, in its words: a Secret or a ConfigMap that is not
/// there and must be. Nothing where all can be mounted.
std::optional<std::string> missing_mount(const Objects& objects, const json::object& pod);

}  // namespace inland::emulator::cluster
