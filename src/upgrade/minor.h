// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace inland::upgrade {

/// A minor of Kubernetes 1: control planes go up one at a time.
struct Minor {
    int number = 0;

    [[nodiscard]] std::string text() const;  ///< "1.34"
    [[nodiscard]] Minor next() const { return {number + 1}; }
    auto operator<=>(const Minor&) const = default;
};

/// "1.34", "v1.34.4-eks-f69f56f"; nothing for what is no version of Kubernetes 1.
std::optional<Minor> parse_minor(std::string_view version);

}  // namespace inland::upgrade
