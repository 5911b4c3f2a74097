// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/condition_match.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using Context = std::map<std::string, std::vector<std::string>>;

Truth met(std::string_view condition, const Context& context,
          const std::set<std::string>& unknown = {}) {
    const auto policy = read_policy(fmt::format(
        R"({{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Condition": {}}}}})",
        condition));
    if (!policy) {
        ADD_FAILURE() << policy.error().message;
        return Truth::Unknown;
    }
    PolicyRequest request;
    request.context = context;
    request.unknown_keys = unknown;
    Doubts doubts;
    Truth all = Truth::Yes;
    for (const Condition& each : policy->front().conditions)
        all = both(all, match_condition(each, policy->front().variables, request, doubts));
    return all;
}

struct Case {
    std::string condition;
    Context context;
    Truth truth;
};

constexpr auto yes = Truth::Yes;
constexpr auto no = Truth::No;

/// IAM User Guide, Condition operators, Set operators, and Multivalued context key examples.
const std::vector<Case> cases = {
    {R"({"StringEquals": {"k:a": ["x", "y"]}})", {{"k:a", {"y"}}}, yes},
    {R"({"StringEquals": {"k:a": "X"}})", {{"k:a", {"x"}}}, no},
    {R"({"StringEquals": {"K:A": "x*"}})", {{"k:a", {"xyz"}}}, no},
    {R"({"StringEqualsIgnoreCase": {"k:a": "X"}})", {{"k:a", {"x"}}}, yes},
    {R"({"StringNotEquals": {"k:a": ["x", "y"]}})", {{"k:a", {"y"}}}, no},
    {R"({"StringNotEquals": {"k:a": ["x", "y"]}})", {{"k:a", {"z"}}}, yes},
    {R"({"StringLike": {"k:a": "x*"}})", {{"k:a", {"xyz"}}}, yes},
    {R"({"StringNotLike": {"k:a": "x*"}})", {{"k:a", {"xyz"}}}, no},
    // A missing key: only negated operators, IfExists and ForAllValues hold.
    {R"({"StringEquals": {"k:a": "x"}})", {}, no},
    {R"({"StringNotEquals": {"k:a": "x"}})", {}, yes},
    {R"({"StringNotLike": {"k:a": "x"}})", {}, yes},
    {R"({"NotIpAddress": {"k:a": "10.0.0.0/8"}})", {}, yes},
    {R"({"ArnNotLike": {"k:a": "arn:aws:a:b:c:d"}})", {}, yes},
    {R"({"StringEqualsIfExists": {"k:a": "x"}})", {}, yes},
    {R"({"StringEqualsIfExists": {"k:a": "x"}})", {{"k:a", {"y"}}}, no},
    {R"({"Bool": {"k:a": "true"}})", {}, no},
    {R"({"Null": {"k:a": "true"}})", {}, yes},
    {R"({"Null": {"k:a": "true"}})", {{"k:a", {"x"}}}, no},
    {R"({"Null": {"k:a": "false"}})", {{"k:a", {"x"}}}, yes},
    // The guide's table of aws:TagKeys.
    {R"({"ForAllValues:StringNotLike": {"aws:TagKeys": "key1*"}})",
     {{"aws:tagkeys", {"key1:legal"}}},
     no},
    {R"({"ForAllValues:StringNotLike": {"aws:TagKeys": "key1*"}})",
     {{"aws:tagkeys", {"key1:hr", "key1:personnel"}}},
     no},
    {R"({"ForAllValues:StringNotLike": {"aws:TagKeys": "key1*"}})",
     {{"aws:tagkeys", {"key2:audit"}}},
     yes},
    {R"({"ForAllValues:StringNotLike": {"aws:TagKeys": "key1*"}})", {}, yes},
    {R"({"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}})",
     {{"aws:tagkeys", {"a", "c"}}},
     no},
    {R"({"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}})",
     {{"aws:tagkeys", {"a"}}},
     yes},
    {R"({"ForAnyValue:StringEquals": {"aws:TagKeys": ["a", "b"]}})",
     {{"aws:tagkeys", {"a", "c"}}},
     yes},
    {R"({"ForAnyValue:StringEquals": {"aws:TagKeys": ["a", "b"]}})", {}, no},
    // Numbers, dates, booleans, bytes, addresses.
    {R"({"NumericLessThanEquals": {"s3:max-keys": "10"}})", {{"s3:max-keys", {"10"}}}, yes},
    {R"({"NumericLessThan": {"s3:max-keys": 10}})", {{"s3:max-keys", {"10.0"}}}, no},
    {R"({"NumericEquals": {"k:a": "ten"}})", {{"k:a", {"ten"}}}, no},
    {R"({"DateGreaterThan": {"k:a": "2026-01-01T00:00:00Z"}})",
     {{"k:a", {"2026-01-01T00:00:01Z"}}},
     yes},
    {R"({"DateLessThan": {"k:a": "1767225600"}})", {{"k:a", {"2025-12-31T23:59:59.5Z"}}}, yes},
    {R"({"DateEquals": {"k:a": "2026-01-01T01:00:00+01:00"}})", {{"k:a", {"1767225600"}}}, yes},
    {R"({"DateEquals": {"k:a": "2026-13-01"}})", {{"k:a", {"2026-13-01"}}}, no},
    {R"({"Bool": {"aws:SecureTransport": true}})", {{"aws:securetransport", {"TRUE"}}}, yes},
    {R"({"BinaryEquals": {"k:a": "QmluYXJ5"}})", {{"k:a", {"QmluYXJ5"}}}, yes},
    {R"({"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001:DB8::/32"]}})",
     {{"aws:sourceip", {"203.0.113.9"}}},
     yes},
    {R"({"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001:DB8::/32"]}})",
     {{"aws:sourceip", {"2001:db8:1::1"}}},
     yes},
    {R"({"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}})",
     {{"aws:sourceip", {"203.0.113.9"}}},
     no},
    {R"({"IpAddress": {"aws:SourceIp": "203.0.113.9"}})", {{"aws:sourceip", {"203.0.113.9"}}}, yes},
    {R"({"ArnEquals": {"k:a": "arn:aws:sns:*:1:t"}})", {{"k:a", {"arn:aws:sns:r:1:t"}}}, yes},
    // Variables.
    {R"({"StringEquals": {"k:a": "${aws:username}"}})",
     {{"k:a", {"bob"}}, {"aws:username", {"bob"}}},
     yes},
    {R"({"StringEquals": {"k:a": "${aws:username}"}})", {{"k:a", {""}}}, no},
    {R"({"StringNotEquals": {"k:a": "${aws:username}"}})", {{"k:a", {"x"}}}, yes},
    {R"({"StringLike": {"k:a": "${aws:PrincipalTag/team, 'all'}/*"}})", {{"k:a", {"all/x"}}}, yes},
    {R"({"StringLike": {"k:a": "a${*}"}})", {{"k:a", {"ab"}}}, no},
    {R"({"StringLike": {"k:a": "a${*}"}})", {{"k:a", {"a*"}}}, yes},
    {R"({"StringLike": {"k:a": "${aws:username}"}})",
     {{"k:a", {"anything"}}, {"aws:username", {"*"}}},
     no},
};

TEST(PolicyCondition, IsMetAsTheGuideSays) {
    for (const Case& each : cases)
        EXPECT_EQ(met(each.condition, each.context), each.truth) << each.condition;
}

TEST(PolicyCondition, IsUnknownOnlyWhereTheKeyDecides) {
    const std::string org = R"({"StringEquals": {"aws:PrincipalOrgID": "o-1", "k:a": "x"}})";
    EXPECT_EQ(met(org, {{"k:a", {"x"}}}, {"aws:principalorgid"}), Truth::Unknown);
    EXPECT_EQ(met(org, {{"k:a", {"y"}}}, {"aws:principalorgid"}), Truth::No);
    EXPECT_EQ(met(R"({"StringEquals": {"aws:PrincipalTag/a": "x"}})", {}, {"aws:principaltag/*"}),
              Truth::Unknown);
    EXPECT_EQ(met(R"({"StringEquals": {"aws:PrincipalAccount": "123456789012"}})",
                  {{"aws:principalaccount", {"{account}"}}}),
              Truth::Unknown);
}

}  // namespace
}  // namespace inland::prove::testing
