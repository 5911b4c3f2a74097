// SPDX-License-Identifier: Apache-2.0
#include "aws/sigv4/verify.h"

#include "aws/sigv4/signer.h"

#include <gtest/gtest.h>

namespace inland::aws::sigv4 {
namespace {

const TimePoint now = *parse_iso8601("2026-11-22T21:07:59Z");
const Credentials credentials{.access_key_id = "AKIDEXAMPLE",
                              .secret_access_key = Secret("the-secret")};

Result<Secret> lookup(std::string_view access_key_id, std::string_view) {
    if (access_key_id != "AKIDEXAMPLE")
        return failure(ErrorKind::NotFound, "no such key");
    return Secret("the-secret");
}

http::Request request_for(std::string_view service, TimePoint time = now) {
    http::Request request{.method = "POST",
                          .origin = "https://example.com",
                          .target = "/clusters/c/access-entries/arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fx",
                          .body = "Action=DescribeVpcs"};
    sign_headers(request, credentials, {"eu-central-1", std::string(service), time});
    return request;
}

std::string code(const Result<Claim>& result) {
    return result ? "" : result.error().code;
}

TEST(Verify, AcceptsAndSaysWhoAndWhatFor) {
    const auto claim = verify(request_for("eks"), lookup, now, Protocol::RestJson);
    ASSERT_TRUE(claim);
    EXPECT_EQ(claim->access_key_id, "AKIDEXAMPLE");
    EXPECT_EQ(claim->service, "eks");
    EXPECT_EQ(claim->region, "eu-central-1");
    EXPECT_FALSE(claim->presigned);
}

TEST(Verify, RefusesAnyChange) {
    const auto changes = std::to_array<void (*)(http::Request&)>({
        [](http::Request& r) { r.method = "PUT"; },
        [](http::Request& r) { r.target += "?a=b"; },
        [](http::Request& r) { r.target += "/y"; },
        [](http::Request& r) { r.body += " "; },
        [](http::Request& r) { r.headers.set("Host", "elsewhere.example.com"); },
    });
    for (const auto change : changes) {
        auto request = request_for("sts");
        change(request);
        EXPECT_EQ(code(verify(request, lookup, now, Protocol::Query)), "SignatureDoesNotMatch");
    }
}

TEST(Verify, SaysUnknownKeysInEachProtocolsWords) {
    const auto unknown = [](std::string_view, std::string_view) -> Result<Secret> {
        return failure(ErrorKind::NotFound, "no such key");
    };
    const auto request = request_for("x");
    EXPECT_EQ(code(verify(request, unknown, now, Protocol::Query)), "InvalidClientTokenId");
    EXPECT_EQ(code(verify(request, unknown, now, Protocol::Json)), "UnrecognizedClientException");
    EXPECT_EQ(code(verify(request, unknown, now, Protocol::RestJson)),
              "UnrecognizedClientException");
    EXPECT_EQ(code(verify(request, unknown, now, Protocol::Ec2)), "AuthFailure");
}

TEST(Verify, PassesTheLookupsOwnErrorsOn) {
    const auto expired = [](std::string_view, std::string_view) -> Result<Secret> {
        return failure(ErrorKind::AccessDenied, "expired", "ExpiredToken", 403);
    };
    EXPECT_EQ(code(verify(request_for("sts"), expired, now, Protocol::Query)), "ExpiredToken");
}

TEST(Verify, AllowsFiveMinutesOfSkew) {
    using std::chrono::minutes;
    EXPECT_TRUE(verify(request_for("ec2", now - minutes(5)), lookup, now, Protocol::Ec2));
    EXPECT_TRUE(verify(request_for("ec2", now + minutes(5)), lookup, now, Protocol::Ec2));
    const auto late = verify(request_for("ec2", now - minutes(6)), lookup, now, Protocol::Ec2);
    EXPECT_EQ(code(late), "RequestExpired");
    const auto early = verify(request_for("sts", now + minutes(6)), lookup, now, Protocol::Query);
    EXPECT_EQ(code(early), "SignatureDoesNotMatch");
    EXPECT_TRUE(early.error().message.starts_with("Signature not yet current: 20261122T211359Z"));
    EXPECT_TRUE(verify(request_for("s3", now - minutes(14)), lookup, now, Protocol::RestXml));
}

TEST(Verify, PresignedRequestsEndWithTheirTime) {
    http::Request request{.origin = "https://example.com", .target = "/a?b=c"};
    presign(request, credentials, {"eu-central-1", "eks", now}, std::chrono::seconds(60));
    EXPECT_TRUE(verify(request, lookup, now + std::chrono::seconds(60), Protocol::RestJson));
    EXPECT_EQ(code(verify(request, lookup, now + std::chrono::seconds(61), Protocol::RestJson)),
              "InvalidSignatureException");
}

TEST(Verify, NamesWhatIsMissing) {
    http::Request request{.headers = {{"Host", "example.com"}}};
    EXPECT_EQ(code(read_claim(request)), "MissingAuthenticationToken");
    const auto incomplete = std::to_array<const char*>(
        {"Basic abc", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 Credential=a",
         "AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=d",
         "AWS4-HMAC-SHA256 Credential=a/20261122/c/d/aws4_request, SignedHeaders=host"});
    for (const auto* header : incomplete) {
        request.headers.set("Authorization", header);
        request.headers.set("X-Amz-Date", "20261122T210759Z");
        EXPECT_EQ(code(read_claim(request)), "IncompleteSignature") << header;
    }
}

TEST(Verify, HostMustBeSigned) {
    auto request = request_for("sts");
    auto header = request.headers.get_or_empty("Authorization");
    header.replace(header.find("host;"), 5, "");
    request.headers.set("Authorization", header);
    EXPECT_EQ(code(verify(request, lookup, now, Protocol::Query)), "IncompleteSignature");
}

TEST(Verify, AStatedBodyHashMustBeTheBodys) {
    auto request = request_for("s3");
    EXPECT_TRUE(verify(request, lookup, now, Protocol::RestXml));
    request.body += "x";
    EXPECT_EQ(code(verify(request, lookup, now, Protocol::RestXml)), "XAmzContentSHA256Mismatch");
}

}  // namespace
}  // namespace inland::aws::sigv4
