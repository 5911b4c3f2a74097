// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/symptom.h"

namespace inland::prove {

namespace {

/// Some causes show themselves in their own way, whatever flow they stop.
const knowledge::CauseText* telling_cause(const Verdict& verdict, const knowledge::Tables& tables) {
    for (const Cause& cause : verdict.causes)
        if (const auto* text = tables.cause(cause.kind); text && !text->symptom.empty())
            return text;
    return nullptr;
}

knowledge::Placeholders values_of(const knowledge::Flow& flow, const Network& network) {
    auto values = network.placeholders();
    const auto* service = network.tables().service(flow.service);
    values["host"] = service ? knowledge::expand(service->host, values) : std::string("the host");
    return values;
}

}  // namespace

void add_symptom(Verdict& verdict, const Network& network) {
    if (verdict.outcome == Outcome::Holds)
        return;
    const auto* flow = network.tables().flow(verdict.flow);
    if (flow == nullptr)
        return;
    const auto* cause = telling_cause(verdict, network.tables());
    verdict.symptom = knowledge::expand(cause ? cause->symptom : flow->symptom,
                                        cause ? values_of(*flow, network) : network.placeholders());
}

}  // namespace inland::prove
