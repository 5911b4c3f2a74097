// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/certificate.h"
#include "cli/command.h"
#include "intents/intents.h"
#include "prove/prove.h"
#include "prove/verdict.h"
#include "render/verdicts_json.h"

#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace inland::cli {

/// What to do with each world that a source describes. The Question's Topology lives as long as
/// the call.
using Ask = std::function<void(prove::Question question, const render::VerdictSource& source)>;

/// Reads what the arguments of `prove` name: files, whose content shows what they are, or with
/// `--live` clusters, by their names or their specs, as AWS has them now (calls are reads only).
/// Mistakes are reported, and the exit code says what kind; the questions of sources without any
/// were asked all the same.
ExitCode read_sources(const Invocation& invocation, const std::vector<std::string>& arguments,
                      const Ask& ask);

/// All sources of a command line, proven together.
struct Proof {
    prove::Verdicts verdicts;
    std::vector<render::VerdictSource> sources;
    std::vector<checker::Certificate> certificates;  ///< one for each source, where asked for
};

/// What went wrong has been reported; the exit code says how.
using ProofOrExit = std::expected<Proof, ExitCode>;

/// Proves them, with the intents unless they are null, and with certificates for `--certificate`. A
/// name of the intents that no source has is a mistake of the intents.
ProofOrExit prove_sources(const Invocation& invocation, const std::vector<std::string>& arguments,
                          const intents::Intents* intents);

}  // namespace inland::cli
