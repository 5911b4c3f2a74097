// SPDX-License-Identifier: Apache-2.0
#include "sources/top_level_keys.h"

#include <algorithm>

namespace inland::sources {
namespace {

/// No document that Inland reads needs more to be told from the others.
constexpr std::size_t most_keys = 64;
/// Nor are the keys behind so much of values: a file of many megabytes is told by its first ones.
constexpr std::size_t most_bytes = std::size_t{1} << 20U;
/// Byte order marks and, in UTF-16, every other byte of ASCII.
constexpr std::string_view not_text("\xEF\xBB\xBF\xFF\xFE \t\r\n\0", 10);

/// Walks over the text's structure, character by character.
class KeyScanner {
  public:
    std::vector<std::string> keys;

    [[nodiscard]] bool is_done() const { return keys.size() == most_keys || depth_ < 0; }

    void take(char letter) {
        if (in_string_)
            return take_in_string(letter);
        if (letter == '"')
            in_string_ = true, text_.clear();
        else if (letter == '{' || letter == '[')
            open(letter);
        else if (letter == '}' || letter == ']')
            depth_ = depth_ == outer_ ? -1 : depth_ - 1;
        else if (letter == ':' && depth_ == outer_)
            keys.push_back(text_);
    }

  private:
    void open(char bracket) {
        ++depth_;
        if (outer_ == 0 && bracket == '{')
            outer_ = depth_;
    }

    void take_in_string(char letter) {
        if (!escaped_ && letter == '"')
            in_string_ = false;
        else if (text_.size() < most_keys)
            text_ += letter;
        escaped_ = !escaped_ && letter == '\\';
    }

    int depth_ = 0;
    int outer_ = 0;  ///< the depth inside of the outermost object; 0: not come to it
    bool in_string_ = false;
    bool escaped_ = false;
    std::string text_;
};

}  // namespace

std::vector<std::string> top_level_keys(std::string_view bytes) {
    KeyScanner scanner;
    bytes = bytes.substr(0, most_bytes);
    const auto first = bytes.find_first_not_of(not_text);
    if (first == std::string_view::npos || (bytes[first] != '{' && bytes[first] != '['))
        return {};
    for (const char letter : bytes.substr(first)) {
        if (letter != '\0')
            scanner.take(letter);
        if (scanner.is_done())
            break;
    }
    return std::move(scanner.keys);
}

}  // namespace inland::sources
