// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/protobuf.h"

#include "core/crypto.h"
#include "emulator/cluster/api/status.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view magic{"k8s\0", 4};
constexpr int deepest = 32;

/// Wire types (protobuf encoding guide).
enum class Wire : std::uint8_t { Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5 };

/// One field on the wire: a number, or bytes.
struct WireField {
    std::uint32_t number = 0;
    Wire wire = Wire::Varint;
    std::uint64_t value = 0;
    std::string_view bytes;
};

std::optional<std::uint64_t> take_varint(std::string_view& input) {
    constexpr unsigned bits_in_a_byte = 7;
    constexpr unsigned most_bits = 64;
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < most_bits && !input.empty(); shift += bits_in_a_byte) {
        const auto byte = static_cast<std::uint8_t>(input.front());
        input.remove_prefix(1);
        value |= std::uint64_t{byte & 0x7fU} << shift;
        if ((byte & 0x80U) == 0)
            return value;
    }
    return std::nullopt;
}

std::optional<std::string_view> take_bytes(std::string_view& input, std::uint64_t size) {
    if (size > input.size())
        return std::nullopt;
    const auto bytes = input.substr(0, size);
    input.remove_prefix(size);
    return bytes;
}

std::optional<WireField> take_field(std::string_view& input) {
    constexpr std::uint64_t long_number = 8;
    constexpr std::uint64_t short_number = 4;
    const auto tag = take_varint(input);
    if (!tag || (*tag >> 3U) == 0 || (*tag >> 3U) > ~std::uint32_t{0})
        return std::nullopt;
    WireField field{static_cast<std::uint32_t>(*tag >> 3U), static_cast<Wire>(*tag & 7U), 0, {}};
    std::optional<std::uint64_t> size;
    if (field.wire == Wire::Varint) {
        const auto value = take_varint(input);
        field.value = value.value_or(0);
        return value ? std::optional(field) : std::nullopt;
    }
    if (field.wire == Wire::Bytes)
        size = take_varint(input);
    else if (field.wire == Wire::Fixed64)
        size = long_number;
    else if (field.wire == Wire::Fixed32)
        size = short_number;
    const auto bytes = size ? take_bytes(input, *size) : std::nullopt;
    field.bytes = bytes.value_or("");
    return bytes ? std::optional(field) : std::nullopt;
}

std::unexpected<Error> malformed() {
    return std::unexpected(bad_request("the body is not a Kubernetes protocol buffer"));
}

std::unexpected<Error> unknown(std::string_view what) {
    auto error = unsupported_media_type("application/json");
    error.message += fmt::format(" ({} is not known here as a protocol buffer)", what);
    return std::unexpected(std::move(error));
}

Result<json::object> read_message(const ProtobufMessage& message, std::string_view input,
                                  int depth);

/// A map's entry is a message of its own: 1 the key, 2 the value.
Result<void> read_entry(json::object& map, std::string_view input, FieldKind kind) {
    std::string key;
    std::string value;
    while (!input.empty()) {
        const auto field = take_field(input);
        if (!field || field->wire != Wire::Bytes)
            return malformed();
        (field->number == 1 ? key : value) = field->bytes;
    }
    map[key] = kind == FieldKind::BytesMap ? base64(value) : value;
    return {};
}

Result<json::value> read_int_or_string(std::string_view input, int depth) {
    const auto parts = TRY(read_message(*find_message("IntOrString"), input, depth + 1));
    if (find_int(parts, "type").value_or(0) == 1)
        return json::value(string_or_empty(parts, "strVal"));
    return json::value(find_int(parts, "intVal").value_or(0));
}

Result<json::value> read_value(const ProtobufField& field, const WireField& wire, int depth) {
    const bool is_number = field.kind == FieldKind::Number || field.kind == FieldKind::Flag;
    if (is_number != (wire.wire == Wire::Varint))
        return malformed();
    if (field.kind == FieldKind::Number)
        return json::value(static_cast<std::int64_t>(wire.value));
    if (field.kind == FieldKind::Flag)
        return json::value(wire.value != 0);
    if (field.kind == FieldKind::Bytes)
        return json::value(base64(wire.bytes));
    if (field.kind == FieldKind::Text)
        return json::value(wire.bytes);
    if (field.kind == FieldKind::IntOrString)
        return read_int_or_string(wire.bytes, depth);
    return json::value(TRY(read_message(*find_message(field.message), wire.bytes, depth + 1)));
}

/// Go writes zeros, empty strings and structs of nothing else where JSON leaves them out.
bool says_nothing(const WireField& wire, int depth) {
    if (wire.wire == Wire::Varint)
        return wire.value == 0;
    auto rest = wire.bytes;
    while (!rest.empty()) {
        const auto field = take_field(rest);
        if (!field || depth > deepest || !says_nothing(*field, depth + 1))
            return false;
    }
    return true;
}

Result<void> read_field(json::object& object, const ProtobufField& field, const WireField& wire,
                        int depth) {
    if (field.kind == FieldKind::TextMap || field.kind == FieldKind::BytesMap) {
        auto& map = object[field.name];
        return read_entry(map.is_object() ? map.get_object() : map.emplace_object(), wire.bytes,
                          field.kind);
    }
    if (field.repeated == Repeated::Yes) {
        auto& list = object[field.name];
        (list.is_array() ? list.get_array() : list.emplace_array())
            .push_back(TRY(read_value(field, wire, depth)));
        return {};
    }
    if (wire.wire == Wire::Bytes && wire.bytes.empty())
        return {};
    object[field.name] = TRY(read_value(field, wire, depth));
    return {};
}

Result<json::object> read_message(const ProtobufMessage& message, std::string_view input,
                                  int depth) {
    json::object object;
    if (depth > deepest)
        return malformed();
    while (!input.empty()) {
        const auto wire = take_field(input);
        if (!wire)
            return malformed();
        const auto field = std::ranges::find(message.fields, wire->number, &ProtobufField::number);
        if (field != message.fields.end())
            TRY_VOID(read_field(object, *field, *wire, depth));
        else if (!says_nothing(*wire, depth))
            return unknown(fmt::format("field {} of {}", wire->number, message.name));
    }
    return object;
}

}  // namespace

Result<json::object> read_protobuf(std::string_view body) {
    if (!body.starts_with(magic))
        return malformed();
    const auto envelope = TRY(read_message(*find_message("Unknown"), body.substr(magic.size()), 0));
    const auto kind = string_or_empty(envelope, "typeMeta.kind");
    const auto* message = find_message(kind);
    if (message == nullptr)
        return unknown(kind);
    const auto raw = decode_base64(string_or_empty(envelope, "raw"));
    auto object = TRY(read_message(*message, raw.value_or(""), 0));
    object["kind"] = kind;
    object["apiVersion"] = string_or_empty(envelope, "typeMeta.apiVersion");
    return object;
}

}  // namespace inland::emulator::cluster
