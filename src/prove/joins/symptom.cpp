// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/symptom.h"

#include "prove/joins/client_registry.h"

namespace inland::prove {

namespace {

/// Some causes show themselves in their own way, whatever flow they stop.
const knowledge::CauseText* telling_cause(const Verdict& verdict, const knowledge::Tables& tables) {
    for (const Cause& cause : verdict.causes)
        if (const auto* text = tables.cause(cause.kind); text && !text->symptom.empty())
            return text;
    return nullptr;
}

/// Whose name or address a row is about, as far as that is one host's.
std::string host_of(const Verdict& verdict, const knowledge::Flow& flow, const Network& network) {
    if (const auto* service = network.tables().service(flow.service))
        return knowledge::expand(service->host, network.placeholders());
    for (const ClientRegistry& registry : network.question().registries)
        if (verdict.to == text_of(registry))
            return registry.host;
    return "the host";
}

knowledge::Placeholders values_of(const Verdict& verdict, const knowledge::Flow& flow,
                                  const Network& network) {
    auto values = network.placeholders();
    values["host"] = host_of(verdict, flow, network);
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
    verdict.symptom =
        knowledge::expand(cause ? cause->symptom : flow->symptom,
                          cause ? values_of(verdict, *flow, network) : network.placeholders());
}

}  // namespace inland::prove
