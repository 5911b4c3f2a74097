// SPDX-License-Identifier: Apache-2.0
#include "aws/protocols/json_document.h"

#include "aws/protocols/scalars.h"
#include "aws/protocols/timestamps.h"
#include "core/crypto.h"

#include <cmath>

namespace inland::aws {

namespace {

json::value write(const Shape& shape, const json::value& value);

json::object write_structure(const Shape& shape, const json::object& object) {
    json::object out;
    for (const auto& member : shape.members) {
        const auto* value = object.if_contains(member.name);
        if (value && !value->is_null() && member.location == Location::Body)
            out[member.wire_name] = write(*member.shape, *value);
    }
    return out;
}

json::value write_items(const Shape& item, const json::value& value) {
    if (const auto* array = value.if_array()) {
        json::array out;
        for (const auto& element : *array)
            out.push_back(write(item, element));
        return out;
    }
    json::object out;
    for (const auto& [key, element] : value.get_object())
        out[key] = write(item, element);
    return out;
}

/// Whole seconds stay an integer, as most of AWS writes them.
json::value write_timestamp(const json::value& value) {
    const auto time = value.is_string() ? parse_timestamp(value.get_string()) : std::nullopt;
    if (!time)
        return value;
    const auto milliseconds = time->time_since_epoch().count();
    if (milliseconds % 1000 == 0)
        return milliseconds / 1000;
    return static_cast<double>(milliseconds) / 1000;
}

json::value write(const Shape& shape, const json::value& value) {
    if (shape.kind == ShapeKind::Structure && value.is_object())
        return write_structure(shape, value.get_object());
    if (shape.item && value.is_structured())
        return write_items(*shape.item, value);
    if (shape.kind == ShapeKind::Timestamp)
        return write_timestamp(value);
    if (shape.kind == ShapeKind::String && value.is_primitive() && !value.is_string())
        return json::value(scalar_to_text(value));
    return value;
}

/// Reads one wire document against its shape.
class Reader {
  public:
    explicit Reader(std::vector<std::string>& unknown) : unknown_(unknown) {}

    Result<json::object> structure(const Shape& shape, const json::value& wire,
                                   const std::string& path) {
        const auto* object = wire.if_object();
        if (!object)
            return wrong(path, "an object");
        json::object out;
        std::size_t known = 0;
        for (const auto& member : shape.members) {
            const auto* value = object->if_contains(member.wire_name);
            if (!value || member.location != Location::Body)
                continue;
            ++known;
            if (!value->is_null())
                out[member.name] =
                    TRY(read(*member.shape, *value, path_join(path, member.wire_name)));
        }
        if (known != object->size())
            note_unknown(shape, *object, path);
        return out;
    }

  private:
    Result<json::value> read(const Shape& shape, const json::value& wire, const std::string& path) {
        switch (shape.kind) {
            case ShapeKind::Structure:
                return TRY(structure(shape, wire, path));
            case ShapeKind::List:
                return list(shape, wire, path);
            case ShapeKind::Map:
                return map(shape, wire, path);
            default:
                return scalar(shape, wire, path);
        }
    }

    Result<json::value> list(const Shape& shape, const json::value& wire, const std::string& path) {
        const auto* array = wire.if_array();
        if (!array)
            return wrong(path, "a list");
        json::array out;
        for (const auto& item : *array)
            out.push_back(
                TRY(read(*shape.item, item, path_join(path, std::to_string(out.size())))));
        return out;
    }

    Result<json::value> map(const Shape& shape, const json::value& wire, const std::string& path) {
        const auto* object = wire.if_object();
        if (!object)
            return wrong(path, "an object");
        json::object out;
        for (const auto& [key, item] : *object)
            out[key] = TRY(read(*shape.item, item, path_join(path, key)));
        return out;
    }

    /// JSON has kinds of its own: text is no number, a whole double is an integer.
    Result<json::value> scalar(const Shape& shape, const json::value& wire,
                               const std::string& path) {
        if (wire.is_structured())
            return wrong(path, "a scalar");
        if (shape.kind == ShapeKind::Timestamp && wire.is_number())
            return timestamp(wire.to_number<double>(), path);
        if (wire.is_double() && shape.kind == ShapeKind::Integer)
            return whole(wire.get_double(), path);
        const bool textual = shape.kind == ShapeKind::String || shape.kind == ShapeKind::Blob ||
                             shape.kind == ShapeKind::Timestamp;
        if (textual != wire.is_string())
            return wrong(path, textual ? "a string" : "a number or true or false");
        return scalar_from_text(shape, scalar_to_text(wire), path);
    }

    static Result<json::value> timestamp(double seconds, const std::string& path) {
        const auto time = timestamp_from_seconds(seconds);
        if (!time)
            return wrong(path, "a timestamp");
        return json::value(document_timestamp(*time));
    }

    static Result<json::value> whole(double number, const std::string& path) {
        constexpr double exact = 9007199254740992.0;  // 2^53
        if (!(std::abs(number) <= exact) || std::trunc(number) != number)
            return wrong(path, "an integer");
        return json::value(static_cast<std::int64_t>(number));
    }

    static std::unexpected<Error> wrong(const std::string& path, std::string_view expected) {
        return failure(ErrorKind::InvalidInput,
                       fmt::format("{} must be {}", path.empty() ? "the body" : path, expected));
    }

    void note_unknown(const Shape& shape, const json::object& object, const std::string& path) {
        for (const auto& [name, value] : object) {
            const bool known = std::ranges::any_of(shape.members, [&](const Member& member) {
                return member.wire_name == name && member.location == Location::Body;
            });
            if (!known)
                unknown_.push_back(path_join(path, name));
        }
    }

    std::vector<std::string>& unknown_;
};

}  // namespace

json::object to_wire_json(const Shape& shape, const json::object& document) {
    return write_structure(shape, document);
}

Result<json::object> from_wire_json(const Shape& shape, const json::value& wire,
                                    std::vector<std::string>& unknown) {
    return Reader(unknown).structure(shape, wire, "");
}

}  // namespace inland::aws
