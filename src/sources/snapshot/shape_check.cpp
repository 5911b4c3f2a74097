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
bool is_decoded_policy(std::string_view member, const json::value& value) {
    return value.is_object() && member.ends_with("Document");
}

/// The way from the document to a value; it is written only where something is wrong.
struct Way {
    const Way* before = nullptr;
    std::string_view member;
    std::size_t index = 0;  ///< where there is no member

    [[nodiscard]] std::string text() const {
        const auto step = member.empty() ? std::to_string(index) : std::string(member);
        return before == nullptr ? step : fmt::format("{}.{}", before->text(), step);
    }
};

class Check {
  public:
    std::vector<std::string> found;

    void members(const json::object& object, const aws::Shape& shape, const Way* at) {
        for (const auto& member : shape.members)
            if (const auto* value_of = object.if_contains(member.name))
                value(*value_of, *member.shape, {.before = at, .member = member.name});
    }

  private:
    void value(const json::value& value, const aws::Shape& shape, const Way& at) {
        if (value.is_null() || is_decoded_policy(at.member, value) || found.size() >= most_reported)
            return;
        const auto& row = *std::ranges::find(kinds, shape.kind, &KindRow::kind);
        if (!row.is(value))
            found.push_back(fmt::format("{} must be {}", at.text(), row.name));
        else if (shape.kind == aws::ShapeKind::Structure)
            members(value.get_object(), shape, &at);
        else if (shape.kind == aws::ShapeKind::List)
            items(value.get_array(), shape, at);
        else if (shape.kind == aws::ShapeKind::Map)
            values(value.get_object(), shape, at);
    }

    void items(const json::array& list, const aws::Shape& shape, const Way& at) {
        for (std::size_t index = 0; index < list.size(); ++index) {
            const Way item{.before = &at, .member = {}, .index = index};
            if (list[index].is_null())
                found.push_back(fmt::format("{} must not be null", item.text()));
            else
                value(list[index], *shape.item, item);
        }
    }

    void values(const json::object& map, const aws::Shape& shape, const Way& at) {
        for (const auto& [key, element] : map)
            value(element, *shape.item, {.before = &at, .member = key});
    }
};

}  // namespace

std::vector<std::string> misshapes(const json::object& document, const aws::Shape& shape) {
    Check check;
    check.members(document, shape, nullptr);
    return std::move(check.found);
}

}  // namespace inland::sources::snapshot
