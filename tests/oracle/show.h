// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/oracle/generate.h"

#include <string>

namespace inland::oracle {

/// A question and its world in lines, for the message of a counterexample: what is as in a world
/// without rules is left out.
std::string text_of(const Question& question);

}  // namespace inland::oracle
