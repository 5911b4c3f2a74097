// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/iam/names.h"

#include "core/crypto.h"
#include "emulator/services/arn.h"
#include "emulator/services/members.h"
#include "emulator/services/page.h"
#include "emulator/services/tags.h"
#include "http/message.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr int not_found = 404;
constexpr std::string_view name_characters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=,.@-";

}  // namespace

Result<std::string> path_of(const Call& call) {
    if (!has(call.input, "Path"))
        return "/";
    auto path = text_of(call.input, "Path");
    constexpr std::size_t longest = 512;
    if (path.empty() || path.size() > longest || path.front() != '/' || path.back() != '/')
        return refuse("ValidationError",
                      "The specified value for path is invalid. It must begin and end with / and "
                      "contain only alphanumeric characters and/or / characters.");
    return path;
}

Result<void> check_name(std::string_view member, std::string_view name, std::size_t longest) {
    if (name.empty() || name.size() > longest ||
        name.find_first_not_of(name_characters) != std::string_view::npos)
        return refuse("ValidationError",
                      fmt::format("The specified value for {} is invalid. It must contain only "
                                  "alphanumeric characters and/or the following: +=,.@_-",
                                  member));
    return {};
}

std::string iam_arn(const World& world, std::string_view account, std::string_view type,
                    std::string_view path, std::string_view name) {
    return arn(world, {std::string(account), ""}, "iam", fmt::format("{}{}{}", type, path, name));
}

std::string unique_id(std::string_view prefix) {
    constexpr std::size_t digits = 17;
    return std::string(prefix) + random_text(digits, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
}

std::unexpected<Error> no_such(std::string_view what, std::string_view name) {
    return refuse("NoSuchEntity", fmt::format("The {} with name {} cannot be found.", what, name),
                  not_found);
}

RecordKey global_key(const Call& call, std::string_view kind, std::string_view id) {
    return {call.global_scope(), std::string(kind), std::string(id)};
}

Result<const json::object*> find_global(const Call& call, std::string_view kind,
                                        std::string_view what, std::string_view name) {
    const auto* document = call.world.store().find(global_key(call, kind, name));
    if (document == nullptr)
        return no_such(what, name);
    return document;
}

Result<json::object> iam_page(const Call& call, std::string_view list, json::array items) {
    constexpr std::int64_t default_size = 100;
    const auto size =
        std::clamp<std::int64_t>(number_of(call.input, "MaxItems", default_size), 1, 1000);
    auto page = TRY(take_page(std::move(items), text_of(call.input, "Marker"),
                              static_cast<std::size_t>(size), "ValidationError"));
    json::object output{{list, std::move(page.items)}, {"IsTruncated", !page.next_token.empty()}};
    if (!page.next_token.empty())
        output["Marker"] = page.next_token;
    return output;
}

Result<void> check_policy_document(std::string_view text, prove::PolicyKind kind) {
    const auto statements = prove::read_policy(text, kind);
    if (!statements)
        return refuse("MalformedPolicyDocument", statements.error().message);
    return {};
}

std::unexpected<Error> delete_conflict(std::string_view what) {
    constexpr int conflict = 409;
    return refuse("DeleteConflict", fmt::format("Cannot delete entity, must {} first.", what),
                  conflict);
}

Result<json::object> tag_record(const Call& call, const RecordKey& key) {
    TRY_VOID(check_tags(list_of(call.input, "Tags"), "InvalidInput"));
    call.world.store().update(key, [&](json::object& document) {
        merge_tags(list_in(document, "Tags"), list_of(call.input, "Tags"));
    });
    return json::object{};
}

Result<json::object> untag_record(const Call& call, const RecordKey& key) {
    call.world.store().update(key, [&](json::object& document) {
        remove_tags(list_in(document, "Tags"), texts_of(call.input, "TagKeys"));
    });
    return json::object{};
}

std::string encoded(std::string_view document) {
    return http::percent_encode(document);
}

}  // namespace inland::emulator
