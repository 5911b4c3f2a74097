// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/fields/typed_value.h"

#include "emulator/cluster/schema/schemas.h"

#include <optional>

namespace inland::emulator::cluster {

namespace {

using Elements = std::map<std::string, const json::value*>;

const json::object* field_of(const json::object* schema, std::string_view name) {
    return schema == nullptr ? nullptr : field_schema(*schema, name);
}

const json::object* element_of(const json::object* schema) {
    return schema == nullptr ? nullptr : element_schema(*schema);
}

std::string field_name(std::string_view name) {
    return "f:" + std::string(name);
}

FieldSet member() {
    return {true, {}};
}

/// What an object or a list is made of, by the names in a FieldSet.
Elements elements_of(const json::value& value, const json::object* schema) {
    Elements elements;
    if (value.is_object())
        for (const auto& [name, inner] : value.get_object())
            elements.emplace(field_name(name), &inner);
    else if (value.is_array() && schema != nullptr)
        for (const auto& inner : value.get_array())
            elements.emplace(element_name(inner, *schema), &inner);
    return elements;
}

const json::object* schema_below(const json::object* schema, std::string_view element) {
    return element.starts_with("f:") ? field_of(schema, element.substr(2)) : element_of(schema);
}

/// Whether a part is a member although there is more below it.
bool is_member_itself(Shape shape, const json::value& part) {
    const bool says_nothing = part.is_null() || (part.is_object() && part.get_object().empty());
    return shape == Shape::List || shape == Shape::Map || says_nothing;
}

FieldSet added(Shape shape, const json::value& part, const json::object* schema) {
    auto set = fields_of(part, schema, Containers::Members);
    set.is_member = set.is_member || is_member_itself(shape, part);
    return set;
}

FieldSet gone(const json::value& part, const json::object* schema) {
    auto set = fields_of(part, schema, Containers::Members);
    set.is_member = true;
    return set;
}

void note(FieldSet& set, const std::string& element, FieldSet below) {
    if (!below.empty())
        set.below.emplace(element, std::move(below));
}

void note(Difference& found, const std::string& element, Difference below) {
    note(found.changed, element, std::move(below.changed));
    note(found.removed, element, std::move(below.removed));
}

json::value* element_in(json::array& list, const std::string& name, const json::object& schema) {
    for (auto& element : list)
        if (element_name(element, schema) == name)
            return &element;
    return nullptr;
}

json::value merged_list(const json::value& live, const json::value& applied,
                        const json::object& schema) {
    json::array list = live.is_array() ? live.get_array() : json::array{};
    for (const auto& element : applied.get_array()) {
        if (auto* own = element_in(list, element_name(element, schema), schema))
            *own = merged(*own, element, element_schema(schema));
        else
            list.push_back(element);
    }
    return list;
}

json::value merged_object(const json::value& live, const json::value& applied,
                          const json::object* schema) {
    json::object object = live.is_object() ? live.get_object() : json::object{};
    for (const auto& [name, value] : applied.get_object()) {
        const auto* own = object.if_contains(name);
        object[name] = merged(own == nullptr ? json::value{} : json::value(*own), value,
                              field_of(schema, name));
    }
    return object;
}

/// Whether a part goes as a whole: it is named, and nobody keeps anything in it.
bool goes(const FieldSet& set, const FieldSet* kept) {
    return set.is_member && (kept == nullptr || kept->empty());
}

bool is_empty(const json::value& value) {
    return (value.is_object() && value.get_object().empty()) ||
           (value.is_array() && value.get_array().empty());
}

/// The part of `value` that stays; nothing when it goes, or when nothing is left of it.
std::optional<json::value> rest_of(const json::value& value, const FieldSet& set,
                                   const FieldSet* kept, const json::object* schema) {
    static const FieldSet nothing;
    if (goes(set, kept))
        return std::nullopt;
    auto rest = removed_from(value, set, kept == nullptr ? nothing : *kept, schema);
    if (is_empty(rest) && !is_empty(value))
        return std::nullopt;
    return rest;
}

json::value rest_of_list(const json::array& list, const FieldSet& set, const FieldSet& kept,
                         const json::object& schema) {
    json::array rest;
    for (const auto& element : list) {
        const auto name = element_name(element, schema);
        const auto* below = set.find(name);
        if (below == nullptr)
            rest.push_back(element);
        else if (auto left = rest_of(element, *below, kept.find(name), element_schema(schema)))
            rest.push_back(*std::move(left));
    }
    return rest;
}

json::value rest_of_object(const json::object& object, const FieldSet& set, const FieldSet& kept,
                           const json::object* schema) {
    json::object rest;
    for (const auto& [name, part] : object) {
        const auto element = field_name(name);
        const auto* below = set.find(element);
        if (below == nullptr)
            rest[name] = part;
        else if (auto left = rest_of(part, *below, kept.find(element), field_of(schema, name)))
            rest[name] = *std::move(left);
    }
    return rest;
}

}  // namespace

Shape shape_of(const json::value& value, const json::object* schema) {
    if (value.is_object()) {
        if (schema != nullptr && is_atomic_map(*schema))
            return Shape::Leaf;
        return schema != nullptr && is_map(*schema) ? Shape::Map : Shape::Struct;
    }
    const bool is_list = value.is_array() && schema != nullptr && list_type(*schema) != "atomic";
    return is_list ? Shape::List : Shape::Leaf;
}

std::string element_name(const json::value& element, const json::object& list_schema) {
    if (list_type(list_schema) == "set")
        return "v:" + json::serialize(element);
    json::object keys;
    const auto* schema = element_schema(list_schema);
    for (const auto& key : list_keys(list_schema)) {
        const auto* value = element.is_object() ? element.get_object().if_contains(key) : nullptr;
        if (value == nullptr)
            if (const auto* field = field_of(schema, key))
                value = resolved(*field).if_contains("default");
        if (value != nullptr)
            keys[key] = *value;
    }
    return "k:" + json::serialize(keys);
}

FieldSet fields_of(const json::value& value, const json::object* schema, Containers containers) {
    const auto shape = shape_of(value, schema);
    if (shape == Shape::Leaf)
        return member();
    FieldSet set;
    set.is_member = containers == Containers::Members && shape == Shape::Map && !is_empty(value);
    for (const auto& [element, part] : elements_of(value, schema)) {
        auto below = fields_of(*part, schema_below(schema, element), containers);
        below.is_member = below.is_member || is_member_itself(shape, *part);
        if (!below.empty())
            set.below.emplace(element, std::move(below));
    }
    return set;
}

Difference difference(const json::value& before, const json::value& after,
                      const json::object* schema) {
    if (before == after)
        return {};
    const auto shape = shape_of(after, schema);
    if (shape == Shape::Leaf || shape_of(before, schema) != shape)
        return {fields_of(after, schema, Containers::Members), {}};
    Difference found;
    const auto old_parts = elements_of(before, schema);
    const auto new_parts = elements_of(after, schema);
    for (const auto& [element, part] : new_parts) {
        const auto old = old_parts.find(element);
        const auto* below = schema_below(schema, element);
        if (old == old_parts.end())
            note(found.changed, element, added(shape, *part, below));
        else
            note(found, element, difference(*old->second, *part, below));
    }
    for (const auto& [element, part] : old_parts)
        if (!new_parts.contains(element))
            note(found.removed, element, gone(*part, schema_below(schema, element)));
    return found;
}

json::value merged(const json::value& live, const json::value& applied,
                   const json::object* schema) {
    const auto shape = shape_of(applied, schema);
    if (shape == Shape::Leaf)
        return applied;
    return shape == Shape::List ? merged_list(live, applied, *schema)
                                : merged_object(live, applied, schema);
}

json::value removed_from(json::value value, const FieldSet& set, const FieldSet& kept,
                         const json::object* schema) {
    if (shape_of(value, schema) == Shape::Leaf)
        return value;
    return value.is_array() ? rest_of_list(value.get_array(), set, kept, *schema)
                            : rest_of_object(value.get_object(), set, kept, schema);
}

}  // namespace inland::emulator::cluster
