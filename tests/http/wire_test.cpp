// SPDX-License-Identifier: Apache-2.0
#include "http/wire.h"

#include <gtest/gtest.h>

namespace inland::http {
namespace {

TEST(ResponseHead, HasStatusLineFieldsAndAnEmptyLine) {
    EXPECT_EQ(response_head(404, reason_phrase(404), {{"A", "1"}, {"B", ""}}),
              "HTTP/1.1 404 Not Found\r\nA: 1\r\nB: \r\n\r\n");
}

TEST(ResponseHead, LetsNoValueBeginALine) {
    EXPECT_EQ(response_head(502, "no\r\nX: 1", {{"A\n", "b\r\nc"}}),
              "HTTP/1.1 502 no  X: 1\r\nA : b  c\r\n\r\n");
}

TEST(HttpDate, IsTheExampleOfTheSpecification) {
    EXPECT_EQ(http_date(std::chrono::system_clock::from_time_t(784'111'777)),
              "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST(Chunk, CarriesItsLengthInHexadecimal) {
    EXPECT_EQ(chunk(std::string(26, 'x')), "1a\r\n" + std::string(26, 'x') + "\r\n");
    EXPECT_EQ(chunk(""), "");
}

TEST(ParseAuthority, TakesHostAndPort) {
    const auto authority = parse_authority("A1.gr7.eu-central-1.eks.amazonaws.com:443");
    ASSERT_TRUE(authority);
    EXPECT_EQ(authority->host, "A1.gr7.eu-central-1.eks.amazonaws.com");
    EXPECT_EQ(authority->port, 443);
    for (const auto* wrong : {"", "a", ":1", "a:", "a:0", "a:65536", "a:1x", "a:-1"})
        EXPECT_FALSE(parse_authority(wrong)) << wrong;
}

}  // namespace
}  // namespace inland::http
