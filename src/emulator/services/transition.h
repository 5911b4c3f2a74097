// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "emulator/store.h"

#include <string_view>

namespace inland::emulator {

class Scheduler;
class World;

/// What most resources do in time: the string at `path` ("State", "Status.Name") turns from one
/// value into another, unless something else happened to it meanwhile.
void turn_after(World& world, Duration delay, const RecordKey& key, std::string_view path,
                std::string_view from, std::string_view to);
/// The record goes away after `delay`.
void erase_after(World& world, Duration delay, const RecordKey& key);

/// A record's key as members of an event's payload, and back.
json::object payload_of(const RecordKey& key);
RecordKey key_from(const json::object& payload);

void register_transition_events(Scheduler& scheduler);

}  // namespace inland::emulator
