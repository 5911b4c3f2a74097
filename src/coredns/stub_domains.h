// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "coredns/corefile.h"

#include <string>
#include <vector>

namespace inland::coredns {

/// A domain that CoreDNS asks other name servers about.
struct StubDomain {
    std::string domain;                ///< "corp.example.com"
    std::vector<std::string> servers;  ///< addresses, maybe with a port; at least one
};

/// The line before each server block that Inland owns.
inline constexpr std::string_view stub_domain_mark = "# inland.dev: dns.forward";

/// The Corefile with a server block for each domain and no other of Inland's, which the mark before
/// them tells; every other byte as it was. InvalidInput where somebody else's block serves one of
/// the domains: what it does is not Inland's to change.
Result<std::string> with_stub_domains(const Corefile& corefile,
                                      const std::vector<StubDomain>& domains);

}  // namespace inland::coredns
