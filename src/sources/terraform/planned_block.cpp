// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform/planned_block.h"

#include <algorithm>
#include <charconv>

namespace inland::sources::terraform {

std::string_view take_step(std::string_view& path) {
    const auto end = std::min(path.find('.'), path.size());
    const auto step = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    return step;
}

/// Terraform takes "443" for 443.
std::string plain_text(const json::value& value) {
    return value.is_string() ? std::string(value.as_string()) : json::serialize(value);
}

const json::value* planned_member(const json::value* at, std::string_view name) {
    return at != nullptr && at->is_object() ? at->as_object().if_contains(name) : nullptr;
}

const json::value* planned_element(const json::value* at, std::string_view index) {
    std::size_t number = 0;
    const auto parsed = std::from_chars(index.data(), index.data() + index.size(), number);
    const bool is_there = at != nullptr && at->is_array() && parsed.ec == std::errc() &&
                          number < at->as_array().size();
    return is_there ? &at->as_array()[number] : nullptr;
}

}  // namespace inland::sources::terraform
