// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/byte_range.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace inland::emulator::registry {

namespace {

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole ? std::optional(value) : std::nullopt;
}

}  // namespace

std::variant<std::monostate, ByteRange, UnsatisfiableRange> parse_range(std::string_view header,
                                                                        std::uint64_t size) {
    constexpr std::string_view unit = "bytes=";
    const auto dash = header.find('-');
    if (!header.starts_with(unit) || dash == std::string_view::npos)
        return {};
    const auto from = header.substr(unit.size(), dash - unit.size());
    const auto to = header.substr(dash + 1);
    const auto first = number(from);
    const auto last = number(to);
    if ((!first && !from.empty()) || (!last && !to.empty()) || (!first && !last))
        return {};
    if (!first && (*last == 0 || size == 0))
        return UnsatisfiableRange{};
    if (!first)
        return ByteRange{size - std::min(*last, size), size - 1};
    if (last && *last < *first)
        return {};
    if (*first >= size)
        return UnsatisfiableRange{};
    return ByteRange{*first, std::min(last.value_or(size - 1), size - 1)};
}

Answer file_answer(const http::Request& request, const std::filesystem::path& file,
                   std::uint64_t size, http::Headers headers) {
    headers.set("Accept-Ranges", "bytes");
    const auto range = parse_range(request.headers.get_or_empty("Range"), size);
    if (std::holds_alternative<UnsatisfiableRange>(range)) {
        headers.set("Content-Range", fmt::format("bytes */{}", size));
        return {.response = {.status = 416, .headers = std::move(headers), .body = {}}};
    }
    if (const auto* part = std::get_if<ByteRange>(&range)) {
        headers.set("Content-Range", fmt::format("bytes {}-{}/{}", part->first, part->last, size));
        return {.response = {.status = 206, .headers = std::move(headers), .body = {}},
                .file = http::FileRange{file, part->first, part->last - part->first + 1}};
    }
    return {.response = {.status = 200, .headers = std::move(headers), .body = {}},
            .file = http::FileRange{file, 0, size}};
}

}  // namespace inland::emulator::registry
