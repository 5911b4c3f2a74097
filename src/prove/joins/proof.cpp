// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/proof.h"

#include "prove/cause_kinds.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::prove {

Proof proof_of(const knowledge::Flow& flow, std::string from, std::string to, Passage passage) {
    Proof proof;
    proof.verdict = {.flow = flow.id,
                     .must = flow.must,
                     .outcome = passage.outcome,
                     .from = std::move(from),
                     .to = std::move(to),
                     .causes = {},
                     .witness = passage.witness,
                     .path = std::move(passage.path),
                     .symptom = {},
                     .repairs = {},
                     .assumptions = std::move(passage.assumptions)};
    for (const Blocker& blocker : passage.blockers)
        proof.verdict.causes.push_back(blocker.cause);
    proof.blockers = std::move(passage.blockers);
    proof.exchanges = std::move(passage.exchanges);
    proof.names = std::move(passage.names);
    return proof;
}

Blocker blocker_of(std::string_view kind, std::string resource, std::string detail,
                   std::string key) {
    return {
        {std::string(kind), std::move(resource), std::move(detail), {}}, std::move(key), {}, {}};
}

Blocker missing_fact(std::string resource, std::string fact) {
    return {
        {std::string(cause_kind::missing_fact), std::move(resource), "not known", std::move(fact)},
        {},
        {},
        {}};
}

Blocker blocker_of(Cause cause) {
    return {std::move(cause), {}, {}, {}};
}

Passage stopped_by(std::vector<Blocker> blockers) {
    Passage passage;
    for (const Blocker& blocker : blockers) {
        const bool doubt = blocker.cause.kind == cause_kind::missing_fact;
        passage.outcome = std::max(passage.outcome, doubt ? Outcome::Unknown : Outcome::Fails);
        const std::string& what = doubt ? blocker.cause.missing : blocker.cause.detail;
        passage.path.push_back(
            blocker.cause.resource.empty() ? what : blocker.cause.resource + ": " + what);
    }
    passage.blockers = std::move(blockers);
    return passage;
}

Traffic traffic_to(const knowledge::Flow& flow, int port) {
    const auto number = static_cast<std::uint16_t>(port);
    return {protocol_number(flow.protocol), {number, number}, linux_ephemeral_ports};
}

std::string ports_text(const knowledge::Flow& flow) {
    return fmt::format("{}/{}", flow.protocol, fmt::join(flow.ports, ","));
}

Passage must_pass_all(const Network& network, const Party& source, const Party& destination,
                      const knowledge::Flow& flow) {
    Passage whole;
    for (const int port : flow.ports)
        merge(whole, must_pass(network, source, destination, traffic_to(flow, port)));
    return whole;
}

}  // namespace inland::prove
