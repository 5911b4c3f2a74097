// SPDX-License-Identifier: Apache-2.0
#include "aws/protocols/check.h"

#include "aws/protocols/scalars.h"
#include "aws/protocols/timestamps.h"
#include "core/crypto.h"

namespace inland::aws {

namespace {

/// Deeper than any AWS document; keeps recursive shapes in recursive documents off the stack's end.
constexpr int max_depth = 64;

Result<void> check(const Shape& shape, const json::value& value, const std::string& path,
                   int depth);

std::unexpected<Error> wrong(const std::string& path, std::string_view expected) {
    return failure(ErrorKind::InvalidInput,
                   fmt::format("{} must be {}", path.empty() ? "the input" : path, expected));
}

Result<void> check_structure(const Shape& shape, const json::value& value, const std::string& path,
                             int depth) {
    const auto* object = value.if_object();
    if (!object)
        return wrong(path, "an object");
    for (const auto& [name, member_value] : *object) {
        const auto* member = shape.find_member(name);
        if (!member)
            return failure(ErrorKind::InvalidInput,
                           fmt::format("{} has no member {}", shape.name, path_join(path, name)));
        if (!member_value.is_null())
            TRY_VOID(check(*member->shape, member_value, path_join(path, name), depth + 1));
    }
    return {};
}

Result<void> check_list(const Shape& shape, const json::value& value, const std::string& path,
                        int depth) {
    const auto* array = value.if_array();
    if (!array)
        return wrong(path, "a list");
    for (std::size_t index = 0; index < array->size(); ++index)
        TRY_VOID(
            check(*shape.item, (*array)[index], path_join(path, std::to_string(index)), depth + 1));
    return {};
}

Result<void> check_map(const Shape& shape, const json::value& value, const std::string& path,
                       int depth) {
    const auto* object = value.if_object();
    if (!object)
        return wrong(path, "an object");
    for (const auto& [key, item] : *object)
        TRY_VOID(check(*shape.item, item, path_join(path, key), depth + 1));
    return {};
}

struct ScalarRule {
    ShapeKind kind;
    std::string_view expected;
    bool (*accepts)(const json::value&);
};

constexpr std::array<ScalarRule, 6> scalar_rules{{
    {ShapeKind::String, "a string", [](const json::value& v) { return v.is_string(); }},
    {ShapeKind::Integer, "an integer",
     [](const json::value& v) { return v.is_int64() || v.is_uint64(); }},
    {ShapeKind::Double, "a number", [](const json::value& v) { return v.is_number(); }},
    {ShapeKind::Boolean, "true or false", [](const json::value& v) { return v.is_bool(); }},
    {ShapeKind::Timestamp, "an ISO 8601 time",
     [](const json::value& v) {
         return v.is_string() && parse_timestamp(v.get_string()).has_value();
     }},
    {ShapeKind::Blob, "base64",
     [](const json::value& v) {
         return v.is_string() && decode_base64(v.get_string()).has_value();
     }},
}};

Result<void> check_scalar(const Shape& shape, const json::value& value, const std::string& path) {
    const auto* rule = std::ranges::find(scalar_rules, shape.kind, &ScalarRule::kind);
    return rule->accepts(value) ? Result<void>{} : wrong(path, rule->expected);
}

Result<void> check(const Shape& shape, const json::value& value, const std::string& path,
                   int depth) {
    if (depth > max_depth)
        return failure(ErrorKind::InvalidInput, path + " is nested too deep");
    switch (shape.kind) {
        case ShapeKind::Structure:
            return check_structure(shape, value, path, depth);
        case ShapeKind::List:
            return check_list(shape, value, path, depth);
        case ShapeKind::Map:
            return check_map(shape, value, path, depth);
        default:
            return check_scalar(shape, value, path);
    }
}

std::string missing_in(const Shape& shape, const json::value& value, const std::string& path);

std::string missing_in_structure(const Shape& shape, const json::object& object,
                                 const std::string& path) {
    for (const auto& member : shape.members) {
        const auto* value = object.if_contains(member.name);
        const bool present = value && !value->is_null();
        if (!present && member.required && !member.idempotency_token)
            return path_join(path, member.name);
        auto missing =
            present ? missing_in(*member.shape, *value, path_join(path, member.name)) : "";
        if (!missing.empty())
            return missing;
    }
    return "";
}

std::string missing_in_list(const Shape& shape, const json::array& array, const std::string& path) {
    for (std::size_t index = 0; index < array.size(); ++index)
        if (auto missing =
                missing_in(*shape.item, array[index], path_join(path, std::to_string(index)));
            !missing.empty())
            return missing;
    return "";
}

std::string missing_in(const Shape& shape, const json::value& value, const std::string& path) {
    if (shape.kind == ShapeKind::Structure && value.is_object())
        return missing_in_structure(shape, value.get_object(), path);
    if (shape.kind == ShapeKind::List && value.is_array())
        return missing_in_list(shape, value.get_array(), path);
    return "";
}

}  // namespace

Result<void> check_document(const Shape& shape, const json::value& document) {
    TRY_VOID(check(shape, document, "", 0));
    if (const auto missing = missing_member(shape, document); !missing.empty())
        return failure(ErrorKind::InvalidInput,
                       fmt::format("{} needs the member {}", shape.name, missing));
    return {};
}

std::string missing_member(const Shape& shape, const json::value& document) {
    return missing_in(shape, document, "");
}

}  // namespace inland::aws
