// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "knowledge/node.h"

namespace inland::manifests {

/// What Kubernetes makes of YAML: a text without quotes may be a boolean, a number or null (YAML
/// 1.1, as sigs.k8s.io/yaml reads it, less octal and sexagesimal numbers, which nobody writes).
json::value json_value(const knowledge::Node& node);

}  // namespace inland::manifests
