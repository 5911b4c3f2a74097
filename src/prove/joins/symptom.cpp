// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/symptom.h"

namespace inland::prove {

void add_symptom(Verdict& verdict, const Network& network) {
    if (verdict.outcome == Outcome::Holds)
        return;
    if (const auto* flow = network.tables().flow(verdict.flow))
        verdict.symptom = knowledge::expand(flow->symptom, network.placeholders());
}

}  // namespace inland::prove
