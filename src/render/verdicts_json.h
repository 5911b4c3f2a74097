// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "prove/verdict.h"

#include <string>
#include <vector>

namespace inland::render {

/// Where verdicts came from.
struct VerdictSource {
    std::string kind;  ///< "spec", "terraform-plan", …
    std::string path;
};

/// CONTRACT.md's "inland.dev/verdicts/v1".
json::value verdicts_json(const prove::Verdicts& verdicts,
                          const std::vector<VerdictSource>& sources);

/// One row of "flows" in it.
json::value flow_json(const prove::Verdict& verdict);

}  // namespace inland::render
