// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

#include <string>

namespace inland::emulator::cluster {

inline constexpr std::string_view controller_hash_label = "controller-revision-hash";

/// The ControllerRevision of a DaemonSet's or StatefulSet's template as it is now, made when there
/// is none, with the highest number of all: what `kubectl rollout history` and `undo` read. Returns
/// its name ("web-6c54bd5869"), whose hash the pods are labelled with.
std::string current_revision(Objects& objects, const json::object& set);

/// The hash in a revision's name.
std::string hash_of_revision(const json::object& set, const std::string& revision);

}  // namespace inland::emulator::cluster
