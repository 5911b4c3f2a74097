// SPDX-License-Identifier: Apache-2.0
#include "aws/sigv4/signature.h"

#include <fmt/format.h>

namespace inland::aws::sigv4 {

namespace {

constexpr std::string_view terminator = "aws4_request";

std::string_view bytes(const Sha256& digest) {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace

std::string CredentialScope::text() const {
    return fmt::format("{}/{}/{}/{}", date, region, service, terminator);
}

std::string string_to_sign(std::string_view time, const CredentialScope& scope,
                           std::string_view canonical_request) {
    return fmt::format("{}\n{}\n{}\n{}", algorithm, time, scope.text(),
                       hex(sha256(canonical_request)));
}

Sha256 signing_key(const Secret& secret_access_key, const CredentialScope& scope) {
    auto key = hmac_sha256("AWS4" + secret_access_key.reveal(), scope.date);
    key = hmac_sha256(bytes(key), scope.region);
    key = hmac_sha256(bytes(key), scope.service);
    return hmac_sha256(bytes(key), terminator);
}

std::string signature(const Sha256& signing_key, std::string_view string_to_sign) {
    return hex(hmac_sha256(bytes(signing_key), string_to_sign));
}

std::string authorization_header(std::string_view access_key_id, const CredentialScope& scope,
                                 std::string_view signed_headers, std::string_view signature) {
    return fmt::format("{} Credential={}/{}, SignedHeaders={}, Signature={}", algorithm,
                       access_key_id, scope.text(), signed_headers, signature);
}

}  // namespace inland::aws::sigv4
