// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/verdict.h"

#include <string>

namespace inland::render {

/// Workflow commands of GitHub Actions: "::error file=…,line=…,title=…::message", one a line for
/// each cause of what fails (or is unknown: a warning) and for each finding.
std::string github_annotations(const prove::Verdicts& verdicts);

}  // namespace inland::render
