// SPDX-License-Identifier: Apache-2.0
#include "aws/sigv4/verify.h"

#include "aws/sigv4/canonical_request.h"
#include "aws/sigv4/signature.h"
#include "core/crypto.h"

namespace inland::aws::sigv4 {

namespace {

enum class Refusal { UnknownKey, WrongSignature, OutOfTime };

struct RefusalRow {
    Protocol protocol;
    Refusal refusal;
    std::string_view code;
    int status;
};

/// How services of each protocol say it. Sources: "Common errors" of IAM, STS, Route 53 (query and
/// rest-xml), EC2's "Error codes", the AWS JSON services' common errors.
constexpr std::array refusal_rows = std::to_array<RefusalRow>({
    {Protocol::Query, Refusal::UnknownKey, "InvalidClientTokenId", 403},
    {Protocol::Query, Refusal::WrongSignature, "SignatureDoesNotMatch", 403},
    {Protocol::Query, Refusal::OutOfTime, "SignatureDoesNotMatch", 403},
    {Protocol::RestXml, Refusal::UnknownKey, "InvalidClientTokenId", 403},
    {Protocol::RestXml, Refusal::WrongSignature, "SignatureDoesNotMatch", 403},
    {Protocol::RestXml, Refusal::OutOfTime, "SignatureDoesNotMatch", 403},
    {Protocol::Ec2, Refusal::UnknownKey, "AuthFailure", 401},
    {Protocol::Ec2, Refusal::WrongSignature, "AuthFailure", 401},
    {Protocol::Ec2, Refusal::OutOfTime, "RequestExpired", 400},
    {Protocol::Json, Refusal::UnknownKey, "UnrecognizedClientException", 400},
    {Protocol::Json, Refusal::WrongSignature, "InvalidSignatureException", 400},
    {Protocol::Json, Refusal::OutOfTime, "InvalidSignatureException", 400},
    {Protocol::RestJson, Refusal::UnknownKey, "UnrecognizedClientException", 403},
    {Protocol::RestJson, Refusal::WrongSignature, "InvalidSignatureException", 403},
    {Protocol::RestJson, Refusal::OutOfTime, "InvalidSignatureException", 403},
});

constexpr std::string_view invalid_token = "The security token included in the request is invalid.";
constexpr std::string_view not_validated =
    "AWS was not able to validate the provided access credentials";
constexpr std::string_view mismatch =
    "The request signature we calculated does not match the signature you provided. Check your "
    "AWS Secret Access Key and signing method. Consult the service documentation for details.";

std::unexpected<Error> refuse(Protocol protocol, Refusal refusal, std::string_view message) {
    const auto* row = std::ranges::find_if(refusal_rows, [&](const RefusalRow& candidate) {
        return candidate.protocol == protocol && candidate.refusal == refusal;
    });
    const bool ec2_words = row->code == "AuthFailure";
    return failure(ErrorKind::AccessDenied, std::string(ec2_words ? not_validated : message),
                   std::string(row->code), row->status);
}

/// "20261122T210759Z" as a time.
std::optional<TimePoint> parse_basic(std::string_view text) {
    if (text.size() != 16)
        return std::nullopt;
    return parse_iso8601(fmt::format("{}-{}-{}T{}:{}:{}Z", text.substr(0, 4), text.substr(4, 2),
                                     text.substr(6, 2), text.substr(9, 2), text.substr(11, 2),
                                     text.substr(13, 2)));
}

/// How long before (and after, for header signatures) now a signature may have been made.
struct Window {
    std::chrono::seconds before;
    std::chrono::seconds after;
};

/// STS takes presigned calls for 15 minutes whatever X-Amz-Expires says, which EKS tokens rely on.
Window window_of(const Claim& claim) {
    using std::chrono::minutes;
    constexpr minutes usual(5), generous(15);
    const auto skew = claim.service == "s3" || claim.presigned ? generous : usual;
    if (!claim.presigned)
        return {skew, skew};
    if (claim.service == "sts")
        return {generous, skew};
    return {std::chrono::seconds(claim.expires_seconds), skew};
}

Result<void> check_time(const Claim& claim, TimePoint now, Protocol protocol) {
    const auto signed_at = parse_basic(claim.time);
    if (!signed_at || !claim.time.starts_with(claim.date))
        return refuse(protocol, Refusal::WrongSignature,
                      fmt::format("Date in Credential scope does not match YYYYMMDD from ISO-8601 "
                                  "version of date from HTTP: '{}' != '{}', from '{}'.",
                                  claim.date, claim.time.substr(0, claim.date.size()), claim.time));
    const auto window = window_of(claim);
    if (*signed_at + window.before < now)
        return refuse(protocol, Refusal::OutOfTime,
                      fmt::format("Signature expired: {} is now earlier than {} ({} - {} min.)",
                                  claim.time, iso8601_basic(now - window.before),
                                  iso8601_basic(now), window.before.count() / 60));
    if (*signed_at - window.after > now)
        return refuse(protocol, Refusal::OutOfTime,
                      fmt::format("Signature not yet current: {} is still later than {} ({} + {} "
                                  "min.)",
                                  claim.time, iso8601_basic(now + window.after), iso8601_basic(now),
                                  window.after.count() / 60));
    return {};
}

/// Which hash the sender signed; a stated one must be the body's.
Result<std::string> signed_payload_hash(const http::Request& request, const Claim& claim) {
    constexpr std::string_view unsigned_payload = "UNSIGNED-PAYLOAD";
    auto hash = payload_hash(request);
    if (claim.presigned && claim.service == "s3")
        return std::string(unsigned_payload);
    if (hash != unsigned_payload && hash != hex(sha256(request.body)))
        return failure(ErrorKind::InvalidInput,
                       "The provided 'x-amz-content-sha256' header does not match what was "
                       "computed.",
                       "XAmzContentSHA256Mismatch", 400);
    return hash;
}

/// The request as it was when it was signed: without the signature in its query.
http::Request as_signed(const http::Request& request, const Claim& claim) {
    auto copy = request;
    if (!claim.presigned)
        return copy;
    std::string query;
    for (auto rest = request.raw_query(); !rest.empty();) {
        const auto part = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(part.size() + 1, rest.size()));
        if (!part.starts_with("X-Amz-Signature="))
            query += fmt::format("{}{}", query.empty() ? "?" : "&", part);
    }
    copy.target = std::string(request.raw_path()) + query;
    return copy;
}

Result<Secret> find_secret(const Claim& claim, const SecretLookup& lookup, Protocol protocol) {
    auto secret = lookup(claim.access_key_id, claim.session_token);
    if (!secret && secret.error().kind == ErrorKind::NotFound)
        return refuse(protocol, Refusal::UnknownKey, invalid_token);
    return secret;
}

/// JSON services' codes end in "Exception"; REST ones answer 403 to whatever is wrong with a claim.
Error in_words_of(Protocol protocol, Error error) {
    if (protocol != Protocol::Json && protocol != Protocol::RestJson)
        return error;
    error.code += "Exception";
    error.http_status = protocol == Protocol::Json ? 400 : 403;
    return error;
}

Result<Claim> claim_of(const http::Request& request, Protocol protocol) {
    auto claim = read_claim(request);
    if (!claim)
        return std::unexpected(in_words_of(protocol, claim.error()));
    if (std::ranges::find(claim->signed_headers, "host") == claim->signed_headers.end())
        return std::unexpected(in_words_of(
            protocol,
            {ErrorKind::AccessDenied, "'Host' must be a 'SignedHeader' in the AWS Authorization.",
             "IncompleteSignature", 400}));
    return claim;
}

}  // namespace

Result<Claim> verify(const http::Request& request, const SecretLookup& lookup, TimePoint now,
                     Protocol protocol) {
    auto claim = TRY(claim_of(request, protocol));
    TRY_VOID(check_time(claim, now, protocol));
    const auto secret = TRY(find_secret(claim, lookup, protocol));
    const auto hash = TRY(signed_payload_hash(request, claim));
    const CredentialScope scope{claim.date, claim.region, claim.service};
    const auto canonical = canonical_request(
        as_signed(request, claim), path_encoding(claim.service), claim.signed_headers, hash);
    const auto expected =
        signature(signing_key(secret, scope), string_to_sign(claim.time, scope, canonical));
    if (!constant_time_equal(expected, claim.signature))
        return refuse(protocol, Refusal::WrongSignature, mismatch);
    return claim;
}

}  // namespace inland::aws::sigv4
