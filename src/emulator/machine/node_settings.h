// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/world.h"
#include "user_data/user_data.h"

#include <string>

/// What a machine's agent took from its user data, on the instance's record: "_node_name",
/// "_node_labels" and "_node_taints" (as Kubernetes spells them), which its Node is made of.
namespace inland::emulator::machine {

void note_settings(World& world, const RecordKey& instance,
                   const user_data::NodeSettings& settings);

/// By which name the kubelet registers: the private DNS name until the agent said another.
std::string node_name_of(const json::object& instance);
/// Whether the agent has to ask EC2 for that name.
bool asks_ec2_for_its_name(const json::object& instance);

}  // namespace inland::emulator::machine
