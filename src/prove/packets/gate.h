// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/filter.h"

#include <string>
#include <vector>

namespace inland::prove {

/// Filters that look at no ports: attachments, routes, states.

Filter open_gate(std::string title, std::string text);
/// Stops everything.
Filter closed_gate(std::string title, Cause cause, std::string key = {});
/// Stops one range of addresses on one side and lets everything else pass.
Filter closed_gate_for(const AddressRange& range, Side side, Filter closed);
/// Not modelled or not known: nothing for sure, perhaps everything.
Filter unknown_gate(std::string title, std::string missing);
/// The same, for one range of addresses on one side only.
Filter unknown_gate_for(const AddressRange& range, Side side, Filter unknown);

/// The same where nobody knows what leaves it.
Filter blind_gate(std::string title, std::string missing);

/// Behind a blind gate nothing is sure any more: what stops packets there only perhaps does.
void doubt_behind_blind_gates(std::vector<Filter>& filters);

}  // namespace inland::prove
