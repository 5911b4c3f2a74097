// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/error.h"
#include "oci/layout/layout.h"

#include <cstdint>
#include <vector>

namespace inland::oci {

/// What reading a whole layout found.
struct LayoutCheck {
    std::uint64_t manifests = 0;
    std::uint64_t blobs = 0;
    std::uint64_t bytes = 0;  ///< of both
    std::vector<Error> errors = {};
};

/// Reads everything that the layout's index leads to and compares it with its digests and lengths:
/// all that is missing or wrong, not the first. Content that several images share is read once.
LayoutCheck check_layout(const Layout& layout);

/// Whether a range holds what the descriptor says.
Result<void> check_content(const ByteRange& range, const Descriptor& descriptor);

}  // namespace inland::oci
