// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/schema/decoding.h"

#include "emulator/cluster/schema/schemas.h"

#include <array>
#include <utility>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

struct GoType {
    std::string_view schema_type, format, name;
};
constexpr std::array go_types{GoType{"integer", "int32", "int32"}, GoType{"integer", "", "int64"},
                              GoType{"number", "", "float64"}, GoType{"boolean", "", "bool"},
                              GoType{"string", "", "string"}};

std::string last_segment(std::string_view reference) {
    return std::string(reference.substr(reference.rfind('.') + 1));
}

std::string go_type(const json::object& schema) {
    if (const auto reference = find_string(schema, "$ref"))
        return "v1." + last_segment(*reference);
    const auto type = string_or_empty(schema, "type");
    if (type == "array")
        return "[]" + go_type(find_object(schema, "items"));
    if (type == "object")
        return "map[string]" + go_type(find_object(schema, "additionalProperties"));
    const auto format = string_or_empty(schema, "format");
    for (const auto& row : go_types)
        if (row.schema_type == type && (row.format.empty() || row.format == format))
            return std::string(row.name);
    return "string";
}

/// What encoding/json calls a value.
std::string_view json_kind(const json::value& value) {
    if (value.is_object())
        return "object";
    if (value.is_array())
        return "array";
    if (value.is_string())
        return "string";
    return value.is_bool() ? "bool" : "number";
}

bool fits(const json::value& value, std::string_view type) {
    if (type == "integer")
        return value.is_int64() || value.is_uint64();
    return type.empty() || type == json_kind(value) || (type == "boolean" && value.is_bool());
}

bool is_int_or_string(const json::object& schema) {
    return find_bool(schema, "x-kubernetes-int-or-string").value_or(false);
}

std::string place_of(const std::string& path, std::string_view name) {
    return path.empty() ? std::string(name) : fmt::format("{}.{}", path, name);
}

/// "PodSpec." of a reference to it.
std::string struct_name(const json::object& schema) {
    const auto reference = find_string(schema, "$ref");
    return reference ? last_segment(*reference) + "." : std::string{};
}

class Decoder {
  public:
    void read_object(json::object& object, const json::object& schema, const std::string& path) {
        const auto& type = resolved(schema);
        const auto owner = std::exchange(owner_, struct_name(schema));
        std::vector<std::string> dropped;
        for (auto& member : object) {
            const auto* field = field_schema(type, member.key());
            const auto place = place_of(path, member.key());
            const bool is_unknown = field == nullptr && !preserves_unknown_fields(type);
            if (is_unknown)
                found_.unknown.push_back(place);
            if (is_unknown || member.value().is_null())
                dropped.emplace_back(member.key());
            else if (field != nullptr)
                read_value(member.value(), *field, place);
        }
        for (const auto& name : dropped)
            object.erase(name);
        owner_ = owner;
    }

    Decoding take() { return std::move(found_); }

  private:
    void read_value(json::value& value, const json::object& field, const std::string& place) {
        const auto& type = resolved(field);
        if (is_int_or_string(type))
            return read_quantity(value, type);
        const auto wanted = string_or_empty(type, "type");
        if (!fits(value, wanted))
            return note_mismatch(value, field, place);
        if (value.is_object())
            read_object(value.get_object(), field, place);
        if (value.is_array())
            read_list(value.get_array(), find_object(type, "items"), place);
    }

    void read_list(json::array& list, const json::object& items, const std::string& place) {
        for (std::size_t i = 0; i < list.size(); ++i)
            read_value(list[i], items, fmt::format("{}[{}]", place, i));
    }

    static void read_quantity(json::value& value, const json::object& type) {
        if (string_or_empty(type, "format") == "quantity" && value.is_number())
            value = json::serialize(value);
    }

    void note_mismatch(const json::value& value, const json::object& field,
                       const std::string& place) {
        if (!found_.mismatch)
            found_.mismatch =
                fmt::format("json: cannot unmarshal {} into Go struct field {}{} of type {}",
                            json_kind(value), owner_, place, go_type(field));
    }

    Decoding found_;
    std::string owner_;  ///< "DeploymentSpec.": whose fields are being read
};

void prune_value(json::value& value, const json::object& schema, const std::string& path,
                 std::vector<std::string>& pruned);

void prune_object(json::object& object, const json::object& schema, const std::string& path,
                  std::vector<std::string>& pruned) {
    std::vector<std::string> dropped;
    for (auto& member : object) {
        const auto* field = field_schema(schema, member.key());
        const auto place = place_of(path, member.key());
        if (field != nullptr) {
            prune_value(member.value(), *field, place, pruned);
        } else if (!preserves_unknown_fields(schema)) {
            dropped.emplace_back(member.key());
            pruned.push_back(place);
        }
    }
    for (const auto& name : dropped)
        object.erase(name);
}

void prune_value(json::value& value, const json::object& schema, const std::string& path,
                 std::vector<std::string>& pruned) {
    if (value.is_object())
        prune_object(value.get_object(), schema, path, pruned);
    const auto* items = element_schema(schema);
    if (!value.is_array() || items == nullptr)
        return;
    for (std::size_t i = 0; i < value.get_array().size(); ++i)
        prune_value(value.get_array()[i], *items, fmt::format("{}[{}]", path, i), pruned);
}

void default_fields(json::object& object, const json::object& schema) {
    for (const auto& [name, field] : find_object(resolved(schema), "properties")) {
        if (!field.is_object())
            continue;
        const auto* value = field.get_object().if_contains("default");
        auto* own = object.if_contains(name);
        if (value != nullptr && (own == nullptr || own->is_null()))
            object[name] = *value;
        if (auto* present = object.if_contains(name))
            set_schema_defaults(*present, field.get_object());
    }
    const auto* values = resolved(schema).if_contains("additionalProperties");
    if (values != nullptr && values->is_object())
        for (auto& member : object)
            set_schema_defaults(member.value(), values->get_object());
}

}  // namespace

Decoding decode(json::object& object, const json::object& schema) {
    Decoder decoder;
    decoder.read_object(object, schema, "");
    return decoder.take();
}

std::vector<std::string> prune(json::object& object, const json::object& schema) {
    std::vector<std::string> pruned;
    prune_object(object, schema, "", pruned);
    return pruned;
}

void set_schema_defaults(json::value& value, const json::object& schema) {
    if (value.is_object())
        return default_fields(value.get_object(), schema);
    const auto* items = element_schema(schema);
    if (value.is_array() && items != nullptr)
        for (auto& element : value.get_array())
            set_schema_defaults(element, *items);
}

}  // namespace inland::emulator::cluster
