// SPDX-License-Identifier: Apache-2.0
#include "knowledge/lint_rules.h"

#include "knowledge/readers/lint.h"
#include "knowledge/rule_file.h"

namespace inland::knowledge {

const LintRule* LintRules::find(std::string_view id) const {
    const auto found = std::ranges::find(rules, id, &LintRule::id);
    return found == rules.end() ? nullptr : &*found;
}

const LintRules& built_in_lint_rules() {
    return built_in_rules<LintRules>();
}

Result<LintRules> load_lint_rules(const std::string& folder, Diagnostics& diagnostics) {
    return load_rules<LintRules>(folder, diagnostics);
}

}  // namespace inland::knowledge
