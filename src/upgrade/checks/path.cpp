// SPDX-License-Identifier: Apache-2.0
#include "upgrade/checks/checks.h"
#include "upgrade/readiness.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::upgrade {

namespace {

constexpr std::string_view check = "version-path";

Finding unknown_to_eks(Minor minor) {
    return {
        std::string(check), Standing::Blocks, "cluster",
        fmt::format("Kubernetes {} is no version that EKS is known to have", minor.text()),
        "choose one of knowledge/versions.yaml, or bring the table up to date with --knowledge"};
}

/// Extended support costs more, and an upgrade into it is seldom meant.
void add_support(const Facts& facts, const knowledge::KubernetesVersion& version,
                 Findings& findings) {
    const auto today = iso8601(facts.now).substr(0, version.standard_support_ends.size());
    if (today > version.standard_support_ends)
        findings.push_back({std::string(check), Standing::Warns, "cluster",
                            fmt::format("{} has been in extended support, which costs more, since "
                                        "{}; all support ends on {}",
                                        version.version, version.standard_support_ends,
                                        version.extended_support_ends),
                            "ask for a newer version in the spec"});
}

}  // namespace

Findings check_path(const Facts& facts) {
    if (facts.target < facts.current)
        return {{std::string(check), Standing::Blocks, "cluster",
                 fmt::format("the control plane is at {} and the spec asks for {}: there is no way "
                             "back by this command",
                             facts.current.text(), facts.target.text()),
                 fmt::format("say version: \"{}\" in the spec", facts.current.text())}};
    Findings findings;
    std::vector<std::string> names{facts.current.text()};
    for (const auto minor : path_of(facts)) {
        names.push_back(minor.text());
        if (facts.tables->version(minor.text()) == nullptr)
            findings.push_back(unknown_to_eks(minor));
    }
    if (const auto* target = facts.tables->version(facts.target.text()))
        add_support(facts, *target, findings);
    if (findings.empty())
        findings.push_back({std::string(check), Standing::Ready, "cluster",
                            names.size() == 1
                                ? fmt::format("the control plane is at {} already", names.front())
                                : fmt::format("the control plane goes {}", fmt::join(names, " → ")),
                            ""});
    return findings;
}

}  // namespace inland::upgrade
