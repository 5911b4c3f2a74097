// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace inland::manifests {

/// The bytes of a YAML scalar's content in the file: without quotes, anchors, tags and the header
/// of a block. Of plain and block scalars `end` is only a bound: others may follow before it.
struct ScalarExtent {
    std::size_t begin = 0;
    std::size_t end = 0;
    /// Of double quotes: the content with escapes blanked out, so that no letter of an escape is
    /// taken for one of the text. Else nothing; the file's own bytes serve.
    std::optional<std::string> masked = {};
};

/// Where the scalar that starts at `offset` (its anchor or tag, if it has one) has its content.
/// Nothing when letters of image names are written as escapes or lines are joined by them: bytes
/// and text cannot be told to be the same then.
std::optional<ScalarExtent> scalar_extent(std::string_view text, std::size_t offset);

}  // namespace inland::manifests
