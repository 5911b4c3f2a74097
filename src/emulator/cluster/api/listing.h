// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/cluster/api/api_call.h"
#include "emulator/cluster/api/selectors.h"

#include <string_view>

namespace inland::emulator::cluster {

/// Carries out "list": selectors, and pages of `limit` objects whose `continue` token goes on
/// behind the last one.
Result<ApiAnswer> answer_list(const ApiCall& call);

}  // namespace inland::emulator::cluster
