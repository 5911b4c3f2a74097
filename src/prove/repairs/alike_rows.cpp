// SPDX-License-Identifier: Apache-2.0
#include "prove/repairs/alike_rows.h"

#include <map>

#include <fmt/format.h>

namespace inland::prove {

namespace {

std::string causes_of(const Proof& proof) {
    std::string text = proof.verdict.flow;
    for (const Blocker& blocker : proof.blockers)
        text += fmt::format("\n{} {} {} {}", blocker.cause.kind, blocker.cause.resource,
                            blocker.key, static_cast<int>(blocker.port_side));
    return text;
}

}  // namespace

std::vector<AlikeRows> alike_failures(std::vector<Proof>& proofs) {
    std::vector<AlikeRows> kinds;
    std::map<std::string, std::size_t> numbers;
    for (Proof& proof : proofs) {
        if (proof.verdict.outcome != Outcome::Fails)
            continue;
        const auto [found, is_new] = numbers.emplace(causes_of(proof), kinds.size());
        if (is_new)
            kinds.emplace_back();
        kinds[found->second].push_back(&proof);
    }
    return kinds;
}

}  // namespace inland::prove
