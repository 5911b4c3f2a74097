// SPDX-License-Identifier: Apache-2.0
#include "core/utf16.h"

#include <gtest/gtest.h>

namespace inland {
namespace {

using namespace std::string_literals;

TEST(Utf16, LeavesUtf8AsItIs) {
    EXPECT_EQ(utf8_of("{\"a\": \"\xC3\xA4\"}").value(), "{\"a\": \"\xC3\xA4\"}");
    EXPECT_EQ(utf8_of("").value(), "");
}

TEST(Utf16, DropsTheMarkOfUtf8) {
    EXPECT_EQ(utf8_of("\xEF\xBB\xBF{}").value(), "{}");
}

TEST(Utf16, RewritesBothOrders) {
    EXPECT_EQ(utf8_of("\xFF\xFE\x7B\x00\xE4\x00"s).value(), "{\xC3\xA4");
    EXPECT_EQ(utf8_of("\xFE\xFF\x00\x7B\x20\xAC"s).value(), "{\xE2\x82\xAC");
}

TEST(Utf16, JoinsSurrogates) {
    // RFC 2781, section 3.2: U+12345 is D808 DF45.
    EXPECT_EQ(utf8_of("\xFE\xFF\xD8\x08\xDF\x45"s).value(), "\xF0\x92\x8D\x85");
}

TEST(Utf16, RefusesWhatIsNoText) {
    EXPECT_FALSE(utf8_of("\xFF\xFE\x7B"s));
    EXPECT_FALSE(utf8_of("\xFE\xFF\xD8\x08"s));
    EXPECT_FALSE(utf8_of("\xFE\xFF\xDF\x45\x00\x41"s));
}

}  // namespace
}  // namespace inland
