// SPDX-License-Identifier: Apache-2.0
#include "render/changed_lines.h"

#include <gtest/gtest.h>

namespace inland::render {
namespace {

TEST(ChangedLines, ShowsWhatGoesAndWhatComes) {
    EXPECT_EQ(changed_lines("a\nb\nc\n", "a\nx\nc\n", "  "), "  - b\n  + x\n");
    EXPECT_EQ(changed_lines("a\n", "a\n", ""), "");
}

TEST(ChangedLines, CutsLongLines) {
    const auto text = changed_lines("a\n", "a\n" + std::string(1000, 'x') + "\n", "");
    EXPECT_LT(text.size(), 200U);
}

}  // namespace
}  // namespace inland::render
