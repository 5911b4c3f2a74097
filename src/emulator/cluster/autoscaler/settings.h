// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/json.h"

#include <chrono>
#include <string>
#include <vector>

namespace inland::emulator::autoscaler {

/// How a cluster-autoscaler was told to work: its flags, with its own defaults
/// (kubernetes/autoscaler, cluster-autoscaler/config/flags, 2026-08).
struct Settings {
    std::vector<std::string> discovery_tags;  ///< of --node-group-auto-discovery=asg:tag=A,B
    std::string expander = "least-waste";
    bool scale_down = true;
    bool spare_system_pods = true;    ///< --skip-nodes-with-system-pods
    bool spare_local_storage = true;  ///< --skip-nodes-with-local-storage
    double utilization_threshold = 0.5;
    Duration unneeded_time = std::chrono::minutes(10);
    Duration delay_after_add = std::chrono::minutes(10);
    Duration delay_after_failure = std::chrono::minutes(3);
    Duration provision_time = std::chrono::minutes(15);  ///< --max-node-provision-time
    Duration scan_interval = std::chrono::seconds(10);
};

/// The settings in a container's command and arguments; what cannot be read stays as it was.
Settings settings_of(const json::object& container);

}  // namespace inland::emulator::autoscaler
