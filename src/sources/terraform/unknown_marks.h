// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace inland::sources::terraform {

/// Takes in a resource's `after_unknown`, event by event, and keeps what is marked: Terraform
/// writes an empty list or object for every block that is known, and those are most of it. Lists
/// keep the places of their elements. Writes to a stack that must outlive this.
class UnknownMarks {
  public:
    explicit UnknownMarks(json::value_stack& stack) : stack_(stack) {}

    void begin_object() { blocks_.push_back({.is_object = true}); }
    void begin_list() { blocks_.push_back({}); }
    /// A member's name, in parts; then its end.
    void add_to_key(std::string_view part) { key_ += part; }
    void end_key();
    void leaf(bool is_true);
    /// Ends an object or a list; the outermost becomes one value, null when nothing is marked.
    void end();
    [[nodiscard]] bool is_open() const { return !blocks_.empty(); }

  private:
    /// An object or a list that is not ended.
    struct Block {
        std::string key = {};  ///< of an object's member at hand
        bool is_object = false;
        std::size_t seen = 0;     ///< elements before the one at hand
        std::size_t written = 0;  ///< members or elements on the stack
    };

    void write_way();
    void pass();

    json::value_stack& stack_;
    std::vector<Block> blocks_;
    std::size_t written_ways_ = 0;  ///< blocks of which the member at hand is on the stack
    std::string key_;
};

}  // namespace inland::sources::terraform
