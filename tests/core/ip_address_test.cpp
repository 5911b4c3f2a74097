// SPDX-License-Identifier: Apache-2.0
#include "core/ip_address.h"

#include "core/ipv6_prefix.h"

#include <gtest/gtest.h>

namespace inland {
namespace {

IpAddress address(std::string_view text) {
    return IpAddress::parse(text).value();
}

TEST(IpAddress, ReadsAndWritesBothFamilies) {
    EXPECT_EQ(address("10.0.0.1").text(), "10.0.0.1");
    EXPECT_EQ(address("2001:DB8::0:1").text(), "2001:db8::1");
    EXPECT_TRUE(address("10.0.0.1").is_ipv4());
    EXPECT_FALSE(address("::ffff:10.0.0.1").is_ipv4());
    EXPECT_FALSE(IpAddress::parse("10.0.0").has_value());
    EXPECT_FALSE(IpAddress::parse("fd00::/64").has_value());
}

TEST(IpAddress, HasEveryNeighbourOnOneLine) {
    EXPECT_EQ(address("10.0.0.255").next(), address("10.0.1.0"));
    EXPECT_EQ(address("255.255.255.255").next(), address("::"));
    EXPECT_EQ(address("::").previous(), address("255.255.255.255"));
    EXPECT_EQ(address("::ffff:ffff:ffff:ffff").next(), address("0:0:0:1::"));
    EXPECT_EQ(address("0:0:0:1::").previous(), address("::ffff:ffff:ffff:ffff"));
}

TEST(Ipv6Prefix, HoldsWhatBeginsAlike) {
    const auto block = Ipv6Prefix::parse("2001:db8:0:10::/60").value();
    EXPECT_EQ(block.first(), address("2001:db8:0:10::"));
    EXPECT_EQ(block.last(), address("2001:db8:0:1f:ffff:ffff:ffff:ffff"));
    EXPECT_TRUE(block.contains(address("2001:db8:0:1a::1")));
    EXPECT_FALSE(block.contains(address("2001:db8:0:20::")));
    EXPECT_EQ(Ipv6Prefix::parse("fd00::1/64").value().text(), "fd00::/64");
}

TEST(Ipv6Prefix, HoldsNothingOfIpv4) {
    EXPECT_FALSE(Ipv6Prefix().contains(address("10.0.0.1")));
    EXPECT_TRUE(Ipv6Prefix().contains(address("::")));
}

TEST(Ipv6Prefix, RefusesWhatIsNone) {
    for (const auto* text : {"", "::", "10.0.0.0/8", "fd00::/129", "fd00::/-1", "fd00::/6x", "/64"})
        EXPECT_FALSE(Ipv6Prefix::parse(text).has_value()) << text;
}

}  // namespace
}  // namespace inland
