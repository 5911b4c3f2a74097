// SPDX-License-Identifier: Apache-2.0
#include "sources/cloudformation/value.h"

#include <algorithm>
#include <charconv>

namespace inland::sources::cloudformation {
namespace {

const Value* child(const Value& value, std::string_view name) {
    if (value.kind == ValueKind::Map) {
        const auto found = std::ranges::find(value.children, name, &Value::key);
        return found == value.children.end() ? nullptr : &*found;
    }
    std::size_t index = 0;
    const auto* end = name.data() + name.size();
    const bool is_index = std::from_chars(name.data(), end, index).ptr == end && !name.empty();
    return value.kind == ValueKind::List && is_index && index < value.children.size()
               ? &value.children[index]
               : nullptr;
}

bool has_members(const Value& value, std::string_view name) {
    const bool is_index = !name.empty() && name.find_first_not_of("0123456789") == name.npos;
    return value.kind == ValueKind::Map || (value.kind == ValueKind::List && is_index);
}

}  // namespace

const Value* Value::find(std::string_view path) const {
    static const Value not_known{.kind = ValueKind::Unknown};
    const Value* at = this;
    while (at != nullptr && !at->is_unknown() && !path.empty()) {
        const auto dot = std::min(path.find('.'), path.size());
        // Below what is no map of members there is nothing that could be known.
        if (!has_members(*at, path.substr(0, dot)))
            return at->is_absent() ? nullptr : &not_known;
        at = child(*at, path.substr(0, dot));
        path.remove_prefix(std::min(dot + 1, path.size()));
    }
    return at;
}

std::size_t Value::size() const {
    std::size_t whole = 1;
    for (const auto& each : children)
        whole += each.size();
    return whole;
}

bool Value::is_open() const {
    const bool open =
        kind == ValueKind::Unknown || kind == ValueKind::Symbolic || kind == ValueKind::Reference;
    return open || std::ranges::any_of(children, &Value::is_open);
}

bool Value::operator==(const Value& other) const {
    return kind == other.kind && text == other.text && attribute == other.attribute &&
           key == other.key && children == other.children;
}

}  // namespace inland::sources::cloudformation
