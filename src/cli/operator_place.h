// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"
#include "core/result.h"
#include "prove/prove.h"

#include <optional>

namespace inland::cli {

/// The row of --operator, for commands that prove.
inline constexpr OptionRow operator_row{
    "--operator", "PLACE",
    "where Inland runs: outside (default; AWS answers there), inside (a machine in the cluster's "
    "subnets) or an instance's id"};

/// What it says; nothing for outside, InvalidInput for what is no place.
Result<std::optional<prove::OperatorPlace>> operator_place(const Invocation& invocation);

}  // namespace inland::cli
