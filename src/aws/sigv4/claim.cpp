// SPDX-License-Identifier: Apache-2.0
#include "aws/sigv4/signature.h"
#include "aws/sigv4/verify.h"
#include "aws/text_lines.h"

#include <charconv>

namespace inland::aws::sigv4 {

namespace {

using Parts = std::map<std::string, std::string, std::less<>>;

std::unexpected<Error> incomplete(std::string message) {
    return failure(ErrorKind::AccessDenied, std::move(message), "IncompleteSignature", 400);
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (true) {
        const auto end = text.find(separator);
        parts.emplace_back(text.substr(0, end));
        if (end == text.npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

/// "Credential=..., SignedHeaders=..., Signature=..." by name; blanks around commas are optional.
Parts authorization_parts(std::string_view text) {
    Parts parts;
    for (const auto& part : split(text, ',')) {
        const auto pair = trimmed(part);
        const auto equals = std::min(pair.find('='), pair.size());
        parts[std::string(pair.substr(0, equals))] = pair.substr(std::min(equals + 1, pair.size()));
    }
    return parts;
}

Result<std::string> part(const Parts& parts, std::string_view name) {
    const auto found = parts.find(name);
    if (found == parts.end() || found->second.empty())
        return incomplete(fmt::format("Authorization requires '{}' parameter.", name));
    return found->second;
}

/// "AKID/20261122/eu-central-1/ec2/aws4_request".
Result<Claim> with_credential(Claim claim, std::string_view credential) {
    const auto parts = split(credential, '/');
    if (parts.size() != 5 || parts[4] != "aws4_request" || parts[1].size() != 8)
        return incomplete(
            "Credential must have exactly 5 slash-delimited elements: "
            "keyid/date/region/service/term.");
    claim.access_key_id = parts[0];
    claim.date = parts[1];
    claim.region = parts[2];
    claim.service = parts[3];
    return claim;
}

Result<Claim> from_header(const http::Request& request, std::string_view authorization) {
    if (!authorization.starts_with(algorithm))
        return incomplete("Authorization must start with AWS4-HMAC-SHA256.");
    const auto parts = authorization_parts(authorization.substr(algorithm.size()));
    Claim claim{.session_token = request.headers.get_or_empty("X-Amz-Security-Token"),
                .time = request.headers.get_or_empty("X-Amz-Date"),
                .signed_headers = split(TRY(part(parts, "SignedHeaders")), ';'),
                .signature = TRY(part(parts, "Signature"))};
    if (claim.time.empty())
        return incomplete("Authorization header requires existence of an 'X-Amz-Date' header.");
    return with_credential(std::move(claim), TRY(part(parts, "Credential")));
}

Result<Claim> from_query(const Parts& parts) {
    Claim claim{.time = TRY(part(parts, "X-Amz-Date")),
                .signed_headers = split(TRY(part(parts, "X-Amz-SignedHeaders")), ';'),
                .signature = TRY(part(parts, "X-Amz-Signature")),
                .presigned = true};
    if (const auto token = parts.find("X-Amz-Security-Token"); token != parts.end())
        claim.session_token = token->second;
    const auto expires = TRY(part(parts, "X-Amz-Expires"));
    const auto [end, error] =
        std::from_chars(expires.data(), expires.data() + expires.size(), claim.expires_seconds);
    constexpr long week = 604'800;
    if (error != std::errc{} || end != expires.data() + expires.size() ||
        claim.expires_seconds < 1 || claim.expires_seconds > week)
        return incomplete("X-Amz-Expires must be between 1 and 604800 seconds");
    return with_credential(std::move(claim), TRY(part(parts, "X-Amz-Credential")));
}

Parts query_parts(const http::Request& request) {
    Parts parts;
    for (auto& [name, value] : http::parse_form(request.raw_query()))
        parts[name] = value;
    return parts;
}

}  // namespace

Result<Claim> read_claim(const http::Request& request) {
    if (const auto authorization = request.headers.get("Authorization"))
        return from_header(request, *authorization);
    if (const auto parts = query_parts(request); parts.contains("X-Amz-Algorithm"))
        return from_query(parts);
    return failure(ErrorKind::AccessDenied, "Request is missing Authentication Token",
                   "MissingAuthenticationToken", 403);
}

}  // namespace inland::aws::sigv4
