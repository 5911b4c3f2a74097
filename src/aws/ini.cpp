// SPDX-License-Identifier: Apache-2.0
#include "aws/ini.h"

#include "aws/text_lines.h"

namespace inland::aws {

namespace {

/// "value ; comment" without the comment: a blank must stand before the semicolon.
std::string_view without_comment(std::string_view value) {
    const auto comment = std::min(value.find(" ;"), value.find("\t;"));
    return trimmed(value.substr(0, comment));
}

class Parser {
  public:
    Result<IniFile> parse(std::string_view text) {
        for (int number = 1; !text.empty(); ++number)
            if (!line(take_line(text)))
                return failure(ErrorKind::InvalidInput,
                               fmt::format("line {} is neither a section nor a setting", number));
        return std::move(file_);
    }

  private:
    bool line(std::string_view raw) {
        const auto text = trimmed(raw);
        if (text.empty() || text[0] == '#' || text[0] == ';')
            return true;
        const bool indented = raw[0] == ' ' || raw[0] == '\t';
        if (indented && setting_)
            return continuation(text);
        return text[0] == '[' ? section(text) : setting(text);
    }

    bool section(std::string_view text) {
        const auto end = text.find(']');
        if (end == text.npos)
            return false;
        section_ = &file_[std::string(trimmed(text.substr(1, end - 1)))];
        setting_ = nullptr;
        return true;
    }

    bool setting(std::string_view text) {
        const auto equals = text.find_first_of("=:");
        if (!section_ || equals == text.npos || equals == 0)
            return false;
        setting_ = &(*section_)[to_lower(trimmed(text.substr(0, equals)))];
        *setting_ = {.value = std::string(without_comment(text.substr(equals + 1)))};
        return true;
    }

    /// Below a setting without a value stand nested ones; below others, more of the value.
    bool continuation(std::string_view text) {
        if (!setting_->value.empty()) {
            setting_->value += '\n';
            setting_->value += text;
            return true;
        }
        const auto equals = text.find('=');
        if (equals == text.npos)
            return false;
        setting_->nested[to_lower(trimmed(text.substr(0, equals)))] =
            without_comment(text.substr(equals + 1));
        return true;
    }

    IniFile file_;
    IniSection* section_ = nullptr;
    IniSetting* setting_ = nullptr;
};

}  // namespace

Result<IniFile> parse_ini(std::string_view text) {
    return Parser().parse(text);
}

}  // namespace inland::aws
