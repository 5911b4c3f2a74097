// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/certificate.h"
#include "core/json.h"
#include "core/result.h"

#include <vector>

namespace inland::checker {

/// "inland.dev/certificate/v1"; docs/schemas/certificate-v1.json describes it.
json::value to_json(const std::vector<Certificate>& certificates);

/// Reads what to_json wrote, or what somebody says it did: InvalidInput names the member that does
/// not fit.
Result<std::vector<Certificate>> from_json(const json::value& document);

}  // namespace inland::checker
