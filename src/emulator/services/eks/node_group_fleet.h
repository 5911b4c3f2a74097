// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/world.h"

#include <cstdint>
#include <string>
#include <vector>

/// The machines of a managed node group as an update sees them, and how many it may have.
namespace inland::emulator {

struct Fleet {
    std::vector<std::string> old;      ///< of an earlier launch template, oldest first
    std::vector<std::string> waiting;  ///< of the newest, that have not joined
    std::vector<std::string> joined;   ///< of the newest, that have

    /// Of the newest.
    [[nodiscard]] std::int64_t made() const {
        return static_cast<std::int64_t>(waiting.size() + joined.size());
    }
    [[nodiscard]] std::int64_t all() const {
        return made() + static_cast<std::int64_t>(old.size());
    }
};

/// The Auto Scaling group of a managed group.
RecordKey fleet_key(const RecordKey& node_group, const json::object& document);
/// Nothing in it when the Auto Scaling group is gone.
Fleet fleet_of(const World& world, const RecordKey& scaling);

std::int64_t desired_of(const json::object& node_group);
/// How many nodes may be drained at a time: updateConfig's, at least one.
std::int64_t batch_of(const json::object& node_group);
/// How many more machines an update launches: two for each zone, or as many as may be drained.
std::int64_t surge_of(const World& world, const RecordKey& scaling, const json::object& node_group);

/// What the Auto Scaling group is to want while old machines go: never more new ones than the group
/// wants in the end, so that none of them has to go again.
std::int64_t capacity_for(const Fleet& fleet, std::int64_t desired, std::int64_t surge);

void want(World& world, const RecordKey& scaling, const json::object& node_group,
          std::int64_t capacity);
/// Terminates a machine at a user's request.
void let_go(World& world, const RecordKey& scaling, const std::string& instance);

}  // namespace inland::emulator
