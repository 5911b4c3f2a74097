// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"
#include "prove/verdict.h"

namespace inland::cli {

/// Adds the clusters and findings of `more`; the outcome is the worse of both.
void merge_into(prove::Verdicts& verdicts, prove::Verdicts more);

/// The outcome of flows and findings together: a finding of severity error counts as fails.
prove::Outcome overall(const prove::Verdicts& verdicts);

/// 0 holds, 1 fails, 3 unknown.
ExitCode exit_code_of(prove::Outcome outcome);
ExitCode exit_code_of(const prove::Verdicts& verdicts);

}  // namespace inland::cli
