// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/json.h"

#include <string_view>

/// What a pod's status says of its containers, in the kubelet's forms.
namespace inland::emulator::cluster {

/// All containers wait for that reason; none is ready.
void set_waiting(json::object& pod, std::string_view reason, std::string_view message,
                 TimePoint now);
/// Init containers have completed, all others run and are ready, and so is the pod.
void set_running(json::object& pod, TimePoint now);
/// All containers have ended well, and the pod has succeeded.
void set_completed(json::object& pod, TimePoint now);
/// Running, but not ready: aws-node without EC2.
void set_running_unready(json::object& pod, TimePoint now);

}  // namespace inland::emulator::cluster
