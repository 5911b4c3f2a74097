// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/page.h"

#include "core/crypto.h"
#include "emulator/services/refusal.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

/// Keeps clients from counting on the token's form; it protects nothing.
std::string seal_of(std::string_view offset) {
    return hex(hmac_sha256("inland page token", offset)).substr(0, 24);
}

std::string token_for(std::size_t offset) {
    const auto text = fmt::format("{}", offset);
    return base64url(seal_of(text) + text);
}

std::optional<std::size_t> offset_of(std::string_view token) {
    constexpr std::size_t seal_size = 24;
    const auto bytes = decode_base64(token);
    if (!bytes || bytes->size() <= seal_size)
        return std::nullopt;
    const auto text = std::string_view(*bytes).substr(seal_size);
    std::size_t offset = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), offset);
    const bool sound = error == std::errc() && end == text.data() + text.size() &&
                       std::string_view(*bytes).substr(0, seal_size) == seal_of(text);
    return sound ? std::optional(offset) : std::nullopt;
}

}  // namespace

Result<Page> take_page(json::array items, std::string_view token, std::size_t size,
                       std::string_view bad_token_code) {
    const auto offset = token.empty() ? std::optional<std::size_t>(0) : offset_of(token);
    if (!offset)
        return refuse(std::string(bad_token_code), "The specified token is not valid.");
    const auto first = std::min(*offset, items.size());
    const auto last = std::min(first + std::max<std::size_t>(size, 1), items.size());
    Page page;
    page.items.reserve(last - first);
    for (auto index = first; index < last; ++index)
        page.items.push_back(std::move(items[index]));
    if (last < items.size())
        page.next_token = token_for(last);
    return page;
}

}  // namespace inland::emulator
