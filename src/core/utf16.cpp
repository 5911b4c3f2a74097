// SPDX-License-Identifier: Apache-2.0
#include "core/utf16.h"

#include <optional>
#include <utility>

namespace inland {

namespace {

enum class Order { LittleEndian, BigEndian };

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view little_endian_mark = "\xFF\xFE";
constexpr std::string_view big_endian_mark = "\xFE\xFF";

std::optional<Order> order_of(std::string_view bytes) {
    if (bytes.starts_with(little_endian_mark))
        return Order::LittleEndian;
    if (bytes.starts_with(big_endian_mark))
        return Order::BigEndian;
    return std::nullopt;
}

char32_t unit_at(std::string_view bytes, std::size_t at, Order order) {
    const auto one = static_cast<unsigned char>(bytes[at]);
    const auto other = static_cast<unsigned char>(bytes[at + 1]);
    return order == Order::LittleEndian ? static_cast<char32_t>(one | other << 8)
                                        : static_cast<char32_t>(one << 8 | other);
}

constexpr bool is_high(char32_t unit) {
    return unit >= 0xD800 && unit <= 0xDBFF;
}
constexpr bool is_low(char32_t unit) {
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

void append(std::string& text, char32_t letter) {
    const auto byte = [&](char32_t value) { text.push_back(static_cast<char>(value)); };
    const auto follow = [&](int shift) { byte(0x80 | (letter >> shift & 0x3F)); };
    if (letter < 0x80)
        return byte(letter);
    if (letter < 0x800)
        return byte(0xC0 | letter >> 6), follow(0);
    if (letter < 0x10000)
        return byte(0xE0 | letter >> 12), follow(6), follow(0);
    byte(0xF0 | letter >> 18), follow(12), follow(6), follow(0);
}

Result<std::string> rewritten_from(std::string_view bytes, Order order) {
    if (bytes.size() % 2 != 0)
        return failure(ErrorKind::InvalidInput, "the file ends in the middle of a UTF-16 letter");
    std::string text;
    text.reserve(bytes.size() / 2);
    for (std::size_t at = 2; at < bytes.size(); at += 2) {
        const auto unit = unit_at(bytes, at, order);
        if (!is_high(unit) && !is_low(unit)) {
            append(text, unit);
            continue;
        }
        const bool paired = is_high(unit) && at + 3 < bytes.size();
        const auto low = paired ? unit_at(bytes, at + 2, order) : 0;
        if (!is_low(low))
            return failure(ErrorKind::InvalidInput, "the file is no UTF-16: a surrogate is alone");
        append(text, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
        at += 2;
    }
    return text;
}

}  // namespace

Result<std::string_view> utf8_of(std::string_view bytes, std::string& rewritten) {
    if (bytes.starts_with(utf8_mark))
        return bytes.substr(utf8_mark.size());
    const auto order = order_of(bytes);
    if (!order)
        return bytes;
    rewritten = TRY(rewritten_from(bytes, *order));
    return rewritten;
}

Result<std::string> utf8_of(std::string_view bytes) {
    std::string rewritten;
    const auto text = TRY(utf8_of(bytes, rewritten));
    return rewritten.empty() ? std::string(text) : std::move(rewritten);
}

}  // namespace inland
