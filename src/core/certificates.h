// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/result.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inland {

/// A certificate with its private key, both as PEM: ECDSA P-256. Whoever holds it keeps it secret.
struct CertifiedKey {
    std::string certificate_pem;
    std::string private_key_pem;
};

/// What a server's certificate says.
struct CertificateRequest {
    std::string common_name;
    std::vector<std::string> names;  ///< DNS names and IPv4 addresses
    int days = 0;
};

/// A certificate authority that nobody signs but itself. Validity is by the wall clock, from a few
/// minutes ago on, here and below.
CertifiedKey make_authority(std::string_view common_name, int days);

/// A server's certificate that the authority signs, without its chain. InvalidInput on an authority
/// that cannot be read, or names that no certificate can have.
Result<CertifiedKey> issue_certificate(const CertifiedKey& authority,
                                       const CertificateRequest& request);

/// Whether a client that trusts `authority_pem` alone believes a server that shows `shown` to be
/// each of `names` at that time.
bool is_believed(std::string_view authority_pem, const CertifiedKey& shown,
                 std::span<const std::string> names, TimePoint at);

}  // namespace inland
