// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/check.h"
#include "core/json.h"
#include "render/style.h"

#include <string>
#include <vector>

namespace inland::render {

/// What a check found of one source's certificate.
struct CheckedSource {
    std::string source;
    checker::Report report;
};

/// For people: what is refused and why, what nobody checked, and one line that sums up.
std::string check_text(const std::vector<CheckedSource>& sources, const Style& style);
/// "inland.dev/check/v1".
json::value check_json(const std::vector<CheckedSource>& sources);

}  // namespace inland::render
