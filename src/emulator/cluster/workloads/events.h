// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

#include <string_view>

namespace inland::emulator::cluster {

/// What `kubectl describe` shows under Events. The same event again raises its count.
struct Occurrence {
    std::string_view type;  ///< "Normal" | "Warning"
    std::string_view reason;
    std::string message;
    std::string_view component;  ///< "kubelet"
    std::string_view host = {};  ///< the node, for the kubelet's
};

/// Notes an event about an object.
void record_event(Objects& objects, const json::object& about, const Occurrence& occurrence);

}  // namespace inland::emulator::cluster
