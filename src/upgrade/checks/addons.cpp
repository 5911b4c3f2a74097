// SPDX-License-Identifier: Apache-2.0
#include "upgrade/checks/checks.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::upgrade {

namespace {

constexpr std::string_view check = "add-ons";

bool serves(const knowledge::AddonVersion& version, Minor minor) {
    return std::ranges::find(version.kubernetes, minor.text()) != version.kubernetes.end();
}

Finding unknown_addon(const std::string& name, const std::string& version) {
    return {std::string(check), Standing::Unknown, "addon/" + name,
            fmt::format("whether {} {} runs there is not known: the tables do not hold it", name,
                        version),
            "ask `aws eks describe-addon-versions`, and name the add-on in the spec"};
}

/// The spec's are raised with the control plane; the others stay as they are.
std::optional<Finding> look_at(const Facts& facts, const topology::Addon& addon) {
    const auto name = addon.addon_name.value_or_default("").value_or("");
    const auto version = addon.version.value_or_default("").value_or("");
    if (facts.spec_addons.contains(name))
        return std::nullopt;
    const auto* known = facts.tables->addon(name);
    if (known == nullptr)
        return unknown_addon(name, version);
    const auto row = std::ranges::find(known->versions, version, &knowledge::AddonVersion::version);
    if (row == known->versions.end())
        return unknown_addon(name, version);
    if (serves(*row, facts.target))
        return std::nullopt;
    return Finding{std::string(check), Standing::Blocks, "addon/" + name,
                   fmt::format("{} {} is not for Kubernetes {}, and the spec does not name it, so "
                               "that it would stay behind",
                               name, version, facts.target.text()),
                   fmt::format("name {} in spec.addons, or take it away", name)};
}

/// A spec's add-on has a version for each minor on the way.
void add_missing_versions(const Facts& facts, Findings& findings) {
    for (const auto& name : facts.spec_addons)
        for (auto minor = facts.current; minor <= facts.target; minor = minor.next()) {
            const auto* known = facts.tables->addon(name);
            const bool has_one =
                known != nullptr && std::ranges::any_of(known->versions, [&](const auto& row) {
                    return serves(row, minor);
                });
            if (!has_one)
                findings.push_back(
                    {std::string(check), Standing::Blocks, "addon/" + name,
                     fmt::format("no version of {} is known for Kubernetes {}", name, minor.text()),
                     "bring knowledge/addons.yaml up to date with --knowledge"});
        }
}

}  // namespace

Findings check_addons(const Facts& facts) {
    Findings findings;
    for (const auto& [key, addon] : facts.observed.all<topology::Addon>())
        if (auto found = look_at(facts, addon))
            findings.push_back(*std::move(found));
    add_missing_versions(facts, findings);
    if (findings.empty())
        findings.push_back({std::string(check), Standing::Ready, "add-ons",
                            fmt::format("each of the spec's {} has a version for {}",
                                        facts.spec_addons.size(), facts.target.text()),
                            ""});
    return findings;
}

}  // namespace inland::upgrade
