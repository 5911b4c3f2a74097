// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/world.h"

#include <string>
#include <string_view>

namespace inland::emulator {

/// One scaling activity, as DescribeScalingActivities tells of it.
struct Activity {
    std::string description;             ///< "Launching a new EC2 instance: i-0abc"
    std::string cause;                   ///< what came after what, in AWS's words
    std::string status = "Successful";   ///< or "Failed", "InProgress"
    std::string message = {};            ///< why it failed
    std::string subnet = {}, zone = {};  ///< where, for its details
};

/// Adds it to the group's activities, newest first; the oldest are forgotten.
json::object note_activity(World& world, const RecordKey& group, const Activity& activity);

/// "At 2026-11-02T10:00:00Z an instance …".
std::string at_now(const World& world, std::string_view what);

}  // namespace inland::emulator
