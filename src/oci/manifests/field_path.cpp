// SPDX-License-Identifier: Apache-2.0
#include "oci/manifests/field_path.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::oci {

namespace {

/// Keys are the user's: a megabyte of one is not shown on every line.
constexpr std::size_t longest_key = 80;

std::string shown_key(std::string_view key) {
    if (key.find_first_of(".[]\" ") == std::string_view::npos)
        return fmt::format(".{}", key.substr(0, longest_key));
    return fmt::format("[\"{}\"]", key.substr(0, longest_key));
}

}  // namespace

FieldPath::Step::Step(FieldPath& path, std::string_view key)
    : path_(path), shown_(path.shown_.size()), pattern_(path.pattern_.size()) {
    const std::string shown = shown_key(key);
    path_.shown_ += path_.shown_.empty() && shown.starts_with('.') ? shown.substr(1) : shown;
    if (!path_.pattern_.empty())
        path_.pattern_ += '.';
    path_.pattern_ += key.substr(0, longest_key);
}

FieldPath::Step::Step(FieldPath& path, std::size_t index)
    : path_(path), shown_(path.shown_.size()), pattern_(path.pattern_.size()) {
    path_.shown_ += fmt::format("[{}]", index);
    path_.pattern_ += "[*]";
}

FieldPath::Step::~Step() {
    path_.shown_.resize(shown_);
    path_.pattern_.resize(pattern_);
}

FieldPath::Object::Object(FieldPath& path) : path_(path), outer_(path.object_) {
    path_.object_ = path_.pattern_.size();
}

std::string_view FieldPath::pattern() const {
    auto pattern = std::string_view(pattern_).substr(std::min(object_, pattern_.size()));
    if (pattern.starts_with('.'))
        pattern.remove_prefix(1);
    return pattern;
}

}  // namespace inland::oci
