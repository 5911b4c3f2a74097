// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace inland::oci {

/// One way in that a registry offers in WWW-Authenticate.
struct Challenge {
    std::string scheme;  ///< lower case: "basic", "bearer"
    std::map<std::string, std::string, std::less<>> parameters = {};  ///< names in lower case

    [[nodiscard]] std::string parameter(std::string_view name) const;
    bool operator==(const Challenge&) const = default;
};

/// Reads a WWW-Authenticate field (RFC 9110 section 11.6.1), which may hold several challenges. As
/// clients do, it takes what it understands and ends where the field stops to be one.
std::vector<Challenge> parse_challenges(std::string_view field);

}  // namespace inland::oci
