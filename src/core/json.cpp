// SPDX-License-Identifier: Apache-2.0
#include "core/json.h"

#include "core/json_arena.h"
#include "core/json_error.h"

#include <charconv>

namespace inland {

namespace {

void write_pretty(std::string& out, const json::value& value, std::size_t indent);

template <typename Items, typename WriteItem>
void write_block(std::string& out, char open, char close, const Items& items, std::size_t indent,
                 WriteItem write_item) {
    out += open;
    bool first = true;
    for (const auto& item : items) {
        out += first ? "\n" : ",\n";
        first = false;
        out.append(indent + 2, ' ');
        write_item(item);
    }
    if (!first) {
        out += '\n';
        out.append(indent, ' ');
    }
    out += close;
}

void write_pretty(std::string& out, const json::value& value, std::size_t indent) {
    if (const auto* object = value.if_object()) {
        write_block(out, '{', '}', *object, indent, [&](const auto& member) {
            out += json::serialize(member.key());
            out += ": ";
            write_pretty(out, member.value(), indent + 2);
        });
    } else if (const auto* array = value.if_array()) {
        write_block(out, '[', ']', *array, indent,
                    [&](const auto& item) { write_pretty(out, item, indent + 2); });
    } else {
        out += json::serialize(value);
    }
}

const json::value* step(const json::value& value, std::string_view name) {
    if (const auto* object = value.if_object())
        return object->if_contains(name);
    const auto* array = value.if_array();
    std::size_t index = 0;
    if (!array || std::from_chars(name.data(), name.data() + name.size(), index).ec != std::errc{})
        return nullptr;
    return array->if_contains(index);
}

}  // namespace

namespace {

Result<json::value> parse_in(json::storage_ptr storage, std::string_view text,
                             std::size_t max_depth) {
    json::parse_options options;
    options.max_depth = max_depth;
    json::stream_parser parser({}, options);
    parser.reset(std::move(storage));
    boost::system::error_code error;
    const auto consumed = parser.write_some(text.data(), text.size(), error);
    if (!error && consumed < text.size() &&
        text.find_first_not_of(" \t\r\n", consumed) != text.npos)
        error = json::error::extra_data;
    if (!error)
        parser.finish(error);
    if (error)
        return not_json(text, consumed, error.message());
    return parser.release();
}

}  // namespace

Result<json::value> parse_json(std::string_view text, std::size_t max_depth) {
    return parse_in({}, text, max_depth);
}

Result<JsonDocument> parse_json_into_arena(std::string_view text, std::size_t max_depth) {
    auto arena = std::make_unique<JsonArena>(text.size());
    auto root = TRY(parse_in(arena.get(), text, max_depth));
    return JsonDocument(std::move(arena), std::move(root));
}

std::string pretty_json(const json::value& value) {
    std::string out;
    write_pretty(out, value, 0);
    out += '\n';
    return out;
}

const json::value* find(const json::value& value, std::string_view path) {
    const auto* at = &value;
    while (at && !path.empty()) {
        const auto dot = path.find('.');
        at = step(*at, path.substr(0, dot));
        path = dot == path.npos ? std::string_view{} : path.substr(dot + 1);
    }
    return at && !at->is_null() ? at : nullptr;
}

const json::value* find(const json::object& object, std::string_view path) {
    const auto dot = path.find('.');
    const auto* member = object.if_contains(path.substr(0, dot));
    if (member == nullptr || dot == path.npos)
        return member != nullptr && !member->is_null() ? member : nullptr;
    return find(*member, path.substr(dot + 1));
}

namespace {

std::optional<std::string> as_string(const json::value* found) {
    if (!found || !found->is_string())
        return std::nullopt;
    return std::string(found->get_string());
}

std::optional<std::int64_t> as_int(const json::value* found) {
    if (!found)
        return std::nullopt;
    if (const auto* integer = found->if_int64())
        return *integer;
    boost::system::error_code error;
    const auto number = found->to_number<std::int64_t>(error);
    return error ? std::nullopt : std::optional(number);
}

std::optional<bool> as_bool(const json::value* found) {
    if (!found || !found->is_bool())
        return std::nullopt;
    return found->get_bool();
}

const json::array& as_array(const json::value* found) {
    static const json::array empty;
    return found && found->is_array() ? found->get_array() : empty;
}

const json::object& as_object(const json::value* found) {
    static const json::object empty;
    return found && found->is_object() ? found->get_object() : empty;
}

}  // namespace

std::optional<std::string> find_string(const json::value& value, std::string_view path) {
    return as_string(find(value, path));
}

std::optional<std::int64_t> find_int(const json::value& value, std::string_view path) {
    return as_int(find(value, path));
}

std::optional<bool> find_bool(const json::value& value, std::string_view path) {
    return as_bool(find(value, path));
}

const json::array& find_array(const json::value& value, std::string_view path) {
    return as_array(find(value, path));
}

const json::object& find_object(const json::value& value, std::string_view path) {
    return as_object(find(value, path));
}

std::string string_or_empty(const json::value& value, std::string_view path) {
    return find_string(value, path).value_or(std::string{});
}

std::optional<std::string> find_string(const json::object& object, std::string_view path) {
    return as_string(find(object, path));
}

std::optional<std::int64_t> find_int(const json::object& object, std::string_view path) {
    return as_int(find(object, path));
}

std::optional<bool> find_bool(const json::object& object, std::string_view path) {
    return as_bool(find(object, path));
}

const json::array& find_array(const json::object& object, std::string_view path) {
    return as_array(find(object, path));
}

const json::object& find_object(const json::object& object, std::string_view path) {
    return as_object(find(object, path));
}

std::string string_or_empty(const json::object& object, std::string_view path) {
    return find_string(object, path).value_or(std::string{});
}

}  // namespace inland
