// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::oci {

/// What an image runs on, in Go's words: linux/amd64, linux/arm/v7, windows/amd64. Empty parts are
/// not said.
struct Platform {
    std::string os;
    std::string architecture;
    std::string variant = {};
    std::string os_version = {};  ///< of Windows

    /// "os/architecture[/variant]"; InvalidInput for anything else.
    static Result<Platform> parse(std::string_view text);
    [[nodiscard]] std::string text() const;
    auto operator<=>(const Platform&) const = default;
};

/// "linux/amd64, linux/arm64/v8".
std::string text_of(const std::vector<Platform>& platforms);

/// Whether an image for `offered` is what somebody wants who asked for `wanted`: what the wish
/// leaves open may be anything, and arm64 is arm64/v8.
bool matches(const Platform& wanted, const Platform& offered);

/// The `platform` of a descriptor, or the same members of an image's config.
Platform read_platform(const json::object& object);
json::object to_json(const Platform& platform);

}  // namespace inland::oci
