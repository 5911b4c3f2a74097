// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <string>
#include <vector>

namespace inland::emulator::cluster {

/// What a custom resource's schema does not admit, in the API server's words, all at once:
/// "spec.size: Unsupported value: \"x\": supported values: \"a\", \"b\"". Rules in CEL
/// (x-kubernetes-validations) and formats are not judged.
std::vector<std::string> schema_violations(const json::object& object, const json::object& schema);

}  // namespace inland::emulator::cluster
