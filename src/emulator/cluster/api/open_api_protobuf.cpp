// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/open_api_protobuf.h"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace inland::emulator::cluster {

namespace {

/// A message under way. Fields of the wire types 0 (a number) and 2 (bytes), by which all that
/// clients look at is written.
class Message {
  public:
    void text(std::uint32_t field, std::string_view value) {
        tag(field, 2);
        varint(value.size());
        bytes_ += value;
    }
    void number(std::uint32_t field, std::uint64_t value) {
        tag(field, 0);
        varint(value);
    }
    void message(std::uint32_t field, const Message& inner) { text(field, inner.bytes_); }
    [[nodiscard]] std::string take() && { return std::move(bytes_); }

  private:
    void tag(std::uint32_t field, std::uint32_t wire_type) {
        varint((std::uint64_t{field} << 3U) | wire_type);
    }
    void varint(std::uint64_t value) {
        constexpr std::uint64_t more = 0x80;
        for (; value >= more; value >>= 7U)
            bytes_ += static_cast<char>((value & (more - 1)) | more);
        bytes_ += static_cast<char>(value);
    }

    std::string bytes_;
};

using Write = void (*)(Message& message, std::uint32_t field, const json::value& value);

/// What becomes of one member of a JSON object.
struct Member {
    std::string_view name;
    std::uint32_t field;
    Write write;
};

/// One message as the document has it: a field for each member that it knows, and, in the field
/// `extensions`, what begins with "x-".
struct Shape {
    std::span<const Member> members;
    std::uint32_t extensions = 0;  ///< 0: it holds none
};

/// Any: field 2, YAML, which JSON is.
Message any(const json::value& value) {
    Message message;
    message.text(2, json::serialize(value));
    return message;
}

/// NamedAny, NamedSchema, NamedPathItem: "name" and "value".
Message named(std::string_view name, const Message& value) {
    Message message;
    message.text(1, name);
    message.message(2, value);
    return message;
}

Message written(const Shape& shape, const json::value& value) {
    Message message;
    if (!value.is_object())
        return message;
    for (const auto& member : shape.members)
        if (const auto* found = value.get_object().if_contains(member.name))
            member.write(message, member.field, *found);
    if (shape.extensions != 0)
        for (const auto& [name, extension] : value.get_object())
            if (name.starts_with("x-"))
                message.message(shape.extensions, named(name, any(extension)));
    return message;
}

void write_text(Message& message, std::uint32_t field, const json::value& value) {
    if (value.is_string())
        message.text(field, value.get_string());
}

void write_number(Message& message, std::uint32_t field, const json::value& value) {
    if (value.is_int64() && value.get_int64() >= 0)
        message.number(field, static_cast<std::uint64_t>(value.get_int64()));
}

void write_flag(Message& message, std::uint32_t field, const json::value& value) {
    if (value.is_bool())
        message.number(field, value.get_bool() ? 1 : 0);
}

void write_any(Message& message, std::uint32_t field, const json::value& value) {
    message.message(field, any(value));
}

template <Write write>
void write_each(Message& message, std::uint32_t field, const json::value& list) {
    if (list.is_array())
        for (const auto& element : list.get_array())
            write(message, field, element);
}

void write_schema(Message& message, std::uint32_t field, const json::value& value);

/// TypeItem: a list of names.
void write_type(Message& message, std::uint32_t field, const json::value& value) {
    Message type;
    write_text(type, 1, value);
    write_each<write_text>(type, 1, value);
    message.message(field, type);
}

/// ItemsItem: a list of schemas.
void write_items(Message& message, std::uint32_t field, const json::value& value) {
    Message items;
    write_schema(items, 1, value);
    message.message(field, items);
}

/// AdditionalPropertiesItem: a schema, or whether there may be any.
void write_additional(Message& message, std::uint32_t field, const json::value& value) {
    Message additional;
    if (value.is_object())
        write_schema(additional, 1, value);
    write_flag(additional, 2, value);
    message.message(field, additional);
}

/// Properties, and Definitions: named schemas in field 1.
void write_named_schemas(Message& message, std::uint32_t field, const json::value& value) {
    Message all;
    if (value.is_object())
        for (const auto& [name, schema] : value.get_object()) {
            Message one;
            one.text(1, name);
            write_schema(one, 2, schema);
            all.message(1, one);
        }
    message.message(field, all);
}

constexpr std::array schema_members{
    Member{"$ref", 1, write_text},
    Member{"format", 2, write_text},
    Member{"title", 3, write_text},
    Member{"description", 4, write_text},
    Member{"default", 5, write_any},
    Member{"maxLength", 11, write_number},
    Member{"minLength", 12, write_number},
    Member{"pattern", 13, write_text},
    Member{"maxItems", 14, write_number},
    Member{"minItems", 15, write_number},
    Member{"uniqueItems", 16, write_flag},
    Member{"maxProperties", 17, write_number},
    Member{"minProperties", 18, write_number},
    Member{"required", 19, write_each<write_text>},
    Member{"enum", 20, write_each<write_any>},
    Member{"additionalProperties", 21, write_additional},
    Member{"type", 22, write_type},
    Member{"items", 23, write_items},
    Member{"allOf", 24, write_each<write_schema>},
    Member{"properties", 25, write_named_schemas},
};
constexpr Shape schema_shape{schema_members, 31};

void write_schema(Message& message, std::uint32_t field, const json::value& value) {
    message.message(field, written(schema_shape, value));
}

constexpr std::array query_members{Member{"required", 1, write_flag}, Member{"in", 2, write_text},
                                   Member{"name", 4, write_text}, Member{"type", 6, write_text}};

/// ParametersItem, Parameter, NonBodyParameter, QueryParameterSubSchema: one in the other.
void write_parameter(Message& message, std::uint32_t field, const json::value& value) {
    Message other_than_body;
    other_than_body.message(3, written({query_members}, value));
    Message parameter;
    parameter.message(2, other_than_body);
    Message item;
    item.message(1, parameter);
    message.message(field, item);
}

constexpr std::array operation_members{Member{"operationId", 5, write_text},
                                       Member{"consumes", 7, write_each<write_text>},
                                       Member{"parameters", 8, write_each<write_parameter>}};

void write_operation(Message& message, std::uint32_t field, const json::value& value) {
    message.message(field, written({operation_members, 13}, value));
}

constexpr std::array path_members{Member{"get", 2, write_operation},
                                  Member{"put", 3, write_operation},
                                  Member{"patch", 8, write_operation}};

void write_paths(Message& message, std::uint32_t field, const json::value& value) {
    Message paths;
    if (value.is_object())
        for (const auto& [path, item] : value.get_object())
            paths.message(2, named(path, written({path_members, 10}, item)));
    message.message(field, paths);
}

constexpr std::array info_members{Member{"title", 1, write_text}, Member{"version", 2, write_text}};

void write_info(Message& message, std::uint32_t field, const json::value& value) {
    message.message(field, written({info_members}, value));
}

constexpr std::array document_members{
    Member{"swagger", 1, write_text},
    Member{"info", 2, write_info},
    Member{"paths", 8, write_paths},
    Member{"definitions", 9, write_named_schemas},
};

}  // namespace

std::string open_api_protobuf(const json::object& document) {
    return written({document_members}, document).take();
}

}  // namespace inland::emulator::cluster
