// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/pattern.h"

#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

bool matches(std::string_view pattern, std::string_view text) {
    return match_pattern(pattern, text, Case::Minded) == Truth::Yes;
}

TEST(PolicyPattern, MatchesAsIamDoes) {
    EXPECT_TRUE(matches("*", ""));
    EXPECT_TRUE(matches("s3:Get*", "s3:GetObject"));
    EXPECT_TRUE(matches("*a*b?", "xxaxxbabc"));
    EXPECT_FALSE(matches("s3:Get", "s3:GetObject"));
    EXPECT_FALSE(matches("s3:getobject", "s3:GetObject"));
    EXPECT_FALSE(matches("?", ""));
    EXPECT_EQ(match_pattern("S3:getobject", "s3:GetObject", Case::Ignored), Truth::Yes);
}

TEST(PolicyPattern, TakesALiteralAsItIs) {
    EXPECT_TRUE(matches(as_literal("a*?"), "a*?"));
    EXPECT_FALSE(matches(as_literal("a*?"), "abc"));
}

TEST(PolicyPattern, LeavesAnUnknownAccountOpenOnlyWhereItDecides) {
    constexpr std::string_view arn = "arn:aws:iam::{account}:role/node";
    EXPECT_EQ(match_resource("arn:aws:iam::*:role/*", arn), Truth::Yes);
    EXPECT_EQ(match_resource("arn:aws:iam::123456789012:role/node", arn), Truth::Unknown);
    EXPECT_EQ(match_resource("arn:aws:iam::123456789012:role/other", arn), Truth::No);
    EXPECT_EQ(match_resource("arn:aws:iam::aws:role/node", arn), Truth::No);
}

/// IAM User Guide, Resource: wildcards work within segments, and beyond at a segment's end.
TEST(PolicyPattern, KeepsAWildcardInsideItsSegment) {
    const auto of = [](std::string_view pattern, std::string_view arn) {
        return match_resource(pattern, arn) == Truth::Yes;
    };
    EXPECT_TRUE(of("arn:aws:ec2:*", "arn:aws:ec2:eu-central-1:1:instance/i-1"));
    EXPECT_TRUE(of("arn:aws:ec2:eu-*-1:1:instance/*", "arn:aws:ec2:eu-central-1:1:instance/i-1"));
    EXPECT_FALSE(of("arn:aws:ec2:e*-1:instance/*", "arn:aws:ec2:eu:1-1:instance/i-1"));
    EXPECT_TRUE(of("arn:aws:logs:*:*:log-group:/a*b", "arn:aws:logs:r:1:log-group:/a:b"));
}

TEST(PolicyPattern, ComparesArnsByTheirSixComponents) {
    EXPECT_EQ(match_arn("arn:aws:iam::1:role/*", "arn:aws:iam::1:role/a/b"), Truth::Yes);
    EXPECT_EQ(match_arn("arn:aws:iam::*", "arn:aws:iam::1:role/a"), Truth::No);
    EXPECT_EQ(match_arn("arn:*:1:role/a", "arn:aws:iam::1:role/a"), Truth::No);
    EXPECT_EQ(match_arn("*", "arn:aws:iam::1:role/a"), Truth::Yes);
}

}  // namespace
}  // namespace inland::prove::testing
