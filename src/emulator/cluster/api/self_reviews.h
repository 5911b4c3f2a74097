// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/cluster/api/api_call.h"

#include <optional>

namespace inland::emulator::cluster {

/// The answer to the creation of a review of oneself (`kubectl auth can-i`, `auth whoami`), which
/// is stored nowhere; nothing for other types.
std::optional<json::object> answer_review(const ApiCall& call, json::object review);

}  // namespace inland::emulator::cluster
