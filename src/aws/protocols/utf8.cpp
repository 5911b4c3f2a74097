// SPDX-License-Identifier: Apache-2.0
#include "aws/protocols/utf8.h"

namespace inland::aws {

namespace {

struct Form {
    unsigned first_low, first_high;    ///< range of the first byte
    unsigned second_low, second_high;  ///< range of the second
    std::size_t length;
};

constexpr std::array<Form, 9> forms{{
    {0x00, 0x7F, 0, 0, 1},
    {0xC2, 0xDF, 0x80, 0xBF, 2},
    {0xE0, 0xE0, 0xA0, 0xBF, 3},
    {0xE1, 0xEC, 0x80, 0xBF, 3},
    {0xED, 0xED, 0x80, 0x9F, 3},
    {0xEE, 0xEF, 0x80, 0xBF, 3},
    {0xF0, 0xF0, 0x90, 0xBF, 4},
    {0xF1, 0xF3, 0x80, 0xBF, 4},
    {0xF4, 0xF4, 0x80, 0x8F, 4},
}};

unsigned byte_at(std::string_view text, std::size_t index) {
    return static_cast<unsigned char>(text[index]);
}

/// The length of the well-formed sequence that `text` starts with, or 0.
std::size_t sequence_length(std::string_view text) {
    const auto first = byte_at(text, 0);
    const auto* form = std::ranges::find_if(
        forms, [&](const Form& f) { return first >= f.first_low && first <= f.first_high; });
    if (form == forms.end() || form->length > text.size())
        return 0;
    for (std::size_t index = 1; index < form->length; ++index) {
        const auto low = index == 1 ? form->second_low : 0x80;
        const auto high = index == 1 ? form->second_high : 0xBF;
        if (byte_at(text, index) < low || byte_at(text, index) > high)
            return 0;
    }
    return form->length;
}

}  // namespace

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const auto length = sequence_length(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

std::string without_xml_controls(std::string_view text) {
    std::string out;
    std::ranges::copy_if(text, std::back_inserter(out), [](char c) {
        return static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n' || c == '\r';
    });
    return out;
}

}  // namespace inland::aws
