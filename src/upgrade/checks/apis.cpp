// SPDX-License-Identifier: Apache-2.0
#include "upgrade/checks/checks.h"

#include <fmt/format.h>

namespace inland::upgrade {

namespace {

constexpr std::string_view check = "removed-apis";

std::string remedy_of(const knowledge::RemovedApi& removed) {
    return removed.instead.empty()
               ? "take it away: nothing took its place"
               : fmt::format("write it as {} and apply it again", removed.instead);
}

/// What is gone already at the control plane's version breaks nothing new.
std::optional<Finding> look_at(const Facts& facts, const ApiUse& use) {
    const auto* removed = facts.removed_apis->of(use.api_version, use.kind);
    const auto minor = removed == nullptr ? std::nullopt : parse_minor(removed->removed_in);
    if (!minor || *minor > facts.target)
        return std::nullopt;
    const bool is_gone = *minor <= facts.current;
    return Finding{std::string(check), is_gone ? Standing::Warns : Standing::Blocks,
                   fmt::format("{} {}", use.kind, use.object),
                   fmt::format("{} names {}, which {} since {}", use.where, use.api_version,
                               is_gone ? "has not been served" : "is not served", minor->text()),
                   remedy_of(*removed)};
}

}  // namespace

Findings check_apis(const Facts& facts) {
    Findings findings;
    for (const auto& use : facts.uses)
        if (auto found = look_at(facts, use))
            findings.push_back(*std::move(found));
    if (!facts.unseen.empty())
        findings.push_back({std::string(check), Standing::Unknown, "objects", facts.unseen,
                            "run this from inside the network, or say --via"});
    if (findings.empty())
        findings.push_back({std::string(check), Standing::Ready, "objects",
                            fmt::format("none of {} names an API that {} does not serve",
                                        facts.uses.size(), facts.target.text()),
                            ""});
    return findings;
}

}  // namespace inland::upgrade
