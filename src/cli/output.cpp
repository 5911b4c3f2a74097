// SPDX-License-Identifier: Apache-2.0
#include "cli/output.h"

#include <fmt/format.h>

namespace inland::cli {

Result<OutputFormat> output_format(const Invocation& invocation) {
    const auto format = invocation.value_or("output", "text");
    if (format == "text")
        return OutputFormat::Text;
    if (format == "json")
        return OutputFormat::Json;
    return failure(ErrorKind::InvalidInput,
                   fmt::format("--output {}: there are text and json", format));
}

}  // namespace inland::cli
