// SPDX-License-Identifier: Apache-2.0
#include "core/ipv4_prefix.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace inland {
namespace {

TEST(Ipv4Prefix, ParsesAndPrints) {
    EXPECT_EQ(Ipv4Prefix::parse("10.40.0.0/16").value().text(), "10.40.0.0/16");
    EXPECT_EQ(Ipv4Prefix::parse("0.0.0.0/0").value().size(), std::uint64_t{1} << 32U);
    EXPECT_EQ(Ipv4Prefix::parse("255.255.255.255/32").value().size(), 1U);
}

TEST(Ipv4Prefix, RefusesHostBitsAndNamesTheBlock) {
    const auto refused = Ipv4Prefix::parse("10.40.3.1/16");
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("10.40.0.0/16"), std::string::npos);
    EXPECT_EQ(Ipv4Prefix::parse_canonicalizing("100.68.0.18/18").value().text(), "100.68.0.0/18");
}

TEST(Ipv4Prefix, RefusesWhatIsNotABlock) {
    for (const auto* text : {"", "10.0.0.0", "10.0.0/8", "10.0.0.0/33", "10.0.0.0/-1",
                             "10.0.0.0/08", "010.0.0.0/8", "256.0.0.0/8", "10.0.0.0/8 ",
                             " 10.0.0.0/8", "a.b.c.d/8", "10.0.0.0/8/8", "10.0.0.0.0/8", "::/0"})
        EXPECT_FALSE(Ipv4Prefix::parse(text)) << text;
}

TEST(Ipv4Prefix, Subdivides) {
    const auto block = Ipv4Prefix::parse("10.40.0.0/16").value();
    EXPECT_EQ(block.subdivide(18, 3).value().text(), "10.40.192.0/18");
    EXPECT_FALSE(block.subdivide(18, 4));
    EXPECT_FALSE(block.subdivide(15, 0));
    EXPECT_EQ(Ipv4Prefix().subdivide(1, 1).value().text(), "128.0.0.0/1");
}

RC_GTEST_PROP(Ipv4Prefix, ContainsExactlyTheAddressesBetweenItsEnds,
              (std::uint32_t base, std::uint32_t probe)) {
    const Ipv4Prefix prefix(Ipv4Address{base}, *rc::gen::inRange(0, 33));
    const Ipv4Address address{probe};
    RC_ASSERT(prefix.contains(address) == (prefix.first() <= address && address <= prefix.last()));
    RC_ASSERT(Ipv4Prefix::parse(prefix.text()).value() == prefix);
}

RC_GTEST_PROP(Ipv4Prefix, OverlapsWhenAnAddressIsInBoth,
              (std::uint32_t left_base, std::uint32_t right_base)) {
    const Ipv4Prefix left(Ipv4Address{left_base}, *rc::gen::inRange(0, 33));
    const Ipv4Prefix right(Ipv4Address{right_base}, *rc::gen::inRange(0, 33));
    const bool share = left.first() <= right.last() && right.first() <= left.last();
    RC_ASSERT(left.overlaps(right) == share);
}

}  // namespace
}  // namespace inland
