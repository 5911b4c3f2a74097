// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"
#include "prove/verdict.h"
#include "render/verdicts_json.h"

#include <expected>
#include <vector>

namespace inland::cli {

/// All sources of a command line, proven together.
struct Proof {
    prove::Verdicts verdicts;
    std::vector<render::VerdictSource> sources;
};

/// What went wrong has been reported; the exit code says how.
using ProofOrExit = std::expected<Proof, ExitCode>;

/// Proves the files that the arguments name; what each one is shows in its content.
ProofOrExit prove_files(const Invocation& invocation);

/// Proves the clusters that the arguments name as AWS has them now. Calls are reads only.
ProofOrExit prove_living(const Invocation& invocation);

}  // namespace inland::cli
