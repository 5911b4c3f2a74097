// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/names/answer.h"
#include "prove/network.h"

#include <vector>

namespace inland::prove {

/// What a VPC's own settings do to its resolver.
struct Settings {
    topology::Knowledge support = topology::Knowledge::Known;    ///< Absent: switched off
    topology::Knowledge hostnames = topology::Knowledge::Known;  ///< private zones work
    topology::Knowledge servers = topology::Knowledge::Known;    ///< machines are told to ask it
    std::vector<Cause> causes;
};

Settings settings_of(const Network& network, const VpcView& vpc);

}  // namespace inland::prove
