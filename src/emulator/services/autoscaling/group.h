// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/world.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator {

struct NewGroup {
    std::string name;
    std::int64_t minimum = 0;
    std::int64_t desired = 0;
    std::int64_t maximum = 0;
    std::vector<std::string> subnet_ids;
    json::object launch_template;  ///< {"LaunchTemplateId", "LaunchTemplateName", "Version"}
    json::array tags;              ///< autoscaling's own: Key, Value, PropagateAtLaunch
    json::object hidden;           ///< passed on to each instance: "_cluster", "_nodegroup", …
};

/// The zones of a group's subnets, in the subnets' order.
json::array zones_of(const World& world, const Scope& scope,
                     const std::vector<std::string>& subnet_ids);

/// Makes a group, which then launches what it wants.
void make_group(World& world, const Scope& scope, const NewGroup& spec);
/// Sets what a group wants; it launches and terminates to get there.
void resize_group(World& world, const RecordKey& group, std::int64_t minimum, std::int64_t desired,
                  std::int64_t maximum);
/// Terminates all instances; the record goes away with the last of them.
void delete_group(World& world, const RecordKey& group);

/// The instances of a group that are pending or running and not on their way out, oldest first.
std::vector<std::string> alive_instances(const World& world, const RecordKey& group);

/// An instance came to another state: its group, if it has one, looks at itself.
void instance_changed(World& world, const RecordKey& instance);

/// The group compares at once what it has with what it wants.
void look_at_group(World& world, const RecordKey& group);

}  // namespace inland::emulator
