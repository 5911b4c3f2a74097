// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "http/server.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator {

/// A cluster's certificate authority: ECDSA P-256, self-signed, as long-lived as EKS's. The
/// services room makes one in CreateCluster, keeps it in the cluster record ("_certificate_pem",
/// "_private_key_pem") and shows base64(certificate_pem) as certificateAuthority.data. Validity is
/// by the wall clock.
struct Authority {
    std::string certificate_pem;
    std::string private_key_pem;
};

Authority make_cluster_authority(std::string_view cluster_name);

/// The authority kept in a cluster record; fails when there is none.
Result<Authority> authority_of(const json::object& cluster);

/// A certificate for `names` (DNS names and IPv4 addresses) signed by the authority, with its
/// chain: what the API server shows. Fails on an authority that cannot be read.
Result<http::TlsIdentity> issue_server_certificate(const Authority& authority,
                                                   const std::vector<std::string>& names);

}  // namespace inland::emulator
