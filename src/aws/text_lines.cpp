// SPDX-License-Identifier: Apache-2.0
#include "aws/text_lines.h"

namespace inland::aws {

namespace {
constexpr std::string_view blanks = " \t\r";
}

std::vector<std::string_view> split_words(std::string_view line) {
    std::vector<std::string_view> words;
    auto begin = line.find_first_not_of(blanks);
    while (begin != line.npos) {
        const auto end = line.find_first_of(blanks, begin);
        words.push_back(line.substr(begin, end == line.npos ? line.npos : end - begin));
        begin = line.find_first_not_of(blanks, end);
    }
    return words;
}

std::string_view take_line(std::string_view& text) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

std::string to_lower(std::string_view text) {
    std::string out(text);
    for (auto& letter : out)
        if (letter >= 'A' && letter <= 'Z')
            letter = static_cast<char>(letter - 'A' + 'a');
    return out;
}

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(blanks);
    if (begin == text.npos)
        return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

}  // namespace inland::aws
