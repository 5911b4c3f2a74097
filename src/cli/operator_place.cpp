// SPDX-License-Identifier: Apache-2.0
#include "cli/operator_place.h"

#include <fmt/format.h>

namespace inland::cli {

Result<std::optional<prove::OperatorPlace>> operator_place(const Invocation& invocation) {
    const auto said = invocation.value_or("operator", "outside");
    if (said == "outside")
        return std::nullopt;
    if (said == "inside")
        return prove::OperatorPlace{};
    if (said.starts_with("i-"))
        return prove::OperatorPlace{said};
    return failure(
        ErrorKind::InvalidInput,
        fmt::format("--operator {}: there are outside, inside and an instance's id", said));
}

}  // namespace inland::cli
