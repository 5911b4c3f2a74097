// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/authority.h"

#include "core/certificates.h"
#include "core/json.h"

namespace inland::emulator {

namespace {

/// EKS's authorities live for ten years; what they sign is renewed long before a year is over.
constexpr int authority_days = 3650;
constexpr int server_days = 365;

}  // namespace

Authority make_cluster_authority(std::string_view cluster_name) {
    (void)cluster_name;  // Kubernetes' authorities are all called "kubernetes".
    auto made = make_authority("kubernetes", authority_days);
    return {std::move(made.certificate_pem), std::move(made.private_key_pem)};
}

Result<Authority> authority_of(const json::object& cluster) {
    Authority authority{string_or_empty(cluster, "_certificate_pem"),
                        string_or_empty(cluster, "_private_key_pem")};
    if (authority.certificate_pem.empty() || authority.private_key_pem.empty())
        return failure(ErrorKind::NotFound, "the cluster has no certificate authority");
    return authority;
}

Result<http::TlsIdentity> issue_server_certificate(const Authority& authority,
                                                   const std::vector<std::string>& names) {
    auto issued = TRY(
        issue_certificate({authority.certificate_pem, authority.private_key_pem},
                          {.common_name = "kube-apiserver", .names = names, .days = server_days}));
    return http::TlsIdentity{issued.certificate_pem + authority.certificate_pem,
                             std::move(issued.private_key_pem)};
}

}  // namespace inland::emulator
