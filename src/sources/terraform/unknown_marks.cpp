// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform/unknown_marks.h"

#include <algorithm>
#include <utility>

namespace inland::sources::terraform {

void UnknownMarks::end_key() {
    blocks_.back().key.swap(key_);
    key_.clear();
}

/// Of all blocks around the value at hand, what leads to it: their keys, or the elements before.
void UnknownMarks::write_way() {
    for (; written_ways_ < blocks_.size(); ++written_ways_) {
        auto& block = blocks_[written_ways_];
        if (block.is_object)
            stack_.push_key(block.key);
        else
            for (; block.written < block.seen; ++block.written)
                stack_.push_null();
        ++block.written;
    }
}

/// Goes on behind the value at hand.
void UnknownMarks::pass() {
    if (blocks_.empty())
        return;
    ++blocks_.back().seen;
    written_ways_ = std::min(written_ways_, blocks_.size() - 1);
}

void UnknownMarks::leaf(bool is_true) {
    if (is_true)
        write_way();
    if (is_true || blocks_.empty())
        stack_.push_bool(is_true);
    pass();
}

void UnknownMarks::end() {
    const auto block = std::move(blocks_.back());
    blocks_.pop_back();
    if (block.written > 0 && block.is_object)
        stack_.push_object(block.written);
    else if (block.written > 0)
        stack_.push_array(block.written);
    else if (blocks_.empty())
        stack_.push_null();
    pass();
}

}  // namespace inland::sources::terraform
