// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/verdict.h"

#include <string>

namespace inland::render {

/// JUnit's XML, as CI servers show it: a suite for each cluster with a case for each flow, failing
/// flows as failures and unknown ones as errors; and a suite of the findings, whose errors are
/// failures and whose warnings are output.
std::string junit_xml(const prove::Verdicts& verdicts);

}  // namespace inland::render
