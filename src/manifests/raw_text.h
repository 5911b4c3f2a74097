// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/node.h"
#include "manifests/scalar_extent.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace inland::manifests {

/// A file's bytes with an index of its lines. Refers to the bytes, does not own them.
class RawText {
  public:
    explicit RawText(std::string_view text);

    [[nodiscard]] std::string_view text() const { return text_; }
    /// Of the byte there; lines and columns count from 1, columns bytes.
    [[nodiscard]] std::size_t offset(knowledge::Position position) const;
    [[nodiscard]] knowledge::Position position(std::size_t offset) const;

  private:
    std::string_view text_;
    std::vector<std::size_t> lines_;  ///< where they start
};

/// Finds pieces of a scalar's text in the file's bytes, one after the other, in time that grows
/// with the scalar and not with how many there are. Pieces hold no white space: that is what
/// notations change.
class ScalarCursor {
  public:
    ScalarCursor(const RawText& raw, const knowledge::Node& scalar);

    /// Where the bytes of scalar.text[begin, begin + length) are; `begin` never decreases from call
    /// to call. Nothing when they cannot be told.
    std::optional<std::size_t> seek(std::size_t begin, std::size_t length);

  private:
    [[nodiscard]] std::size_t find(std::string_view piece, std::size_t from) const;

    std::string_view raw_;
    std::string_view text_;
    std::optional<ScalarExtent> extent_;
    std::size_t in_text_ = 0;
    std::size_t in_raw_ = 0;  ///< of the file
};

}  // namespace inland::manifests
