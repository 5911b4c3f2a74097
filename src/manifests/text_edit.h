// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace inland::manifests {

/// Bytes to be replaced, or with length 0 an insertion.
struct Edit {
    std::size_t offset = 0;
    std::size_t length = 0;
    std::string text;

    bool operator==(const Edit&) const = default;
};

/// Brings edits into the order of the file, without repetitions; edits that overlap and differ are
/// returned apart.
struct OrderedEdits {
    std::vector<Edit> edits;
    std::vector<Edit> conflicts;
};
OrderedEdits in_order(std::vector<Edit> edits);

/// `edits` in order and without overlap.
std::string with_edits(std::string_view text, const std::vector<Edit>& edits);

}  // namespace inland::manifests
