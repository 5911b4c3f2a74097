// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/byte_range.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace inland::emulator::registry {
namespace {

/// "first-last", "whole", or "none" when it cannot be satisfied.
std::string range_of(std::string_view header, std::uint64_t size = 10) {
    const auto range = parse_range(header, size);
    if (const auto* part = std::get_if<ByteRange>(&range))
        return fmt::format("{}-{}", part->first, part->last);
    return std::holds_alternative<UnsatisfiableRange>(range) ? "none" : "whole";
}

TEST(ByteRange, IsReadAsHttpHasIt) {
    EXPECT_EQ(range_of("bytes=0-3"), "0-3");
    EXPECT_EQ(range_of("bytes=4-"), "4-9");
    EXPECT_EQ(range_of("bytes=-3"), "7-9");
    EXPECT_EQ(range_of("bytes=-30"), "0-9");
    EXPECT_EQ(range_of("bytes=5-99"), "5-9");
}

TEST(ByteRange, BeyondTheEndCannotBeSatisfied) {
    EXPECT_EQ(range_of("bytes=10-"), "none");
    EXPECT_EQ(range_of("bytes=-0"), "none");
    EXPECT_EQ(range_of("bytes=0-", 0), "none");
    EXPECT_EQ(range_of("bytes=-1", 0), "none");
}

TEST(ByteRange, OfAnotherFormIsIgnored) {
    for (const auto* header : {"", "bytes", "bytes=", "bytes=-", "bytes=3-2", "bytes=a-b",
                               "bytes=0-1,3-4", "lines=0-1", "bytes=99999999999999999999-"})
        EXPECT_EQ(range_of(header), "whole") << header;
}

}  // namespace
}  // namespace inland::emulator::registry
