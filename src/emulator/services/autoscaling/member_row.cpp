// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/autoscaling/member_row.h"

#include "emulator/services/autoscaling/members.h"
#include "emulator/services/ec2/instance.h"
#include "emulator/services/members.h"

namespace inland::emulator {

json::object member_row(const std::string& id, const json::object& instance) {
    return {{"InstanceId", id},
            {"InstanceType", text_of(instance, "InstanceType")},
            {"AvailabilityZone", text_of(object_of(instance, "Placement"), "AvailabilityZone")},
            {"LifecycleState", lifecycle_of(instance)},
            {"HealthStatus",
             is_alive(instance) && !has(instance, "_unhealthy") ? "Healthy" : "Unhealthy"},
            {"LaunchTemplate", object_of(instance, "_template")},
            {"ProtectedFromScaleIn", flag_of(instance, "_protected")}};
}

}  // namespace inland::emulator
