// SPDX-License-Identifier: Apache-2.0
#include "emulator/machine/node_settings.h"

namespace inland::emulator::machine {

namespace {

std::string own_name(const RecordKey& instance, const user_data::NodeSettings& settings) {
    if (!settings.host_name.empty())
        return settings.host_name;
    return settings.node_name == user_data::NodeName::InstanceId ? instance.id : std::string{};
}

json::array taints_of(const user_data::NodeSettings& settings) {
    json::array taints;
    for (const auto& taint : settings.taints)
        taints.push_back(
            json::object{{"effect", taint.effect}, {"key", taint.key}, {"value", taint.value}});
    return taints;
}

}  // namespace

void note_settings(World& world, const RecordKey& instance,
                   const user_data::NodeSettings& settings) {
    json::object labels;
    for (const auto& [key, value] : settings.labels)
        labels[key] = value;
    world.store().update(instance, [&](json::object& document) {
        document["_node_name"] = own_name(instance, settings);
        document["_node_labels"] = labels;
        document["_node_taints"] = taints_of(settings);
    });
}

std::string node_name_of(const json::object& instance) {
    const auto own = string_or_empty(instance, "_node_name");
    return own.empty() ? string_or_empty(instance, "PrivateDnsName") : own;
}

bool asks_ec2_for_its_name(const json::object& instance) {
    return string_or_empty(instance, "_node_name").empty();
}

}  // namespace inland::emulator::machine
