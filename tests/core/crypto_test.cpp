// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"

#include <string>

#include <gtest/gtest.h>

namespace inland {
namespace {

// FIPS 180-4 and RFC 4231 (test case 2), RFC 4648 section 10.
TEST(Crypto, GivesTheKnownAnswers) {
    EXPECT_EQ(hex(sha256("abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(base64("foob"), "Zm9vYg==");
    EXPECT_EQ(base64url("\xfb\xff"), "-_8");
}

TEST(Base64, DecodesWhatItEncodes) {
    std::string bytes;
    for (int length = 0; length < 300; ++length) {
        EXPECT_EQ(decode_base64(base64(bytes)), bytes);
        EXPECT_EQ(decode_base64(base64url(bytes)), bytes);
        bytes += static_cast<char>(length * 7);
    }
    EXPECT_FALSE(decode_base64("a"));
    EXPECT_FALSE(decode_base64("ab!c"));
}

TEST(RandomText, DrawsFromItsAlphabet) {
    const auto text = random_text(1000, "ab");
    EXPECT_EQ(text.size(), 1000U);
    EXPECT_EQ(text.find_first_not_of("ab"), std::string::npos);
    EXPECT_NE(random_text(17), random_text(17));
}

}  // namespace
}  // namespace inland
