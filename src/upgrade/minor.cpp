// SPDX-License-Identifier: Apache-2.0
#include "upgrade/minor.h"

#include <charconv>

#include <fmt/format.h>

namespace inland::upgrade {

std::string Minor::text() const {
    return fmt::format("1.{}", number);
}

std::optional<Minor> parse_minor(std::string_view version) {
    if (version.starts_with('v'))
        version.remove_prefix(1);
    if (!version.starts_with("1."))
        return std::nullopt;
    version.remove_prefix(2);
    Minor minor;
    const auto [end, error] =
        std::from_chars(version.data(), version.data() + version.size(), minor.number);
    const bool ends_there = end == version.data() + version.size() || *end == '.';
    return error == std::errc{} && ends_there ? std::optional(minor) : std::nullopt;
}

}  // namespace inland::upgrade
