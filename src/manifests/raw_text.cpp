// SPDX-License-Identifier: Apache-2.0
#include "manifests/raw_text.h"

#include <algorithm>

namespace inland::manifests {

namespace {
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
}

RawText::RawText(std::string_view text) : text_(text) {
    lines_.push_back(text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0);
    for (auto at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
        lines_.push_back(at + 1);
}

std::size_t RawText::offset(knowledge::Position position) const {
    const auto line = static_cast<std::size_t>(std::max(1, position.line)) - 1;
    const auto column = static_cast<std::size_t>(std::max(1, position.column)) - 1;
    return line < lines_.size() ? std::min(lines_[line] + column, text_.size()) : text_.size();
}

knowledge::Position RawText::position(std::size_t offset) const {
    const auto after = std::ranges::upper_bound(lines_, offset);
    const auto line = std::max<std::ptrdiff_t>(1, after - lines_.begin());
    const auto start = lines_[static_cast<std::size_t>(line - 1)];
    return {.line = static_cast<int>(line),
            .column = static_cast<int>(offset - std::min(offset, start)) + 1};
}

ScalarCursor::ScalarCursor(const RawText& raw, const knowledge::Node& scalar)
    : raw_(raw.text()),
      text_(scalar.text),
      extent_(scalar_extent(raw.text(), raw.offset(scalar.position))),
      in_raw_(extent_ ? extent_->begin : 0) {}

std::size_t ScalarCursor::find(std::string_view piece, std::size_t from) const {
    std::size_t at = std::string_view::npos;
    if (!extent_->masked)
        at = raw_.find(piece, from);
    else if (at = extent_->masked->find(piece, from - extent_->begin); at != std::string::npos)
        at += extent_->begin;
    const bool fits = at != std::string_view::npos && at + piece.size() <= extent_->end;
    return fits ? at : std::string_view::npos;
}

std::optional<std::size_t> ScalarCursor::seek(std::size_t begin, std::size_t length) {
    if (!extent_ || begin < in_text_ || begin + length > text_.size() || length == 0)
        return std::nullopt;
    const auto piece = text_.substr(begin, length);
    std::size_t raw = find(piece, in_raw_);
    for (auto at = text_.find(piece, in_text_); at < begin && raw != std::string_view::npos;
         at = text_.find(piece, at + 1))
        raw = find(piece, raw + 1);
    if (raw == std::string_view::npos)
        return std::nullopt;
    in_text_ = begin + length;
    in_raw_ = raw + length;
    return raw;
}

}  // namespace inland::manifests
