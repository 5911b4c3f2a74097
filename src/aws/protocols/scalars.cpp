// SPDX-License-Identifier: Apache-2.0
#include "aws/protocols/scalars.h"

#include "aws/protocols/timestamps.h"
#include "aws/protocols/utf8.h"
#include "core/crypto.h"

#include <charconv>

namespace inland::aws {

namespace {

using Reader = std::optional<json::value> (*)(std::string_view text);

template <typename Number>
std::optional<json::value> read_number(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return json::value(value);
}

std::optional<json::value> read_string(std::string_view text) {
    return is_utf8(text) ? std::optional<json::value>(text) : std::nullopt;
}

std::optional<json::value> read_boolean(std::string_view text) {
    if (text == "true" || text == "True")
        return json::value(true);
    if (text == "false" || text == "False")
        return json::value(false);
    return std::nullopt;
}

std::optional<json::value> read_timestamp(std::string_view text) {
    const auto time = parse_timestamp(text);
    return time ? std::optional<json::value>(document_timestamp(*time)) : std::nullopt;
}

std::optional<json::value> read_blob(std::string_view text) {
    return decode_base64(text) ? std::optional<json::value>(text) : std::nullopt;
}

struct ScalarRow {
    ShapeKind kind;
    std::string_view name;
    Reader read;
};

constexpr std::array<ScalarRow, 6> rows{{
    {ShapeKind::String, "a string", read_string},
    {ShapeKind::Integer, "an integer", read_number<std::int64_t>},
    {ShapeKind::Double, "a number", read_number<double>},
    {ShapeKind::Boolean, "true or false", read_boolean},
    {ShapeKind::Timestamp, "a timestamp", read_timestamp},
    {ShapeKind::Blob, "base64", read_blob},
}};

}  // namespace

std::string scalar_to_text(const json::value& value) {
    if (const auto* text = value.if_string())
        return std::string(*text);
    if (const auto* number = value.if_double())
        return fmt::format("{}", *number);
    return json::serialize(value);
}

Result<json::value> scalar_from_text(const Shape& shape, std::string_view text,
                                     const std::string& path) {
    const auto row = std::ranges::find(rows, shape.kind, &ScalarRow::kind);
    if (row == rows.end())
        return failure(ErrorKind::InvalidInput, fmt::format("{} is not a scalar", path));
    if (auto value = row->read(text))
        return *std::move(value);
    return failure(ErrorKind::InvalidInput, fmt::format("{} must be {}", path, row->name));
}

bool is_scalar(const Shape& shape) {
    return std::ranges::find(rows, shape.kind, &ScalarRow::kind) != rows.end();
}

std::string path_join(const std::string& parent, std::string_view child) {
    return parent.empty() ? std::string(child) : fmt::format("{}.{}", parent, child);
}

}  // namespace inland::aws
