// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"
#include "core/result.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace inland::cli {

enum class OutputFormat { Text, Json };

/// What `--output` asks for; InvalidInput, with what there is, for anything else.
Result<OutputFormat> output_format(const Invocation& invocation);

}  // namespace inland::cli
