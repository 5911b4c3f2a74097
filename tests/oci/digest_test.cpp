// SPDX-License-Identifier: Apache-2.0
#include "oci/digest.h"

#include <gtest/gtest.h>

namespace inland::oci {
namespace {

// FIPS 180-4's example message.
constexpr std::string_view sha256_of_abc =
    "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr std::string_view sha512_of_abc =
    "sha512:ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
    "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f";

TEST(DigestTest, NamesBytes) {
    EXPECT_EQ(Digest::of("abc").text(), sha256_of_abc);
    EXPECT_EQ(Digest::of("abc", DigestAlgorithm::Sha512).text(), sha512_of_abc);
}

TEST(DigestTest, ReadsBothAlgorithms) {
    for (const auto text : {sha256_of_abc, sha512_of_abc}) {
        const auto digest = Digest::parse(text);
        ASSERT_TRUE(digest);
        EXPECT_EQ(digest->text(), text);
        EXPECT_EQ(digest->algorithm_name(), text.substr(0, 6));
        EXPECT_EQ(digest->hex(), text.substr(7));
    }
}

TEST(DigestTest, RefusesWhatIsNone) {
    const std::string good(sha256_of_abc);
    for (const auto& text :
         {std::string(), std::string("sha256"), std::string("sha256:"), "md5:" + good.substr(7),
          good + "0", good.substr(0, good.size() - 1), "SHA256:" + good.substr(7),
          "sha512:" + good.substr(7), "sha256:" + std::string(64, 'A'),
          "sha256:../../../" + good.substr(16), std::string("\x01sha256:\xff")}) {
        const auto digest = Digest::parse(text);
        ASSERT_FALSE(digest) << text;
        EXPECT_EQ(digest.error().kind, ErrorKind::InvalidInput);
        EXPECT_EQ(digest.error().message.find('\x01'), std::string::npos);
    }
}

TEST(DigestTest, StreamsInPiecesAndForks) {
    DigestStream stream(DigestAlgorithm::Sha256);
    stream.update("a");
    DigestStream fork = stream;
    stream.update("bc");
    fork.update("b");
    fork.update("c");
    EXPECT_EQ(stream.digest().text(), sha256_of_abc);
    EXPECT_EQ(fork.digest(), stream.digest());
    EXPECT_EQ(fork.size(), 3U);
}

}  // namespace
}  // namespace inland::oci
