// SPDX-License-Identifier: Apache-2.0
#include "cli/proof.h"

#include <algorithm>
#include <iterator>

namespace inland::cli {

void merge_into(prove::Verdicts& verdicts, prove::Verdicts more) {
    verdicts.outcome = std::max(verdicts.outcome, more.outcome);
    std::ranges::move(more.clusters, std::back_inserter(verdicts.clusters));
    std::ranges::move(more.findings, std::back_inserter(verdicts.findings));
}

prove::Outcome overall(const prove::Verdicts& verdicts) {
    const bool has_error = std::ranges::any_of(
        verdicts.findings, [](const auto& finding) { return finding.severity == Severity::Error; });
    return has_error ? prove::Outcome::Fails : verdicts.outcome;
}

ExitCode exit_code_of(const prove::Verdicts& verdicts) {
    return exit_code_of(overall(verdicts));
}

ExitCode exit_code_of(prove::Outcome outcome) {
    switch (outcome) {
        case prove::Outcome::Holds:
            return ExitCode::Done;
        case prove::Outcome::Unknown:
            return ExitCode::Unknown;
        case prove::Outcome::Fails:
            return ExitCode::Failed;
    }
    return ExitCode::Failed;
}

}  // namespace inland::cli
