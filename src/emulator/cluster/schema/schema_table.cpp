// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/schema/schema_table.h"

#include "emulator/services/members.h"

#include <array>
#include <vector>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

struct ScalarRow {
    std::string_view name, type, format;
};
constexpr std::array scalars{ScalarRow{"string", "string", ""},
                             ScalarRow{"byte", "string", "byte"},
                             ScalarRow{"date-time", "string", "date-time"},
                             ScalarRow{"boolean", "boolean", ""},
                             ScalarRow{"int32", "integer", "int32"},
                             ScalarRow{"int64", "integer", "int64"},
                             ScalarRow{"double", "number", "double"}};

/// Where a package's types are named: the others are under "io.k8s.api.".
struct PackageRow {
    std::string_view package, prefix;
};
constexpr std::array packages{
    PackageRow{"meta.", "io.k8s.apimachinery.pkg.apis."},
    PackageRow{"apiextensions.", "io.k8s.apiextensions-apiserver.pkg.apis."}};

std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    while (!line.empty()) {
        const auto end = line.find(' ');
        if (const auto word = line.substr(0, end); !word.empty())
            words.push_back(word);
        line = end == line.npos ? std::string_view{} : line.substr(end + 1);
    }
    return words;
}

std::string_view inside(std::string_view text) {
    return text.substr(1, text.size() - 2);
}

json::object scalar_schema(const ScalarRow& row) {
    json::object schema{{"type", row.type}};
    if (!row.format.empty())
        schema["format"] = row.format;
    return schema;
}

/// A number or text: ports, and quantities such as "250m".
json::object int_or_string(std::string_view number, std::string_view format) {
    return {
        {"x-kubernetes-int-or-string", true},
        {"oneOf", json::array{json::object{{"type", number}}, json::object{{"type", "string"}}}},
        {"format", format}};
}

json::object schema_of_type(std::string_view type) {
    if (type.starts_with('['))
        return {{"type", "array"}, {"items", schema_of_type(inside(type))}};
    if (type.starts_with('{'))
        return {{"type", "object"}, {"additionalProperties", schema_of_type(inside(type))}};
    for (const auto& row : scalars)
        if (row.name == type)
            return scalar_schema(row);
    if (type == "any")
        return {{"x-kubernetes-preserve-unknown-fields", true}};
    if (type == "int-or-string")
        return int_or_string("integer", "int-or-string");
    if (type == "quantity")
        return int_or_string("number", "quantity");
    return {{"$ref", "#/components/schemas/" + full_type_name(type)}};
}

void say_list(json::object& schema, std::string_view value) {
    const auto colon = value.find(':');
    schema["x-kubernetes-list-type"] = value.substr(0, colon);
    if (colon == value.npos)
        return;
    auto& keys = list_in(schema, "x-kubernetes-list-map-keys");
    for (auto rest = value.substr(colon + 1); !rest.empty();) {
        const auto comma = rest.find(',');
        keys.emplace_back(rest.substr(0, comma));
        rest = comma == rest.npos ? std::string_view{} : rest.substr(comma + 1);
    }
}

void say_merge(json::object& schema, std::string_view value) {
    const auto comma = value.find(',');
    schema["x-kubernetes-patch-strategy"] = comma == value.npos ? "merge" : "merge,retainKeys";
    if (const auto key = value.substr(0, comma); key != "-")
        schema["x-kubernetes-patch-merge-key"] = key;
}

void say_atomic(json::object& schema, std::string_view) {
    schema["x-kubernetes-map-type"] = "atomic";
}

void say_default(json::object& schema, std::string_view value) {
    schema["default"] = value;
}

struct TraitRow {
    std::string_view name;
    void (*say)(json::object& schema, std::string_view value);
};
constexpr std::array traits{TraitRow{"list=", say_list}, TraitRow{"merge=", say_merge},
                            TraitRow{"default=", say_default}, TraitRow{"atomic", say_atomic}};

void say_traits(json::object& schema, const std::vector<std::string_view>& words) {
    for (const auto word : words)
        for (const auto& row : traits)
            if (word.starts_with(row.name))
                row.say(schema, word.substr(row.name.size()));
}

void add_field(json::object& type, const std::vector<std::string_view>& words) {
    auto name = words[0];
    if (name.ends_with('*')) {
        name.remove_suffix(1);
        list_in(type, "required").emplace_back(name);
    }
    auto schema = schema_of_type(words[1]);
    say_traits(schema, words);
    object_in(type, "properties")[name] = std::move(schema);
}

}  // namespace

std::string full_type_name(std::string_view name) {
    for (const auto& row : packages)
        if (name.starts_with(row.package))
            return fmt::format("{}{}", row.prefix, name);
    return fmt::format("io.k8s.api.{}", name);
}

json::object read_schema_table(std::string_view text) {
    json::object types;
    std::string current;
    while (!text.empty()) {
        const auto end = text.find('\n');
        const auto line = text.substr(0, end);
        const auto words = words_of(line);
        text = end == text.npos ? std::string_view{} : text.substr(end + 1);
        if (words.size() < 2 || words[0].starts_with('#'))
            continue;
        if (!line.starts_with(' ')) {
            current = full_type_name(words[1]);
            types[current] = json::object{{"type", "object"}};
            say_traits(types[current].get_object(), words);
        } else if (auto* type = types.if_contains(current)) {
            add_field(type->get_object(), words);
        }
    }
    return types;
}

}  // namespace inland::emulator::cluster
