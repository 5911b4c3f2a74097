// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "kube/lint/lint.h"
#include "render/style.h"

#include <string>
#include <vector>

namespace inland::cli {

/// One paragraph for each finding, and a last line that counts them.
std::string lint_text(const std::vector<kube::LintedFile>& files, const render::Style& style);

/// "inland.dev/lint/v1"; docs/schemas/lint-v1.json describes it.
json::value lint_json(const std::vector<kube::LintedFile>& files);

/// The page of `inland explain`.
std::string lint_rule_page(const knowledge::LintRule& rule);

}  // namespace inland::cli
