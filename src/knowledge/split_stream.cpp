// SPDX-License-Identifier: Apache-2.0
#include "knowledge/yaml_stream.h"

namespace inland::knowledge {

namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
constexpr std::string_view document_start = "---";
constexpr std::string_view document_end = "...";

bool is_marker(std::string_view line, std::string_view marker) {
    return line.starts_with(marker) &&
           (line.size() == marker.size() || line.find_first_of(" \t\r\n") == marker.size());
}

bool says_nothing(std::string_view line) {
    const auto first = line.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos || line[first] == '#' || line.front() == '%';
}

/// Cuts one line off, with its line end.
std::string_view take_line(std::string_view& rest) {
    const auto end = rest.find('\n');
    const auto line = rest.substr(0, end == std::string_view::npos ? end : end + 1);
    rest.remove_prefix(line.size());
    return line;
}

class Splitter {
  public:
    explicit Splitter(std::string_view text) : rest_(text) {
        if (rest_.starts_with(byte_order_mark))
            rest_.remove_prefix(byte_order_mark.size());
        begin(0);
    }

    std::vector<StreamChunk> split() && {
        for (int line = 0; !rest_.empty(); ++line)
            take(line);
        finish();
        return std::move(chunks_);
    }

  private:
    void begin(int line) { chunk_ = {.text = rest_.substr(0, 0), .line = line}; }

    void take(int number) {
        const auto line = rest_.substr(0, rest_.find('\n'));
        if (is_marker(line, document_start)) {
            finish();
            begin(number);
        }
        const auto whole = take_line(rest_);
        if (is_marker(line, document_end)) {
            finish();
            return begin(number + 1);
        }
        chunk_.text = {chunk_.text.data(), chunk_.text.size() + whole.size()};
        holds_something_ |= !says_nothing(whole) && !is_marker(whole, document_start);
        holds_something_ |= whole.size() > document_start.size() &&
                            is_marker(whole, document_start) &&
                            !says_nothing(whole.substr(document_start.size()));
    }

    void finish() {
        if (holds_something_)
            chunks_.push_back(chunk_);
        holds_something_ = false;
    }

    std::string_view rest_;
    StreamChunk chunk_;
    bool holds_something_ = false;
    std::vector<StreamChunk> chunks_;
};

}  // namespace

std::vector<StreamChunk> split_yaml_stream(std::string_view text) {
    return Splitter(text).split();
}

}  // namespace inland::knowledge
