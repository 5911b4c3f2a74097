// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <cstdint>
#include <map>
#include <string>

namespace inland::emulator::cluster {

/// Thousandths of each resource: {"cpu": 250, "memory": 134217728000}.
using Resources = std::map<std::string, std::int64_t>;

/// What a pod asks of its node: the sum over its containers, or more where an init container asks
/// for more.
Resources requests_of_pod(const json::object& pod);

}  // namespace inland::emulator::cluster
