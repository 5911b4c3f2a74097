// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/autoscaling/activity.h"

#include "core/clock.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/identifier.h"
#include "emulator/services/members.h"

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::size_t most_activities = 100;

std::string details_of(const Activity& activity) {
    json::object details;
    if (!activity.subnet.empty())
        details["Subnet ID"] = activity.subnet;
    if (!activity.zone.empty())
        details["Availability Zone"] = activity.zone;
    return json::serialize(details);
}

}  // namespace

json::object note_activity(World& world, const RecordKey& group, const Activity& activity) {
    const bool under_way = activity.status == "InProgress";
    json::object row{{"ActivityId", new_uuid()},
                     {"AutoScalingGroupName", group.id},
                     {"Description", activity.description},
                     {"Cause", activity.cause},
                     {"StartTime", timestamp(world)},
                     {"StatusCode", activity.status},
                     {"Progress", under_way ? 0 : 100},
                     {"Details", details_of(activity)}};
    if (!under_way)
        row["EndTime"] = timestamp(world);
    if (!activity.message.empty())
        row["StatusMessage"] = activity.message;
    world.store().update(group, [&](json::object& document) {
        auto& activities = list_in(document, "_activities");
        activities.insert(activities.begin(), json::value(row));
        if (activities.size() > most_activities)
            activities.resize(most_activities);
    });
    return row;
}

std::string at_now(const World& world, std::string_view what) {
    return fmt::format("At {} {}", iso8601(world.now()), what);
}

}  // namespace inland::emulator
