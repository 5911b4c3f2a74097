// SPDX-License-Identifier: Apache-2.0
#include "sources/cloudformation/json_tree.h"

#include "core/json.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>
#include <utility>
#include <vector>

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
        const auto begin = open_.size();
        for (pass(); text_[at_] != '}'; pass_comma()) {
            const auto key_position = position();
            auto key = string();
            skip_space();
            pass();
            auto child = value();
            child.key = std::move(key);
            child.key_position = key_position;
            if (child.is_null())
                child.position = key_position;
            open_.push_back(std::move(child));
        }
        ++at_;
        map.children = taken_from(begin);
        report_twins(map);
        return map;
    }

    Node list() {
        Node list{.kind = NodeKind::List, .position = position()};
        const auto begin = open_.size();
        for (pass(); text_[at_] != ']'; pass_comma()) {
            auto child = value();
            open_.push_back(std::move(child));
        }
        ++at_;
        list.children = taken_from(begin);
        return list;
    }

    /// The children of a map or list that ends, in a vector of their number.
    std::vector<Node> taken_from(std::size_t begin) {
        const auto first = open_.begin() + static_cast<std::ptrdiff_t>(begin);
        std::vector<Node> children(std::make_move_iterator(first),
                                   std::make_move_iterator(open_.end()));
        open_.erase(first, open_.end());
        return children;
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
        constexpr std::size_t few = 16;  // a set of its own costs more than it saves
        std::unordered_set<std::string_view> seen;
        for (auto child = map.children.begin(); child != map.children.end(); ++child) {
            const bool is_twin = map.children.size() > few
                                     ? !seen.insert(child->key).second
                                     : std::ranges::find(map.children.begin(), child, child->key,
                                                         &Node::key) != child;
            if (is_twin)
                reporter_.error(child->key_position, "duplicate-key", "the key is there twice",
                                knowledge::quoted(child->key), "keep one of them");
        }
    }

    std::string_view text_;
    knowledge::Reporter& reporter_;
    std::vector<Node> open_;  ///< children of the maps and lists that have not ended
    std::size_t at_ = 0;
    std::size_t line_start_ = 0;
    int line_ = 1;
};

}  // namespace

Node json_tree(std::string_view text, knowledge::Reporter& reporter) {
    return Walk(text, reporter).value();
}

}  // namespace inland::sources::cloudformation
