// SPDX-License-Identifier: Apache-2.0
#include "sources/cloudformation/json_tree.h"

#include "core/json.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace inland::sources::cloudformation {

namespace {

using knowledge::Node;
using knowledge::NodeKind;
using knowledge::Position;

/// Walks over the text. Line ends stand between values only: within strings they are escaped.
class Walk {
  public:
    Walk(std::string_view text, knowledge::Reporter& reporter) : text_(text), reporter_(reporter) {}

    Node value() {
        skip_space();
        switch (text_[at_]) {
            case '{':
                return map();
            case '[':
                return list();
            case '"':
                return quoted();
            default:
                return plain();
        }
    }

  private:
    void skip_space() {
        for (; at_ < text_.size(); ++at_) {
            if (text_[at_] == '\n')
                ++line_, line_start_ = at_ + 1;
            else if (text_[at_] != ' ' && text_[at_] != '\t' && text_[at_] != '\r')
                return;
        }
    }

    [[nodiscard]] Position position() const {
        return {line_, static_cast<int>(at_ - line_start_) + 1};
    }

    /// Goes over a bracket, a comma or a colon, and the space around it.
    void pass() {
        ++at_;
        skip_space();
    }

    Node map() {
        Node map{.kind = NodeKind::Map, .position = position()};
        for (pass(); text_[at_] != '}'; pass_comma()) {
            const auto key_position = position();
            auto key = string();
            skip_space();
            pass();
            auto& child = map.children.emplace_back(value());
            child.key = std::move(key);
            child.key_position = key_position;
            if (child.is_null())
                child.position = key_position;
        }
        ++at_;
        report_twins(map);
        return map;
    }

    Node list() {
        Node list{.kind = NodeKind::List, .position = position()};
        for (pass(); text_[at_] != ']'; pass_comma())
            list.children.push_back(value());
        ++at_;
        return list;
    }

    void pass_comma() {
        skip_space();
        if (text_[at_] == ',')
            pass();
    }

    Node quoted() {
        const auto begin = position();
        return {.kind = NodeKind::Scalar,
                .style = knowledge::ScalarStyle::Quoted,
                .position = begin,
                .text = string()};
    }

    /// Numbers stay as they are written; true, false and null.
    Node plain() {
        const auto begin = position();
        const auto end = std::min(text_.find_first_of(",]} \t\r\n", at_), text_.size());
        const auto word = text_.substr(at_, end - at_);
        at_ = end;
        if (word == "null")
            return {.position = begin};
        return {.kind = NodeKind::Scalar, .position = begin, .text = std::string(word)};
    }

    std::string string() {
        const auto begin = at_++;
        bool has_escapes = false;
        for (; text_[at_] != '"'; ++at_)
            if (text_[at_] == '\\')
                has_escapes = true, ++at_;
        ++at_;
        const auto literal = text_.substr(begin, at_ - begin);
        if (!has_escapes)
            return std::string(literal.substr(1, literal.size() - 2));
        const auto read = parse_json(literal);
        return read ? std::string(read->as_string()) : std::string();
    }

    void report_twins(const Node& map) {
        std::unordered_set<std::string_view> seen;
        for (const auto& child : map.children)
            if (!seen.insert(child.key).second)
                reporter_.error(child.key_position, "duplicate-key", "the key is there twice",
                                knowledge::quoted(child.key), "keep one of them");
    }

    std::string_view text_;
    knowledge::Reporter& reporter_;
    std::size_t at_ = 0;
    std::size_t line_start_ = 0;
    int line_ = 1;
};

}  // namespace

Node json_tree(std::string_view text, knowledge::Reporter& reporter) {
    return Walk(text, reporter).value();
}

}  // namespace inland::sources::cloudformation
