// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// knowledge/coredns.yaml: what EKS's CoreDNS starts with, and what a forwarded domain must leave
/// alone. Not part of Tables, since only forwarded domains need it.
namespace inland::knowledge {

struct ReservedZone {
    std::string zone;
    bool below = false;  ///< domains under it take from it, too
    std::string why;
    std::string source;

    /// Whether a server block for the domain would answer instead.
    [[nodiscard]] bool is_taken_by(std::string_view domain) const;
};

struct CoreDns {
    static constexpr std::string_view file_name = "coredns.yaml";

    std::string corefile;
    std::string source;
    std::vector<ReservedZone> reserved;

    [[nodiscard]] bool empty() const { return corefile.empty(); }
};

/// Compiled into this binary.
const CoreDns& built_in_coredns();

}  // namespace inland::knowledge
