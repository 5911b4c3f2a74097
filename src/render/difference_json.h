// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "prove/difference/difference.h"

namespace inland::render {

/// "inland.dev/difference/v1"; docs/schemas/difference-v1.json describes it.
json::value difference_json(const prove::Difference& difference);

}  // namespace inland::render
