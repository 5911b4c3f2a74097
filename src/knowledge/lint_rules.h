// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "core/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// knowledge/lint.yaml: what in Kubernetes manifests becomes public, or fails, in a private
/// cluster. Not part of Tables, since only `lint` and `explain` read it.
namespace inland::knowledge {

enum class LintOutcome : std::uint8_t { Public, Fails };

struct LintRule {
    std::string id;
    LintOutcome outcome = LintOutcome::Fails;
    std::string depends;  ///< on what it hangs that manifests do not say; "" where it is sure
    std::string title;
    std::string why;
    std::string symptom;
    std::string remedy;
    std::string source;
};

struct LintRules {
    static constexpr std::string_view file_name = "lint.yaml";

    std::vector<LintRule> rules;

    [[nodiscard]] bool empty() const { return rules.empty(); }
    /// Null where there is none.
    [[nodiscard]] const LintRule* find(std::string_view id) const;
};

/// Compiled into this binary.
const LintRules& built_in_lint_rules();

/// Those of a folder, or the built-in ones where it has no lint.yaml.
Result<LintRules> load_lint_rules(const std::string& folder, Diagnostics& diagnostics);

}  // namespace inland::knowledge
