// SPDX-License-Identifier: Apache-2.0
#include "user_data/shell_words.h"

#include "user_data/mime_head.h"
#include "user_data/shell_variables.h"

#include <algorithm>

namespace inland::user_data {

namespace {

constexpr std::string_view blanks = " \t\r";
constexpr std::string_view ends = ";&|\n()";
constexpr std::size_t most_text = std::size_t{256} * 1024;

bool is_one_of(char each, std::string_view set) {
    return set.find(each) != std::string_view::npos;
}

/// Reads a script from left to right; each function takes what it is named for.
class ScriptReader {
  public:
    explicit ScriptReader(std::string_view script) : rest_(script.substr(0, most_text)) {}

    std::vector<ShellCommand> read() {
        while (!rest_.empty())
            take_token();
        end_command();
        return std::move(commands_);
    }

  private:
    char take() {
        const char first = rest_.front();
        rest_.remove_prefix(1);
        return first;
    }

    [[nodiscard]] bool begins(std::string_view text) const { return rest_.starts_with(text); }

    void take_token() {
        const char next = rest_.front();
        if (begins("\\\n"))
            rest_.remove_prefix(2);
        else if (begins("\\\r\n"))
            rest_.remove_prefix(3);
        else if (is_one_of(next, blanks))
            rest_.remove_prefix(1);
        else if (next == '#')
            (void)take_line_of_script();
        else if (next == '<' || next == '>')
            take_redirection();
        else if (is_one_of(next, ends))
            take_end();
        else
            take_word();
    }

    std::string_view take_line_of_script() {
        const auto end = rest_.find('\n');
        const auto line = rest_.substr(0, end);
        rest_.remove_prefix(line.size());
        return line;
    }

    void take_end() {
        const bool line_ends = take() == '\n';
        end_command();
        if (line_ends)
            skip_here_documents();
    }

    /// "2>&1", "> file", "> >(tee log)", "<<EOF": none of it is a word of the command.
    void take_redirection() {
        const bool here = begins("<<") && !begins("<<<");
        if (here)
            rest_.remove_prefix(2);
        while (!rest_.empty() && is_one_of(rest_.front(), "<>&|-"))
            rest_.remove_prefix(1);
        while (!rest_.empty() && is_one_of(rest_.front(), blanks))
            rest_.remove_prefix(1);
        if (begins(">(") || begins("<("))
            rest_.remove_prefix(1);
        if (begins("("))
            return skip_balanced();
        if (rest_.empty() || is_one_of(rest_.front(), ends))
            return;
        auto target = word();
        if (here)
            here_ends_.push_back(std::move(target));
    }

    void skip_here_documents() {
        for (const auto& end : here_ends_)
            while (!rest_.empty() && trimmed(take_line(rest_)) != end) {
            }
        here_ends_.clear();
    }

    void skip_balanced() { (void)take_balanced('(', ')'); }

    /// A bracketed text with its brackets; all of the rest when it is never closed.
    std::string take_balanced(char open, char close) {
        std::string text;
        int depth = 0;
        while (!rest_.empty()) {
            const char each = take();
            text += each;
            depth += each == open ? 1 : each == close ? -1 : 0;
            if (depth == 0)
                break;
        }
        return text;
    }

    void take_word() {
        auto text = word();
        const auto digits = text.find_first_not_of("0123456789");
        if (digits == std::string::npos && !rest_.empty() && is_one_of(rest_.front(), "<>"))
            return;  // the "2" of "2>&1"
        words_.push_back(std::move(text));
    }

    std::string word() {
        std::string text;
        while (!rest_.empty() && !is_one_of(rest_.front(), blanks) &&
               !is_one_of(rest_.front(), ends) && !is_one_of(rest_.front(), "<>"))
            take_piece(text);
        return text;
    }

    void take_piece(std::string& text) {
        const char first = take();
        if (first == '\'')
            take_single_quoted(text);
        else if (first == '"')
            take_double_quoted(text);
        else if (first == '\\')
            take_escaped(text);
        else if (first == '$' || first == '`')
            take_expansion(first, text);
        else
            text += first;
    }

    void take_single_quoted(std::string& text) {
        const auto end = rest_.find('\'');
        text += rest_.substr(0, end);
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    }

    void take_double_quoted(std::string& text) {
        while (!rest_.empty()) {
            const char each = take();
            if (each == '"')
                return;
            if (each == '\\' && !rest_.empty() && is_one_of(rest_.front(), "\"\\$`\n"))
                take_escaped(text);
            else if (each == '$' || each == '`')
                take_expansion(each, text);
            else
                text += each;
        }
    }

    void take_escaped(std::string& text) {
        if (rest_.empty())
            return;
        const char each = take();
        if (each != '\n')
            text += each;
    }

    void take_expansion(char first, std::string& text) {
        if (first == '`') {
            const auto end = rest_.find('`');
            text += '`' + std::string(rest_.substr(0, end)) + '`';
            rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
        } else if (begins("(")) {
            text += '$' + take_balanced('(', ')');
        } else if (begins("{")) {
            const auto whole = take_balanced('{', '}');
            text += variables_.expanded(std::string_view(whole).substr(1, whole.size() - 2));
        } else {
            text += variables_.expanded(take_name());
        }
    }

    std::string_view take_name() {
        std::size_t size = 0;
        while (size < rest_.size() && is_name_character(rest_[size]))
            ++size;
        const auto name = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return name;
    }

    void end_command() {
        if (words_.empty())
            return;
        variables_.note_assignments(words_);
        commands_.push_back(std::move(words_));
        words_.clear();
    }

    std::string_view rest_;
    ShellCommand words_;
    std::vector<ShellCommand> commands_;
    std::vector<std::string> here_ends_;
    ShellVariables variables_;
};

}  // namespace

std::vector<ShellCommand> shell_commands(std::string_view script) {
    return ScriptReader(script).read();
}

std::string shell_quoted(std::string_view word) {
    constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=,+@%";
    if (!word.empty() && word.find_first_not_of(plain) == std::string_view::npos)
        return std::string(word);
    std::string quoted = "'";
    for (const char each : word)
        quoted += each == '\'' ? std::string("'\\''") : std::string(1, each);
    return quoted + "'";
}

bool is_computed(std::string_view value) {
    return value.find("$(") != std::string_view::npos || value.find('`') != std::string_view::npos;
}

}  // namespace inland::user_data
