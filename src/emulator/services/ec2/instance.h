// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/world.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator {

struct NewInstance {
    std::string image_id;
    std::string instance_type;
    std::string subnet_id;
    std::vector<std::string> group_ids;
    std::string user_data;          ///< decoded
    std::string profile_arn;        ///< of the instance profile, or ""
    json::object metadata_options;  ///< as the caller or its launch template has them
    json::array tags;
    json::object hidden;  ///< "_autoscaling_group", "_cluster", …: see records.h
};

/// Launches a machine: pending now; running, with its boot begun, after the usual time. Its id, or
/// InsufficientFreeAddressesInSubnet.
Result<std::string> launch_instance(World& world, const Scope& scope, const NewInstance& spec);
/// Shutting down now; terminated, with its interface freed, after the usual time.
void terminate_instance(World& world, const RecordKey& instance);
/// Stopping now, stopped after the usual time; its node leaves its cluster.
void stop_instance(World& world, const RecordKey& instance);
/// A stopped one boots again.
void start_instance(World& world, const RecordKey& instance);
/// Shutting down or terminated.
bool is_gone(const json::object& instance);
/// Pending or running.
bool is_alive(const json::object& instance);

}  // namespace inland::emulator
