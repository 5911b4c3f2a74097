// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace inland {

/// A text file that the build compiled into the binary (cmake/InlandEmbed.cmake).
struct EmbeddedFile {
    std::string_view name;
    std::string_view text;
};

}  // namespace inland
