// SPDX-License-Identifier: Apache-2.0
#include "aws/client.h"

#include "aws/protocols/protocol.h"
#include "tests/aws/fake_http.h"

#include <gtest/gtest.h>

namespace inland::aws {
namespace {

const TimePoint now = *parse_iso8601("2026-11-22T21:07:59Z");

class ClientTest : public testing::Test {
  protected:
    FakeHttp http_;
    ManualClock clock_{now};
    std::vector<Attempt> attempts_;
    Client client_{
        http_,
        clock_,
        {.region = "eu-central-1"},
        std::make_shared<StaticCredentials>(
            Credentials{.access_key_id = "AKID", .secret_access_key = Secret("hunter2")}),
        {.on_attempt = [this](const Attempt& attempt) { attempts_.push_back(attempt); }}};

    void answer(std::string_view service, std::string_view operation, json::object output) {
        const auto& table = **find_service(service);
        http_.answers.emplace_back(
            encode_response(table, **table.find_operation(operation), output, "request-1"));
    }

    void refuse(std::string_view service, Error error) {
        http_.answers.emplace_back(encode_error(**find_service(service), error, "request-2"));
    }

    void break_connection() {
        http_.answers.emplace_back(failure(ErrorKind::Unavailable, "broken",
                                           std::string(http::transport_code::connection_broken)));
    }
};

TEST_F(ClientTest, SignsSendsAndDecodes) {
    answer("eks", "DescribeCluster", {{"cluster", {{"name", "atlas"}}}});
    const auto result = client_.call("eks", "DescribeCluster", {{"name", "atlas"}});
    ASSERT_TRUE(result);
    EXPECT_EQ(string_or_empty(*result, "cluster.name"), "atlas");
    const auto& request = http_.requests.at(0);
    EXPECT_EQ(request.origin, "https://eks.eu-central-1.amazonaws.com");
    EXPECT_EQ(request.target, "/clusters/atlas");
    EXPECT_TRUE(request.headers.get_or_empty("Authorization").starts_with("AWS4-HMAC-SHA256 "));
    EXPECT_TRUE(request.headers.get_or_empty("User-Agent").starts_with("inland/"));
    EXPECT_EQ(attempts_.at(0).request_id, "request-1");
}

TEST_F(ClientTest, RefusesMembersThatTheInputDoesNotHave) {
    const auto result = client_.call("ec2", "CreateVpc", {{"CidrBlok", "10.0.0.0/16"}});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::InvalidInput);
    EXPECT_TRUE(result.error().message.contains("CidrBlok"));
    EXPECT_TRUE(http_.requests.empty());
}

TEST_F(ClientTest, ErrorsCarryCodeStatusAndRequestId) {
    refuse("eks",
           {ErrorKind::NotFound, "No cluster found for name: x.", "ResourceNotFoundException"});
    const auto result = client_.call("eks", "DescribeCluster", {{"name", "x"}});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::NotFound);
    EXPECT_EQ(result.error().code, "ResourceNotFoundException");
    EXPECT_EQ(result.error().http_status, 404);
    EXPECT_EQ(result.error().message,
              "eks DescribeCluster: No cluster found for name: x. (request id request-2)");
}

TEST_F(ClientTest, RetriesThrottlingAndWaitsByTheClock) {
    refuse("ec2", {ErrorKind::Throttled, "slow down", "RequestLimitExceeded", 503});
    refuse("ec2", {ErrorKind::Throttled, "slow down", "RequestLimitExceeded", 503});
    answer("ec2", "CreateVpc", {{"Vpc", {{"VpcId", "vpc-1"}}}});
    const auto result = client_.call("ec2", "CreateVpc", {{"CidrBlock", "10.0.0.0/16"}});
    ASSERT_TRUE(result);
    EXPECT_EQ(http_.requests.size(), 3U);
    EXPECT_GT(clock_.now(), now);
}

TEST_F(ClientTest, GivesUpAfterItsAttempts) {
    for (int i = 0; i < 3; ++i)
        refuse("ec2", {ErrorKind::Throttled, "slow down", "RequestLimitExceeded", 503});
    const auto result = client_.call("ec2", "DescribeVpcs");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::Throttled);
    EXPECT_EQ(http_.requests.size(), 3U);
}

TEST_F(ClientTest, ACreateWithoutATokenIsNotResentBlindly) {
    break_connection();
    const auto result = client_.call("ec2", "CreateVpc", {{"CidrBlock", "10.0.0.0/16"}});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, answer_lost_code);
    EXPECT_EQ(http_.requests.size(), 1U);
}

TEST_F(ClientTest, AGatewaysErrorIsALostAnswerToo) {
    http_.answers.emplace_back(http::Response{504, {}, "<html>Gateway Timeout</html>"});
    EXPECT_EQ(client_.call("ec2", "CreateVpc", {{"CidrBlock", "10.0.0.0/16"}}).error().code,
              answer_lost_code);
}

TEST_F(ClientTest, ReadsAndCallsWithTokensAreResentWithTheSameToken) {
    break_connection();
    answer("ec2", "DescribeVpcs", {});
    EXPECT_TRUE(client_.call("ec2", "DescribeVpcs"));
    break_connection();
    answer("eks", "CreateNodegroup", {});
    EXPECT_TRUE(client_.call(
        "eks", "CreateNodegroup",
        {{"clusterName", "c"}, {"nodegroupName", "n"}, {"subnets", {"s"}}, {"nodeRole", "r"}}));
    EXPECT_EQ(http_.requests.at(2).body, http_.requests.at(3).body);
    EXPECT_TRUE(http_.requests.at(2).body.contains("clientRequestToken"));
}

TEST_F(ClientTest, NobodyThereIsRetriedAndNamed) {
    const auto result = client_.call("ec2", "CreateVpc", {{"CidrBlock", "10.0.0.0/16"}});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(http_.requests.size(), 3U);
    EXPECT_TRUE(result.error().message.contains("https://ec2.eu-central-1.amazonaws.com"));
}

TEST_F(ClientTest, CorrectsItsClockFromAnAnswersDate) {
    http::Response late = encode_error(
        **find_service("sts"),
        {ErrorKind::AccessDenied, "Signature expired: 20261122T210759Z is now earlier than",
         "SignatureDoesNotMatch", 403},
        "id");
    late.headers.set("Date", "Sun, 22 Nov 2026 22:07:59 GMT");
    http_.answers.emplace_back(late);
    answer("sts", "GetCallerIdentity", {{"Account", "123456789012"}, {"Arn", "arn:x"}});
    const auto identity = client_.caller_identity();
    ASSERT_TRUE(identity);
    EXPECT_EQ(identity->account, "123456789012");
    EXPECT_TRUE(http_.requests.at(1).headers.get_or_empty("X-Amz-Date").starts_with("20261122T22"));
}

TEST_F(ClientTest, AWrongSecretIsNotRetried) {
    refuse("sts", {ErrorKind::AccessDenied, "does not match", "SignatureDoesNotMatch", 403});
    EXPECT_FALSE(client_.caller_identity());
    EXPECT_EQ(http_.requests.size(), 1U);
}

TEST_F(ClientTest, JoinsPages) {
    answer("ec2", "DescribeVpcs", {{"Vpcs", {{{"VpcId", "vpc-1"}}}}, {"NextToken", "two"}});
    answer("ec2", "DescribeVpcs", {{"Vpcs", {{{"VpcId", "vpc-2"}}}}});
    const auto all = client_.call_all("ec2", "DescribeVpcs");
    ASSERT_TRUE(all);
    EXPECT_EQ(json::serialize(*all), R"({"Vpcs":[{"VpcId":"vpc-1"},{"VpcId":"vpc-2"}]})");
    EXPECT_TRUE(http_.requests.at(1).body.contains("NextToken=two"));
}

TEST_F(ClientTest, StopsWhereIsTruncatedSaysSo) {
    answer("iam", "ListRoles",
           {{"Roles", json::array{}}, {"IsTruncated", false}, {"Marker", "left over"}});
    EXPECT_TRUE(client_.call_all("iam", "ListRoles"));
    EXPECT_EQ(http_.requests.size(), 1U);
}

TEST_F(ClientTest, PagesThatDoNotEndAreAnError) {
    for (int i = 0; i < 3; ++i)
        answer("ec2", "DescribeVpcs", {{"Vpcs", json::array{}}, {"NextToken", "same"}});
    EXPECT_FALSE(client_.call_all("ec2", "DescribeVpcs"));
}

TEST_F(ClientTest, StopsWhenAsked) {
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(client_.call("ec2", "DescribeVpcs", {}, stop.get_token()).error().kind,
              ErrorKind::Interrupted);
    EXPECT_TRUE(http_.requests.empty());
}

TEST_F(ClientTest, NothingThatIsReportedHoldsTheSecret) {
    refuse("sts", {ErrorKind::AccessDenied, "does not match", "SignatureDoesNotMatch", 403});
    const auto result = client_.caller_identity();
    const auto& attempt = attempts_.at(0);
    for (const auto& text : {result.error().message, attempt.url, attempt.error_code})
        EXPECT_FALSE(text.contains("hunter2"));
    EXPECT_EQ(fmt::format("{}", Secret("hunter2")), "(secret)");
}

TEST(RetryQuota, RunsOutAndIsRefilled) {
    RetryQuota quota;
    const Error timeout{ErrorKind::Timeout, ""};
    for (int i = 0; i < 50; ++i)
        EXPECT_EQ(quota.draw(timeout), 10);
    EXPECT_EQ(quota.draw({ErrorKind::Unavailable, ""}), 0);
    quota.give_back(10);
    EXPECT_EQ(quota.draw({ErrorKind::Unavailable, ""}), 5);
}

TEST(RetryQuota, BacksOffWithinDoublingBounds) {
    RetryQuota quota;
    for (int attempt = 1; attempt < 10; ++attempt) {
        const auto wait = quota.backoff(attempt);
        EXPECT_GE(wait.count(), 0);
        EXPECT_LE(wait.count(), std::min(1000L << (attempt - 1), 20'000L));
    }
}

}  // namespace
}  // namespace inland::aws
