// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oci/image_name.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace inland::oci {

/// Whether a field, flag or variable of this name may hold an image: "image", "proxyImage",
/// "--init-image", "KUBECTL_IMAGE".
bool is_image_word(std::string_view name);

/// The text as an image, if it surely was written to be one: it names a registry and a tag or
/// digest. Addresses of web pages and hosts with ports are none.
std::optional<ImageName> as_full_name(std::string_view text);

/// The text as an image where one is expected: a name with a '/', ':' or '@', or one word of
/// letters; no number, file name or address.
std::optional<ImageName> as_expected_name(std::string_view text);

/// An image that stands in other text.
struct NamedInText {
    ImageName image;
    std::size_t begin = 0;
    std::size_t length = 0;
};

/// Full names, and what follows "image:" or "…Image=", in any text: scripts, templates, settings.
std::vector<NamedInText> images_in_text(std::string_view text);

}  // namespace inland::oci
