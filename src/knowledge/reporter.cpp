// SPDX-License-Identifier: Apache-2.0
#include "knowledge/reporter.h"

#include "core/suggestion.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::knowledge {

namespace {

constexpr std::size_t longest_word_shown = 80;
constexpr std::size_t most_words_listed = 12;
constexpr std::size_t most_mistakes = 200;

std::string remedy_for(std::string_view word, std::span<const std::string> known) {
    // Nobody means a known name by a word this long, and comparing would take its time.
    const auto nearest =
        word.size() > longest_word_shown ? std::string{} : nearest_name(word, known);
    if (!nearest.empty())
        return fmt::format("did you mean \"{}\"?", nearest);
    if (known.size() > most_words_listed || known.empty())
        return {};
    return fmt::format("one of: {}", fmt::join(known, ", "));
}

}  // namespace

bool Reporter::is_full() const {
    return reported_ > most_mistakes;
}

void Reporter::error(Position position, std::string rule, std::string summary, std::string detail,
                     std::string remedy) {
    if (is_full())
        return;
    if (++reported_ > most_mistakes) {
        rule = "more-mistakes";
        summary = "there are more mistakes";
        detail = fmt::format("only the first {} are shown", most_mistakes);
        remedy.clear();
    }
    diagnostics_.add({.severity = Severity::Error,
                      .rule = std::move(rule),
                      .summary = std::move(summary),
                      .detail = std::move(detail),
                      .remedy = std::move(remedy),
                      .place = place(position)});
}

void Reporter::wrong_kind(const Node& node, std::string_view name, std::string_view expected) {
    error(node.position, "wrong-kind", "wrong kind of value",
          fmt::format("{} must be {}, found {}", name, expected, kind_name(node.kind)));
}

void Reporter::unknown_word(Position position, std::string rule, std::string summary,
                            std::string_view word, std::span<const std::string> known) {
    if (is_full())
        return;
    error(position, std::move(rule), std::move(summary), quoted(word), remedy_for(word, known));
}

std::string quoted(std::string_view word) {
    std::string text = "\"";
    for (const char byte : word.substr(0, longest_word_shown)) {
        const auto code = static_cast<unsigned char>(byte);
        text += code < 0x20 || code == 0x7f ? '?' : byte;
    }
    if (word.size() > longest_word_shown)
        text += "...";
    return text + '"';
}

}  // namespace inland::knowledge
