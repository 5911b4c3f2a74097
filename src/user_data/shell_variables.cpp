// SPDX-License-Identifier: Apache-2.0
#include "user_data/shell_variables.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace inland::user_data {

namespace {

/// A script that doubles a variable again and again would otherwise grow without end.
constexpr std::size_t longest_value = std::size_t{64} * 1024;
constexpr std::array setters{std::string_view("export"), std::string_view("readonly"),
                             std::string_view("local"), std::string_view("declare")};

std::string_view name_at_start(std::string_view text) {
    const auto* const end = std::ranges::find_if_not(text, is_name_character);
    return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

}  // namespace

bool is_name_character(char each) {
    return std::isalnum(static_cast<unsigned char>(each)) != 0 || each == '_';
}

bool is_assignment(std::string_view word) {
    const auto name = name_at_start(word);
    const bool starts_well =
        !name.empty() && std::isdigit(static_cast<unsigned char>(name.front())) == 0;
    return starts_well && word.substr(name.size()).starts_with('=');
}

std::string ShellVariables::expanded(std::string_view expression) const {
    const auto name = name_at_start(expression);
    const auto rest = expression.substr(name.size());
    const auto found = values_.find(name);
    if (found != values_.end() && !found->second.empty())
        return found->second;
    for (const std::string_view mark : {":-", "-", ":="})
        if (rest.starts_with(mark))
            return std::string(rest.substr(mark.size()));
    return {};
}

void ShellVariables::note_assignments(std::span<const std::string> words) {
    for (const auto& word : words) {
        if (std::ranges::find(setters, std::string_view(word)) != setters.end())
            continue;
        if (!is_assignment(word))
            return;
        const auto equals = word.find('=');
        values_[word.substr(0, equals)] = word.substr(equals + 1, longest_value);
    }
}

}  // namespace inland::user_data
