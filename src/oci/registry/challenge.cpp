// SPDX-License-Identifier: Apache-2.0
#include "oci/registry/challenge.h"

#include <algorithm>
#include <optional>

namespace inland::oci {

namespace {

constexpr std::size_t longest_field = std::size_t{16} * 1024;

bool is_token(char character) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || marks.contains(character);
}

bool is_token68(char character) {
    return is_token(character) || character == '/' || character == '=' || character == ':';
}

/// Moves over the field from its start.
class Reader {
  public:
    explicit Reader(std::string_view text) : rest_(text) {}

    [[nodiscard]] bool done() const { return rest_.empty(); }

    bool skip(char wanted) {
        if (!rest_.starts_with(wanted))
            return false;
        rest_.remove_prefix(1);
        return true;
    }

    void skip_all(std::string_view characters) {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(characters), rest_.size()));
    }

    std::string_view take_while(bool (*wanted)(char)) {
        const auto* const end = std::ranges::find_if_not(rest_, wanted);
        const auto length = static_cast<std::size_t>(end - rest_.begin());
        const auto taken = rest_.substr(0, length);
        rest_.remove_prefix(length);
        return taken;
    }

    /// Without its quotes and escapes; nothing when it has no end.
    std::optional<std::string> take_quoted() {
        std::string text;
        rest_.remove_prefix(1);
        while (!rest_.empty()) {
            char character = rest_.front();
            rest_.remove_prefix(1);
            if (character == '"')
                return text;
            if (character == '\\' && !rest_.empty()) {
                character = rest_.front();
                rest_.remove_prefix(1);
            }
            text += character;
        }
        return std::nullopt;
    }

    std::optional<std::string> take_value() {
        skip_all(" \t");
        if (rest_.starts_with('"'))
            return take_quoted();
        return std::string(take_while(is_token68));
    }

  private:
    std::string_view rest_;
};

std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](char character) {
        return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a')
                                                    : character;
    });
    return result;
}

/// "name=value" belongs to the last challenge, a lone word begins the next. False: no more sense.
bool read_next(Reader& reader, std::vector<Challenge>& challenges) {
    reader.skip_all(" \t,");
    const auto word = reader.take_while(is_token);
    if (word.empty())
        return false;
    reader.skip_all(" \t");
    if (!reader.skip('=')) {
        challenges.push_back({lower(word)});
        return true;
    }
    const auto value = reader.take_value();
    if (!value || challenges.empty())
        return false;
    challenges.back().parameters.emplace(lower(word), *value);
    return true;
}

}  // namespace

std::string Challenge::parameter(std::string_view name) const {
    const auto found = parameters.find(name);
    return found == parameters.end() ? "" : found->second;
}

std::vector<Challenge> parse_challenges(std::string_view field) {
    std::vector<Challenge> challenges;
    Reader reader(field.substr(0, longest_field));
    while (!reader.done() && read_next(reader, challenges)) {
    }
    return challenges;
}

}  // namespace inland::oci
