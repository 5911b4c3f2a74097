// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::kube {

/// The objects of a stream of YAML or JSON documents, as a Kubernetes API takes them. `path` is
/// what mistakes are reported under; InvalidInput with all of them, each with its line.
Result<std::vector<json::object>> read_objects(std::string_view text, const std::string& path);

}  // namespace inland::kube
