// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/scheduler.h"
#include "emulator/world.h"

namespace inland::emulator {

/// The document of every machine that has been started: kind "inland:machine", id the instance's,
/// in its scope, in the form that GET /_inland/machines answers with (CONTRACT.md): {"id",
/// "cluster", "nodegroup", "state": "booting|joined|failed|terminated", "steps": [{"flow", "state",
/// "detail", "at"}]}.
inline constexpr std::string_view machine_kind = "inland:machine";

/// An instance ("ec2:instance") has been switched on: its operating system boots, step by step in
/// emulated time, and joins the cluster that it is for ("_cluster", "_nodegroup") as far as the
/// emulated network, names, policies and images let it. Console lines collect in the instance
/// record's "_console". Ends in node_group_events.h's machine_joined or machine_failed. An instance
/// that is for no cluster boots and does nothing.
void start_boot(World& world, const RecordKey& instance);

/// The instance was terminated: the boot ends, its Node and its pods leave the cluster.
void machine_terminated(World& world, const RecordKey& instance);

/// What boots do later; called once by emulator::register_events.
void register_boot_events(Scheduler& scheduler);

}  // namespace inland::emulator
