// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::user_data {

/// One part of a multipart message, its transfer encoding and gzip undone.
struct MimePart {
    std::string type;  ///< "text/x-shellscript"; "" when the part does not say
    std::string body;
};

struct Multipart {
    std::vector<MimePart> parts;
    bool closed = false;  ///< whether the last boundary, "--BOUNDARY--", was there
};

/// Whether the text begins with headers that announce a multipart message.
bool is_multipart(std::string_view text);

/// The parts of a multipart message, in order; parts that are multipart themselves stay whole.
Result<Multipart> split_multipart(std::string_view text);

/// The same with the parts of parts in their place, as cloud-init walks them; a few levels deep.
Result<std::vector<MimePart>> flat_parts(std::string_view text);

}  // namespace inland::user_data
