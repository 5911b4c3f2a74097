// SPDX-License-Identifier: Apache-2.0
#include "render/changed_lines.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace inland::render {

namespace {

constexpr std::size_t longest_line = 160;

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// The lines of one text that the other does not have.
std::string only_in(const std::vector<std::string_view>& lines,
                    const std::vector<std::string_view>& others, std::string_view sign) {
    std::string text;
    for (const auto line : lines)
        if (std::ranges::find(others, line) == others.end())
            text += fmt::format("{}{}{}\n", sign, line.substr(0, longest_line),
                                line.size() > longest_line ? "…" : "");
    return text;
}

}  // namespace

std::string changed_lines(std::string_view before, std::string_view after,
                          std::string_view indent) {
    const auto old_lines = lines_of(before);
    const auto new_lines = lines_of(after);
    return only_in(old_lines, new_lines, fmt::format("{}- ", indent)) +
           only_in(new_lines, old_lines, fmt::format("{}+ ", indent));
}

}  // namespace inland::render
