// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/world.h"

#include <string>
#include <string_view>

namespace inland::emulator::cluster {

/// Whether a machine gets an image in the emulated world, and what containerd says when not.
struct PullResult {
    bool pulled = false;
    std::string message;  ///< "failed to pull and unpack image …: dial tcp …: i/o timeout"
};

PullResult pull_image(World& world, const RecordKey& instance, const std::string& image);

/// Whether aws-node can give pods addresses from that machine (it calls EC2).
bool can_give_addresses(World& world, const RecordKey& instance);

}  // namespace inland::emulator::cluster
