// SPDX-License-Identifier: Apache-2.0
#include "aws/eks_token.h"

#include "aws/sigv4/verify.h"
#include "core/crypto.h"

#include <gtest/gtest.h>

namespace inland::aws {
namespace {

const TimePoint now = *parse_iso8601("2026-11-22T21:07:59Z");
const Credentials credentials{.access_key_id = "AKIDEXAMPLE",
                              .secret_access_key = Secret("the-secret"),
                              .session_token = Secret("session/+=")};
const Endpoint sts{"https://sts.eu-central-1.amazonaws.com", "sts", "eu-central-1"};

Result<Secret> lookup(std::string_view, std::string_view session_token) {
    EXPECT_EQ(session_token, "session/+=");
    return Secret("the-secret");
}

Result<sigv4::Claim> check(const std::string& token, std::string_view cluster, TimePoint time) {
    const auto request = TRY(eks_token_request(token, cluster));
    return sigv4::verify(request, lookup, time, Protocol::Query);
}

TEST(EksToken, ProvesItsCallerForItsCluster) {
    const auto token = eks_token(credentials, sts, "atlas", now);
    ASSERT_TRUE(token);
    EXPECT_TRUE(
        token->starts_with("k8s-aws-v1.aHR0cHM6Ly9zdHMuZXUtY2VudHJhbC0xLmFtYXpvbmF3cy5jb20"));
    EXPECT_FALSE(token->contains('='));
    const auto claim = check(*token, "atlas", now);
    ASSERT_TRUE(claim) << claim.error().message;
    EXPECT_EQ(claim->access_key_id, "AKIDEXAMPLE");
    EXPECT_EQ(claim->signed_headers, (std::vector<std::string>{"host", "x-k8s-aws-id"}));
}

TEST(EksToken, IsGoodForItsClusterOnlyAndFifteenMinutes) {
    const auto token = *eks_token(credentials, sts, "atlas", now);
    EXPECT_FALSE(check(token, "other", now));
    EXPECT_TRUE(check(token, "atlas", now + std::chrono::minutes(15)));
    EXPECT_FALSE(check(token, "atlas", now + std::chrono::minutes(16)));
}

TEST(EksToken, OtherTextsAreRefused) {
    for (const std::string text :
         {"", "k8s-aws-v1.", "k8s-aws-v1.!!", "Bearer x", "k8s-aws-v1.aHR0cHM6Ly8"})
        EXPECT_FALSE(eks_token_request(text, "atlas")) << text;
    EXPECT_FALSE(
        eks_token_request("k8s-aws-v1." + base64url("https://sts/?Action=AssumeRole"), "atlas"));
    EXPECT_FALSE(eks_token_request("k8s-aws-v1." + std::string(100'000, 'a'), "atlas"));
}

}  // namespace
}  // namespace inland::aws
