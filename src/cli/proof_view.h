// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/proof_source.h"
#include "core/result.h"
#include "knowledge/tables.h"

#include <string>

namespace inland::cli {

/// What a view may need besides the proof.
struct ProofContext {
    const Invocation& invocation;
    const knowledge::Tables& tables;
};

using ProofView = std::string (*)(const Proof& proof, const ProofContext& context);

/// The view that `--output` asks `prove` for: text, json, sarif, junit or github. InvalidInput,
/// with what there is, for anything else.
Result<ProofView> proof_view(const Invocation& invocation);

}  // namespace inland::cli
