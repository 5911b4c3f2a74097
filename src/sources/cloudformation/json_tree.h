// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/node.h"
#include "knowledge/reporter.h"

#include <string_view>

namespace inland::sources::cloudformation {

/// The tree of a text that is JSON, which somebody has made sure of, with the place of everything
/// in it. Keys that an object has twice are reported as those of YAML are.
knowledge::Node json_tree(std::string_view text, knowledge::Reporter& reporter);

}  // namespace inland::sources::cloudformation
