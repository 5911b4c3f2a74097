// SPDX-License-Identifier: Apache-2.0
#include "knowledge/readers/lint.h"

#include "knowledge/readers/readers.h"
#include "knowledge/value_reader.h"

#include <array>

namespace inland::knowledge {

static void read_value(const Node& node, Reporter& reporter, LintOutcome& value) {
    static constexpr std::array<std::pair<std::string_view, LintOutcome>, 2> words = {
        {{"public", LintOutcome::Public}, {"fails", LintOutcome::Fails}}};
    read_word(node, reporter, words, value);
}

template <>
struct Columns<LintRule> {
    static constexpr std::array<Column<LintRule>, 8> all = {
        required<&LintRule::id>("id"),           required<&LintRule::outcome>("outcome"),
        optional<&LintRule::depends>("depends"), required<&LintRule::title>("title"),
        required<&LintRule::why>("why"),         required<&LintRule::symptom>("symptom"),
        required<&LintRule::remedy>("remedy"),   required<&LintRule::source>("source"),
    };
};

void read_rules(const Node& document, Reporter& reporter, LintRules& rules) {
    static constexpr std::array<Column<LintRules>, 1> top = {required<&LintRules::rules>("rules")};
    read_fields(document, "the file", std::span<const Column<LintRules>>(top), reporter, rules);
}

/// Checked with the other files; the rows are read where they are used (knowledge/lint_rules.h).
void read_lint(const Node& document, Reporter& reporter, Tables& /*tables*/) {
    LintRules rules;
    read_rules(document, reporter, rules);
}

}  // namespace inland::knowledge
