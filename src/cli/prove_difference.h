// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"
#include "intents/intents.h"

namespace inland::cli {

/// `prove --diff OLD NEW`: flows gained and lost, and who reaches whom. 1 when a flow was lost or a
/// new one fails, 3 when it is unknown now; what failed before and still does is no difference.
ExitCode prove_difference(const Invocation& invocation, const intents::Intents* intents);

}  // namespace inland::cli
