// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/patch.h"

#include "emulator/cluster/api/status.h"

#include <array>
#include <charconv>
#include <functional>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr int unprocessable = 422;

std::unexpected<Error> cannot_apply(std::string message) {
    return failure(ErrorKind::InvalidInput, std::move(message), "Invalid", unprocessable);
}

/// The object that holds a pointer's last token, or the list, made nowhere: both must exist.
struct Location {
    json::value* parent = nullptr;
    std::string token;
};

std::optional<std::size_t> index_of(std::string_view token) {
    std::size_t index = 0;
    const auto* end = token.data() + token.size();
    const auto [rest, error] = std::from_chars(token.data(), end, index);
    return error == std::errc{} && rest == end ? std::optional(index) : std::nullopt;
}

/// RFC 6901: "~1" is '/', "~0" is '~'.
std::string unescaped(std::string_view token) {
    std::string text;
    for (std::size_t i = 0; i < token.size(); ++i) {
        const bool escape = token[i] == '~' && i + 1 < token.size();
        text += escape ? (token[++i] == '1' ? '/' : '~') : token[i];
    }
    return text;
}

json::value* child_of(json::value& parent, const std::string& token) {
    if (parent.is_object())
        return parent.get_object().if_contains(token);
    const auto index = index_of(token);
    if (!parent.is_array() || !index || *index >= parent.get_array().size())
        return nullptr;
    return &parent.get_array()[*index];
}

Result<Location> locate(json::value& root, std::string_view pointer) {
    if (!pointer.starts_with('/'))
        return cannot_apply(fmt::format("the path \"{}\" is not a JSON pointer", pointer));
    Location location{&root, {}};
    while (true) {
        pointer.remove_prefix(1);
        const auto slash = pointer.find('/');
        location.token = unescaped(pointer.substr(0, slash));
        if (slash == std::string_view::npos)
            return location;
        location.parent = child_of(*location.parent, location.token);
        if (location.parent == nullptr)
            return cannot_apply(
                fmt::format("the path ends at \"{}\", which is not there", location.token));
        pointer.remove_prefix(slash);
    }
}

Result<void> add_at(json::value& root, std::string_view pointer, const json::value& value) {
    const auto [parent, token] = TRY(locate(root, pointer));
    if (parent->is_object()) {
        parent->get_object().insert_or_assign(token, value);
        return {};
    }
    if (!parent->is_array())
        return cannot_apply("the path leads into something that is neither object nor list");
    auto& list = parent->get_array();
    const auto index = token == "-" ? std::optional(list.size()) : index_of(token);
    if (!index || *index > list.size())
        return cannot_apply(fmt::format("the list has no index \"{}\"", token));
    list.insert(list.begin() + static_cast<std::ptrdiff_t>(*index), value);
    return {};
}

Result<json::value> value_at(json::value& root, std::string_view pointer) {
    const auto [parent, token] = TRY(locate(root, pointer));
    const auto* value = child_of(*parent, token);
    if (value == nullptr)
        return cannot_apply(fmt::format("nothing is at \"{}\"", pointer));
    return *value;
}

Result<void> remove_at(json::value& root, std::string_view pointer) {
    TRY(value_at(root, pointer));
    const auto [parent, token] = TRY(locate(root, pointer));
    if (parent->is_object())
        parent->get_object().erase(token);
    else
        parent->get_array().erase(parent->get_array().begin() +
                                  static_cast<std::ptrdiff_t>(index_of(token).value_or(0)));
    return {};
}

using Step = Result<void> (*)(json::value& root, const std::string& path,
                              const json::object& operation);

json::value value_of(const json::object& operation) {
    const auto* value = operation.if_contains("value");
    return value == nullptr ? json::value{} : *value;
}

Result<void> add(json::value& root, const std::string& path, const json::object& operation) {
    return add_at(root, path, value_of(operation));
}

Result<void> remove(json::value& root, const std::string& path, const json::object&) {
    return remove_at(root, path);
}

Result<void> replace(json::value& root, const std::string& path, const json::object& operation) {
    TRY_VOID(remove_at(root, path));
    return add_at(root, path, value_of(operation));
}

Result<void> copy(json::value& root, const std::string& path, const json::object& operation) {
    const auto value = TRY(value_at(root, string_or_empty(operation, "from")));
    return add_at(root, path, value);
}

Result<void> move(json::value& root, const std::string& path, const json::object& operation) {
    const auto from = string_or_empty(operation, "from");
    const auto value = TRY(value_at(root, from));
    TRY_VOID(remove_at(root, from));
    return add_at(root, path, value);
}

Result<void> test(json::value& root, const std::string& path, const json::object& operation) {
    if (TRY(value_at(root, path)) != value_of(operation))
        return cannot_apply(fmt::format("testing value {} failed", path));
    return {};
}

struct StepRow {
    std::string_view name;
    Step step;
};
constexpr std::array steps{StepRow{"add", add},         StepRow{"remove", remove},
                           StepRow{"replace", replace}, StepRow{"copy", copy},
                           StepRow{"move", move},       StepRow{"test", test}};

Result<void> take_step(json::value& root, const json::object& operation) {
    const auto name = string_or_empty(operation, "op");
    for (const auto& row : steps)
        if (row.name == name)
            return row.step(root, string_or_empty(operation, "path"), operation);
    return cannot_apply(fmt::format("unexpected kind of operation \"{}\"", name));
}

Result<json::value> merge(json::value target, const json::value& patch) {
    return merge_patch(std::move(target), patch);
}

Result<json::value> strategic(json::value target, const json::value& patch) {
    return strategic_merge_patch(std::move(target), patch);
}

struct PatchType {
    std::string_view content_type;
    Result<json::value> (*apply)(json::value target, const json::value& patch);
};
constexpr std::array patch_types{PatchType{"application/merge-patch+json", merge},
                                 PatchType{"application/json-patch+json", json_patch},
                                 PatchType{"application/strategic-merge-patch+json", strategic}};

}  // namespace

json::value merge_patch(json::value target, const json::value& patch) {
    if (!patch.is_object())
        return patch;
    if (!target.is_object())
        target.emplace_object();
    auto& object = target.get_object();
    for (const auto& [key, value] : patch.get_object()) {
        if (value.is_null())
            object.erase(key);
        else
            object[key] = merge_patch(object.contains(key) ? object.at(key) : json::value{}, value);
    }
    return target;
}

Result<json::value> json_patch(json::value target, const json::value& patch) {
    if (!patch.is_array())
        return std::unexpected(bad_request("a JSON patch is a list of operations"));
    for (const auto& operation : patch.get_array()) {
        if (!operation.is_object())
            return std::unexpected(bad_request("an operation of a JSON patch is an object"));
        TRY_VOID(take_step(target, operation.get_object()));
    }
    return target;
}

PatchTypes patch_types_of(const ResourceType& type) {
    return type.definition == nullptr ? PatchTypes::All : PatchTypes::WithoutStrategic;
}

Result<json::value> apply_patch(std::string_view content_type, json::value target,
                                const json::value& patch, PatchTypes types) {
    std::string accepted = "application/apply-patch+yaml";
    for (const auto& type : patch_types) {
        if (types == PatchTypes::WithoutStrategic && type.apply == strategic)
            continue;
        if (content_type.substr(0, content_type.find(';')) == type.content_type)
            return type.apply(std::move(target), patch);
        accepted += fmt::format(", {}", type.content_type);
    }
    return std::unexpected(unsupported_media_type(accepted));
}

}  // namespace inland::emulator::cluster
