// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/intents/inhabitants.h"

#include <map>
#include <string>
#include <vector>

namespace inland::prove {

/// Who talks, by the names of groups: node groups, control planes, endpoints, client networks, the
/// internet, and the groups of the Question's intents. Refers to the Network.
using Talkers = std::map<std::string, std::vector<Party>>;

Talkers talkers_of(const Inhabitants& inhabitants);

}  // namespace inland::prove
