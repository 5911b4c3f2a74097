// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <string>
#include <vector>

namespace inland::oci {

enum class Access : std::uint8_t { Pull, PullAndPush };

/// What a request needs to be allowed to, as token servers read it.
struct Scope {
    std::string repository;
    Access access = Access::Pull;

    /// "repository:library/nginx:pull,push".
    [[nodiscard]] std::string text() const {
        return "repository:" + repository + (access == Access::Pull ? ":pull" : ":pull,push");
    }
    auto operator<=>(const Scope&) const = default;
};

using Scopes = std::vector<Scope>;

}  // namespace inland::oci
