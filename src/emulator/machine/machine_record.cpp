// SPDX-License-Identifier: Apache-2.0
#include "emulator/machine/machine_record.h"

#include "core/clock.h"
#include "emulator/machine/boot.h"

#include <algorithm>

namespace inland::emulator::machine {

RecordKey record_key(const RecordKey& instance) {
    return {instance.scope, std::string(machine_kind), instance.id};
}

void begin_record(World& world, const RecordKey& instance) {
    const auto* record = world.store().find(instance);
    if (record == nullptr)
        return;
    world.store().put(record_key(instance), {{"id", instance.id},
                                             {"cluster", string_or_empty(*record, "_cluster")},
                                             {"nodegroup", string_or_empty(*record, "_nodegroup")},
                                             {"state", state::booting},
                                             {"steps", json::array()}});
}

std::string state_of(const World& world, const RecordKey& instance) {
    const auto* record = world.store().find(record_key(instance));
    return record == nullptr ? std::string{} : string_or_empty(*record, "state");
}

void set_state(World& world, const RecordKey& instance, std::string_view state) {
    world.store().update(record_key(instance),
                         [&](json::object& record) { record["state"] = state; });
}

void set_step(World& world, const RecordKey& instance, std::string_view flow,
              std::string_view state, std::string_view detail) {
    const json::object step{
        {"flow", flow}, {"state", state}, {"detail", detail}, {"at", iso8601(world.now())}};
    world.store().update(record_key(instance), [&](json::object& record) {
        auto& steps = record["steps"].as_array();
        auto* const found = std::ranges::find_if(
            steps, [&](const json::value& each) { return find_string(each, "flow") == flow; });
        if (found == steps.end())
            steps.push_back(step);
        else
            *found = step;
    });
}

}  // namespace inland::emulator::machine
