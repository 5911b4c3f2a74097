// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/cluster/api/api_call.h"
#include "emulator/cluster/cluster_api.h"
#include "http/responder.h"

namespace inland::emulator::cluster {

/// Carries out "watch": a stream of events, one JSON document a line, beginning behind the
/// `resourceVersion` asked for (from what is there when it is absent or "0"). It ends with its
/// client, after `timeoutSeconds`, or with Expired when that version is forgotten.
Result<void> answer_watch(const ApiCall& call, http::Responder responder);

/// Delays by the wall clock; shared by a World's clusters (World::part).
struct Timer {
    WallTimer after = {};
};

}  // namespace inland::emulator::cluster
