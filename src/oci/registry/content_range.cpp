// SPDX-License-Identifier: Apache-2.0
#include "oci/registry/content_range.h"

#include "oci/descriptor.h"

#include <charconv>
#include <string_view>

namespace inland::oci {

namespace {

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.begin(), text.end(), value);
    if (text.empty() || error != std::errc{} || end != text.end() || value > max_blob_bytes)
        return std::nullopt;
    return value;
}

std::string_view without(std::string_view text, std::string_view prefix) {
    return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

}  // namespace

std::optional<std::uint64_t> content_length(const http::Response& answer) {
    return number(answer.headers.get_or_empty("Content-Length"));
}

std::optional<std::uint64_t> content_range_start(const http::Response& answer) {
    const auto field = answer.headers.get_or_empty("Content-Range");
    const auto range = without(field, "bytes ");
    return number(range.substr(0, range.find('-')));
}

std::optional<std::uint64_t> uploaded_bytes(const http::Response& answer) {
    const auto field = answer.headers.get_or_empty("Range");
    const auto range = without(field, "bytes=");
    if (!range.starts_with("0-"))
        return std::nullopt;
    const auto last = number(range.substr(2));
    if (!last)
        return std::nullopt;
    return *last == 0 ? 0 : *last + 1;
}

}  // namespace inland::oci
