// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>

namespace inland::oci {

/// An absolute URL in the two parts that a request has: nothing in it is decoded.
struct Url {
    std::string origin;  ///< "https://host:port"
    std::string target;  ///< "/path?query"

    [[nodiscard]] std::string text() const { return origin + target; }
    bool operator==(const Url&) const = default;
};

/// Takes http and https only, without a user; InvalidInput.
Result<Url> split_url(std::string_view text);

/// What a Location field means in the answer to a request to `base`.
Result<Url> resolve_location(const Url& base, std::string_view location);

}  // namespace inland::oci
