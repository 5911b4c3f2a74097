// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/passage.h"
#include "prove/verdict.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::prove {

/// A verdict with what repairs are made from. `verdict.causes` are the blockers' causes.
struct Proof {
    Verdict verdict;
    std::vector<Blocker> blockers;
    std::vector<Exchange> exchanges = {};  ///< where evidence is kept
    std::vector<NameStep> names = {};
};

Proof proof_of(const knowledge::Flow& flow, std::string from, std::string to, Passage passage);

/// For what is not about packets.
Blocker blocker_of(std::string_view kind, std::string resource, std::string detail,
                   std::string key = {});
Blocker missing_fact(std::string resource, std::string fact);
Blocker blocker_of(Cause cause);
/// A passage that these stop: fails when one is sure, unknown when all miss a fact.
Passage stopped_by(std::vector<Blocker> blockers);

/// The traffic to one port of a flow.
Traffic traffic_to(const knowledge::Flow& flow, int port);
/// "tcp/53,443".
std::string ports_text(const knowledge::Flow& flow);
/// All ports of a flow, merged.
Passage must_pass_all(const Network& network, const Party& source, const Party& destination,
                      const knowledge::Flow& flow);

}  // namespace inland::prove
