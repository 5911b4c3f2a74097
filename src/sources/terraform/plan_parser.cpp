// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform/plan_parser.h"

#include "core/json_error.h"
#include "sources/terraform/plan_part.h"
#include "sources/terraform/unknown_marks.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <boost/json/basic_parser_impl.hpp>

namespace inland::sources::terraform {

namespace {

using boost::system::error_code;

/// What the parser tells what it comes to; the names are those that it calls.
class Handler {
  public:
    static constexpr auto max_object_size = json::object::max_size();
    static constexpr auto max_array_size = json::array::max_size();
    static constexpr auto max_key_size = json::string::max_size();
    static constexpr auto max_string_size = json::string::max_size();

    Handler(json::storage_ptr storage, std::size_t max_depth) : open_(max_depth + 1) {
        stack_.reset(std::move(storage));
    }

    json::value release() { return stack_.release(); }

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }

    bool on_object_begin(error_code&) {
        if (part_ == PlanPart::Marks)
            marks_.begin_object();
        if (part_ == PlanPart::Member)
            keep_whole();
        open_[depth_++] = {part_};
        return true;
    }
    bool on_object_end(std::size_t, error_code&) { return end(&json::value_stack::push_object); }
    bool on_array_begin(error_code&) {
        if (part_ == PlanPart::Marks)
            marks_.begin_list();
        if (part_ == PlanPart::Member && open_[depth_ - 1].part == PlanPart::Member)
            keep_whole();
        open_[depth_++] = {part_};
        return true;
    }
    bool on_array_end(std::size_t, error_code&) { return end(&json::value_stack::push_array); }

    bool on_key_part(json::string_view text, std::size_t, error_code&) {
        const auto in = open_[depth_ - 1].part;
        if (in == PlanPart::Marks)
            marks_.add_to_key(text);
        else if (in == PlanPart::Rules)
            waiting_key_.append(text);
        else if (in != PlanPart::Skipped)
            stack_.push_chars(text);
        return true;
    }
    bool on_key(json::string_view text, std::size_t size, error_code&) {
        auto& block = open_[depth_ - 1];
        // A name that comes in parts has escapes, which no part's has.
        part_ = size == text.size() || block.part < PlanPart::Plan ? member_part(block.part, text)
                                                                   : PlanPart::Kept;
        if (block.part == PlanPart::Marks) {
            marks_.add_to_key(text);
            marks_.end_key();
        } else if (block.part == PlanPart::Rules) {
            waiting_key_.append(text);
            waits_ = true;
        } else if (part_ != PlanPart::Skipped) {
            stack_.push_key(text);
        }
        return true;
    }

    bool on_string_part(json::string_view text, std::size_t, error_code&) {
        if (is_built()) {
            write_key();
            stack_.push_chars(text);
        }
        return true;
    }
    bool on_string(json::string_view text, std::size_t size, error_code&) {
        if (part_ == PlanPart::PriorMode && text == "managed")
            open_[depth_ - 1].part = PlanPart::PriorManaged;
        if (size == 0 && is_left_out())
            return leave_out();
        return leaf([&] { stack_.push_string(text); });
    }
    bool on_number_part(json::string_view, error_code&) { return true; }
    bool on_int64(std::int64_t number, json::string_view, error_code&) {
        return leaf([&] { stack_.push_int64(number); });
    }
    bool on_uint64(std::uint64_t number, json::string_view, error_code&) {
        return leaf([&] { stack_.push_uint64(number); });
    }
    bool on_double(double number, json::string_view, error_code&) {
        return leaf([&] { stack_.push_double(number); });
    }
    bool on_bool(bool value, error_code&) {
        if (part_ == PlanPart::Marks && value) {
            marks_.leaf(true);
            return counted();
        }
        if (!value && is_left_out())
            return leave_out();
        return leaf([&] { stack_.push_bool(value); });
    }
    bool on_null(error_code&) {
        if (is_left_out())
            return leave_out();
        return leaf([&] { stack_.push_null(); });
    }
    bool on_comment_part(json::string_view, error_code&) { return true; }
    bool on_comment(json::string_view, error_code&) { return true; }

  private:
    /// An object or a list that is not ended, and how many values of it are on the stack.
    struct Block {
        PlanPart part;
        std::size_t kept = 0;
    };

    [[nodiscard]] bool is_built() const {
        return part_ != PlanPart::Skipped && part_ != PlanPart::Marks;
    }

    /// Whether the value at hand, of which there is nothing, is a rule's member.
    [[nodiscard]] bool is_left_out() const {
        return waits_ && open_[depth_ - 1].part == PlanPart::Rules;
    }
    bool leave_out() {
        waiting_key_.clear();
        waits_ = false;
        return true;
    }
    /// The name of a rule's member, once there is something in it.
    void write_key() {
        if (!waits_)
            return;
        stack_.push_key(waiting_key_);
        leave_out();
    }
    void keep_whole() {
        write_key();
        part_ = PlanPart::Kept;
    }

    bool counted() {
        if (depth_ > 0)
            ++open_[depth_ - 1].kept;
        return true;
    }

    template <typename Push>
    bool leaf(const Push& push) {
        if (part_ == PlanPart::Skipped)
            return true;
        if (part_ == PlanPart::Marks) {
            marks_.leaf(false);
        } else {
            write_key();
            push();
        }
        return counted();
    }

    bool end(void (json::value_stack::*push)(std::size_t)) {
        const auto block = open_[depth_ - 1];
        --depth_;
        // Behind it stands another element of a list, or a key, which says what follows.
        part_ = block.part == PlanPart::PriorManaged ? PlanPart::PriorResource : block.part;
        if (block.part == PlanPart::Member && waits_)
            return leave_out();
        if (block.part == PlanPart::Marks)
            marks_.end();
        else if (block.part != PlanPart::Skipped)
            (stack_.*push)(block.kept);
        return block.part == PlanPart::Skipped || counted();
    }

    json::value_stack stack_;
    UnknownMarks marks_{stack_};
    PlanPart part_ = PlanPart::Plan;  ///< of the value that comes next
    std::vector<Block> open_;         ///< one for each level that the parser admits
    std::size_t depth_ = 0;
    std::string waiting_key_;  ///< of a rule's member, until there is something in it
    bool waits_ = false;
};

}  // namespace

Result<JsonDocument> parse_plan(std::string_view text, std::size_t max_depth) {
    const json::parse_options options{.max_depth = max_depth};
    auto arena = std::make_unique<JsonArena>(text.size());
    json::basic_parser<Handler> parser(options, arena.get(), max_depth);
    error_code error;
    const auto consumed = parser.write_some(false, text.data(), text.size(), error);
    if (!error && text.find_first_not_of(" \t\r\n", consumed) != text.npos)
        error = json::error::extra_data;
    if (error)
        return not_json(text, consumed, error.message());
    return JsonDocument(std::move(arena), parser.handler().release());
}

}  // namespace inland::sources::terraform
