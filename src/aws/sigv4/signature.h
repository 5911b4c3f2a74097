// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/secret.h"
#include "core/crypto.h"

#include <string>
#include <string_view>

namespace inland::aws::sigv4 {

inline constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";

/// What one signing key is good for: a day, a Region, a service.
struct CredentialScope {
    std::string date;  ///< "20261122"
    std::string region;
    std::string service;

    /// "20261122/eu-central-1/ec2/aws4_request".
    [[nodiscard]] std::string text() const;
};

/// The specification's steps after the canonical request. `time` is "20261122T210759Z". Pure.
std::string string_to_sign(std::string_view time, const CredentialScope& scope,
                           std::string_view canonical_request);
Sha256 signing_key(const Secret& secret_access_key, const CredentialScope& scope);
/// In hexadecimal.
std::string signature(const Sha256& signing_key, std::string_view string_to_sign);
/// The Authorization header's value.
std::string authorization_header(std::string_view access_key_id, const CredentialScope& scope,
                                 std::string_view signed_headers, std::string_view signature);

}  // namespace inland::aws::sigv4
