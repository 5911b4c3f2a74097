// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>

#include <yaml-cpp/yaml.h>

/// The YAML of a kubeconfig, kept as it is: every field, in its order, with text staying text.
namespace inland::kube {

/// A mapping, or an empty one for empty text. InvalidInput with line and column.
Result<YAML::Node> read_kubeconfig(std::string_view text);
/// Block style. What was quoted is quoted, so that "1.30" does not turn into a number.
Result<std::string> write_yaml(const YAML::Node& document);
/// A scalar that is text whatever it looks like.
YAML::Node text_node(const std::string& text);

}  // namespace inland::kube
