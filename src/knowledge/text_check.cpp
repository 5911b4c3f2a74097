// SPDX-License-Identifier: Apache-2.0
#include "knowledge/text_check.h"

#include <cstdint>

namespace inland::knowledge {

namespace {

unsigned char byte_at(std::string_view bytes, std::size_t index) {
    return index < bytes.size() ? static_cast<unsigned char>(bytes[index]) : 0;
}

bool is_text_control(unsigned char byte) {
    return byte == '\t' || byte == '\n' || byte == '\r';
}

std::size_t announced_length(unsigned char lead) {
    if (lead < 0x80)
        return lead >= 0x20 || is_text_control(lead) ? 1 : 0;
    if (lead >= 0xc2 && lead <= 0xdf)
        return 2;
    if (lead >= 0xe0 && lead <= 0xef)
        return 3;
    return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

/// Overlong forms, surrogates and code points beyond U+10FFFF hide in the second byte.
bool second_byte_fits(unsigned char lead, unsigned char second) {
    const unsigned char lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    const unsigned char highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    return second >= lowest && second <= highest;
}

/// The length of the character that starts at `index`, or 0 when none does.
std::size_t character_length(std::string_view bytes, std::size_t index) {
    const auto lead = byte_at(bytes, index);
    const auto length = announced_length(lead);
    if (length >= 2 && !second_byte_fits(lead, byte_at(bytes, index + 1)))
        return 0;
    for (std::size_t next = 2; next < length; ++next)
        if ((byte_at(bytes, index + next) & 0xc0U) != 0x80)
            return 0;
    return length;
}

}  // namespace

std::optional<Position> first_binary_byte(std::string_view bytes) {
    Position position{.line = 1, .column = 1};
    for (std::size_t index = 0; index < bytes.size();) {
        const auto length = character_length(bytes, index);
        if (length == 0)
            return position;
        if (bytes[index] == '\n')
            position = {.line = position.line + 1, .column = 1};
        else
            ++position.column;
        index += length;
    }
    return std::nullopt;
}

}  // namespace inland::knowledge
