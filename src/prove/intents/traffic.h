// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "intents/intents.h"
#include "prove/packets/party.h"

#include <string>
#include <vector>

namespace inland::prove {

/// What an intent sends from that source: one for each protocol and range of ports. What must reach
/// is sent from the ports that systems use, what must not from any.
std::vector<Traffic> traffics_of(const intents::Intent& intent, const Party& from);

/// " tcp/443,8000-8100"; "" for everything.
std::string traffic_text(const intents::Intent& intent);

}  // namespace inland::prove
