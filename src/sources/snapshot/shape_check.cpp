// SPDX-License-Identifier: Apache-2.0
#include "sources/snapshot/shape_check.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

namespace inland::sources::snapshot {
namespace {

constexpr std::size_t most_reported = 20;

struct KindRow {
    aws::ShapeKind kind;
    std::string_view name;
    bool (*is)(const json::value& value);
};

bool is_text(const json::value& value) {
    return value.is_string();
}
bool is_text_or_number(const json::value& value) {
    return value.is_string() || value.is_number();
}
bool is_number(const json::value& value) {
    return value.is_number();
}
bool is_boolean(const json::value& value) {
    return value.is_bool();
}
bool is_list(const json::value& value) {
    return value.is_array();
}
bool is_object(const json::value& value) {
    return value.is_object();
}

constexpr std::array<KindRow, 9> kinds = {{
    {aws::ShapeKind::Structure, "an object", is_object},
    {aws::ShapeKind::List, "a list", is_list},
    {aws::ShapeKind::Map, "an object", is_object},
    {aws::ShapeKind::String, "a text", is_text},
    {aws::ShapeKind::Integer, "a number", is_number},
    {aws::ShapeKind::Double, "a number", is_number},
    {aws::ShapeKind::Boolean, "true or false", is_boolean},
    {aws::ShapeKind::Timestamp, "a time", is_text_or_number},
    {aws::ShapeKind::Blob, "a text", is_text},
}};

/// The AWS CLI prints IAM's policy documents, which are text, as the objects that they are.
bool is_decoded_policy(std::string_view path, const json::value& value) {
    return value.is_object() && path.ends_with("Document");
}

class Check {
  public:
    std::vector<std::string> found;

    void value(const json::value& value, const aws::Shape& shape, const std::string& path) {
        if (value.is_null() || is_decoded_policy(path, value) || found.size() >= most_reported)
            return;
        const auto& row = *std::ranges::find(kinds, shape.kind, &KindRow::kind);
        if (!row.is(value))
            found.push_back(fmt::format("{} must be {}", path, row.name));
        else if (shape.kind == aws::ShapeKind::Structure)
            members(value.as_object(), shape, path);
        else if (shape.kind == aws::ShapeKind::List)
            items(value.as_array(), shape, path);
        else if (shape.kind == aws::ShapeKind::Map)
            values(value.as_object(), shape, path);
    }

    void members(const json::object& object, const aws::Shape& shape, const std::string& path) {
        for (const auto& member : shape.members)
            if (const auto* value_of = object.if_contains(member.name))
                value(*value_of, *member.shape, below(path, member.name));
    }

  private:
    static std::string below(const std::string& path, std::string_view name) {
        return path.empty() ? std::string(name) : fmt::format("{}.{}", path, name);
    }

    void items(const json::array& list, const aws::Shape& shape, const std::string& path) {
        for (std::size_t at = 0; at < list.size(); ++at) {
            if (list[at].is_null())
                found.push_back(fmt::format("{}.{} must not be null", path, at));
            else
                value(list[at], *shape.item, fmt::format("{}.{}", path, at));
        }
    }

    void values(const json::object& map, const aws::Shape& shape, const std::string& path) {
        for (const auto& [key, element] : map)
            value(element, *shape.item, below(path, key));
    }
};

}  // namespace

std::vector<std::string> misshapes(const json::object& document, const aws::Shape& shape) {
    Check check;
    check.members(document, shape, {});
    return std::move(check.found);
}

}  // namespace inland::sources::snapshot
