// SPDX-License-Identifier: Apache-2.0
#include "core/sha256_stream.h"

#include <gtest/gtest.h>

namespace inland {
namespace {

TEST(Sha256Stream, IsTheDigestOfThePiecesTogether) {
    Sha256Stream stream;
    EXPECT_EQ(stream.digest(), sha256(""));
    stream.update("layer ");
    EXPECT_EQ(stream.digest(), sha256("layer "));
    stream.update("of an image");
    EXPECT_EQ(stream.digest(), sha256("layer of an image"));
    auto moved = std::move(stream);
    moved.update("!");
    EXPECT_EQ(moved.digest(), sha256("layer of an image!"));
}

}  // namespace
}  // namespace inland
