// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/iam/names.h"

#include "core/crypto.h"
#include "emulator/services/arn.h"
#include "emulator/services/members.h"
#include "emulator/services/page.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr int not_found = 404;
constexpr std::string_view name_characters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=,.@-";

std::unexpected<Error> malformed(std::string message) {
    return refuse("MalformedPolicyDocument", std::move(message));
}

Result<void> check_statement(const json::value& value) {
    if (!value.is_object())
        return malformed("Syntax errors in policy.");
    const auto& statement = value.get_object();
    const auto effect = text_of(statement, "Effect");
    if (effect != "Allow" && effect != "Deny")
        return malformed(fmt::format("Invalid effect: {}", effect));
    if (!has(statement, "Action") && !has(statement, "NotAction"))
        return malformed("Policy statement must contain actions.");
    return {};
}

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

Result<void> check_policy_document(std::string_view text) {
    const auto parsed = parse_json(text);
    if (!parsed || !parsed->is_object())
        return malformed("This policy contains invalid Json");
    const auto& policy = parsed->get_object();
    const auto version = text_of(policy, "Version");
    if (!version.empty() && version != "2012-10-17" && version != "2008-10-17")
        return malformed("The policy's Version is not valid.");
    const auto* statement = policy.if_contains("Statement");
    if (statement == nullptr)
        return malformed("Syntax errors in policy.");
    if (!statement->is_array())
        return check_statement(*statement);
    for (const auto& row : statement->get_array())
        TRY_VOID(check_statement(row));
    return {};
}

std::string encoded(std::string_view document) {
    constexpr std::string_view unreserved =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string text;
    for (const char letter : document) {
        if (unreserved.find(letter) != std::string_view::npos)
            text += letter;
        else
            text += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
    }
    return text;
}

}  // namespace inland::emulator
