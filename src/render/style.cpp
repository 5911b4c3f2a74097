// SPDX-License-Identifier: Apache-2.0
#include "render/style.h"

#include <fmt/format.h>

namespace inland::render {

std::string Style::operator()(Tone tone, std::string_view text) const {
    // SGR parameters of ECMA-48: green, red, yellow, bold, dim.
    constexpr std::string_view codes[] = {"32", "31", "33", "1", "2"};
    if (!colour_)
        return std::string(text);
    return fmt::format("\x1b[{}m{}\x1b[0m", codes[static_cast<std::size_t>(tone)], text);
}

}  // namespace inland::render
