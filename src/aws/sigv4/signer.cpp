// SPDX-License-Identifier: Apache-2.0
#include "aws/sigv4/signer.h"

#include "aws/sigv4/canonical_request.h"
#include "aws/sigv4/signature.h"
#include "aws/text_lines.h"

namespace inland::aws::sigv4 {

namespace {

constexpr std::string_view unsigned_payload = "UNSIGNED-PAYLOAD";

/// Fields that whoever stands between us and AWS may change.
constexpr std::array<std::string_view, 12> unsigned_fields{"authorization",
                                                           "connection",
                                                           "expect",
                                                           "keep-alive",
                                                           "te",
                                                           "proxy-authenticate",
                                                           "trailer",
                                                           "proxy-authorization",
                                                           "upgrade",
                                                           "transfer-encoding",
                                                           "user-agent",
                                                           "x-amzn-trace-id"};

std::vector<std::string> names_to_sign(const http::Headers& headers) {
    std::set<std::string> names;
    for (const auto& [name, value] : headers.fields())
        if (auto lowered = to_lower(name);
            std::ranges::find(unsigned_fields, lowered) == unsigned_fields.end())
            names.insert(std::move(lowered));
    return {names.begin(), names.end()};
}

void add_host(http::Request& request) {
    if (request.headers.get("Host"))
        return;
    const auto scheme = request.origin.find("://");
    const auto begin = scheme == std::string::npos ? 0 : scheme + 3;
    const auto host = std::string_view(request.origin).substr(begin);
    request.headers.set("Host", std::string(host.substr(0, host.find('/'))));
}

CredentialScope scope_of(const SigningContext& context) {
    return {iso8601_basic(context.time).substr(0, 8), context.region, context.service};
}

std::string sign(const http::Request& request, const Credentials& credentials,
                 const SigningContext& context, const std::vector<std::string>& names,
                 std::string_view hash) {
    const auto scope = scope_of(context);
    const auto canonical = canonical_request(request, path_encoding(context.service), names, hash);
    return signature(signing_key(credentials.secret_access_key, scope),
                     string_to_sign(iso8601_basic(context.time), scope, canonical));
}

void add_query(http::Request& request, std::string_view name, std::string_view value) {
    request.target += fmt::format("{}{}={}", request.target.contains('?') ? '&' : '?', name,
                                  http::percent_encode(value));
}

}  // namespace

void sign_headers(http::Request& request, const Credentials& credentials,
                  const SigningContext& context) {
    add_host(request);
    request.headers.remove("Authorization");
    request.headers.set("X-Amz-Date", iso8601_basic(context.time));
    if (!credentials.session_token.empty())
        request.headers.set("X-Amz-Security-Token", credentials.session_token.reveal());
    if (context.service == "s3")
        request.headers.set("X-Amz-Content-Sha256", payload_hash(request));
    const auto names = names_to_sign(request.headers);
    request.headers.set(
        "Authorization",
        authorization_header(credentials.access_key_id, scope_of(context), signed_headers(names),
                             sign(request, credentials, context, names, payload_hash(request))));
}

void presign(http::Request& request, const Credentials& credentials, const SigningContext& context,
             std::chrono::seconds expires) {
    add_host(request);
    const auto names = names_to_sign(request.headers);
    add_query(request, "X-Amz-Algorithm", algorithm);
    add_query(request, "X-Amz-Credential",
              credentials.access_key_id + "/" + scope_of(context).text());
    add_query(request, "X-Amz-Date", iso8601_basic(context.time));
    add_query(request, "X-Amz-Expires", std::to_string(expires.count()));
    add_query(request, "X-Amz-SignedHeaders", signed_headers(names));
    if (!credentials.session_token.empty())
        add_query(request, "X-Amz-Security-Token", credentials.session_token.reveal());
    const auto hash =
        context.service == "s3" ? std::string(unsigned_payload) : payload_hash(request);
    add_query(request, "X-Amz-Signature", sign(request, credentials, context, names, hash));
}

}  // namespace inland::aws::sigv4
