// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/verdict.h"
#include "render/style.h"

#include <string>

namespace inland::render {

enum class Detail { Brief, Full };

/// For people: one line when all holds; else the failing flows first, each with every cause, the
/// symptom and the repairs, then the unknown ones. `Full` also lists what holds, with its path.
std::string verdicts_text(const prove::Verdicts& verdicts, const Style& style,
                          Detail detail = Detail::Brief);

}  // namespace inland::render
