// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "deploy/plan.h"
#include "render/style.h"

#include <string>

namespace inland::render {

/// For people: a line a change with its reason, below it the fields of updates and replacements,
/// and a closing count.
std::string plan_text(const deploy::Plan& plan, const Style& style);

/// "3 to create, 1 to update".
std::string plan_summary(const deploy::Plan& plan);

}  // namespace inland::render
