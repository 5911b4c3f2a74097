// SPDX-License-Identifier: Apache-2.0
#include "emulator/authorization/template.h"

namespace inland::emulator {

namespace {

std::vector<std::string> default_of(std::string_view text, const PlaceholderValues& values) {
    if (text.starts_with('$'))
        return values(text.substr(1));
    return {std::string(text)};
}

std::vector<std::string> values_of(std::string_view placeholder, const PlaceholderValues& values) {
    const auto bar = placeholder.find('|');
    auto found = values(placeholder.substr(0, bar));
    if (found.empty() && bar != std::string_view::npos)
        return default_of(placeholder.substr(bar + 1), values);
    return found;
}

std::vector<std::string> joined(const std::vector<std::string>& beginnings,
                                const std::vector<std::string>& ends) {
    std::vector<std::string> texts;
    for (const auto& beginning : beginnings)
        for (const auto& end : ends)
            texts.push_back(beginning + end);
    return texts;
}

}  // namespace

std::vector<std::string> fill(std::string_view text, const PlaceholderValues& values) {
    std::vector<std::string> filled{""};
    while (!text.empty()) {
        const auto open = text.find('{');
        filled = joined(filled, {std::string(text.substr(0, open))});
        const auto close = text.find('}', open);
        if (open == std::string_view::npos || close == std::string_view::npos)
            break;
        filled = joined(filled, values_of(text.substr(open + 1, close - open - 1), values));
        text.remove_prefix(close + 1);
    }
    return filled;
}

}  // namespace inland::emulator
