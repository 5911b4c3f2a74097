// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ram/shares.h"

#include "emulator/services/arn.h"
#include "emulator/services/identifier.h"
#include "emulator/services/members.h"
#include "emulator/services/page.h"
#include "emulator/services/ram/records.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::sharing {

namespace {

std::unexpected<Error> malformed(std::string_view arn) {
    return refuse("MalformedArnException", fmt::format("The specified ARN {} is not valid.", arn));
}

std::unexpected<Error> unknown(std::string_view arn) {
    return refuse("UnknownResourceException",
                  fmt::format("ResourceShare {} could not be found.", arn));
}

/// Of those that the input names, each must be among the side's.
Result<void> check_named(const Call& call, const std::vector<Share>& shares) {
    for (const auto& arn : texts_of(call.input, "resourceShareArns")) {
        if (!arn.starts_with("arn:"))
            return malformed(arn);
        if (std::ranges::none_of(shares, [&](const Share& share) { return share.first.id == arn; }))
            return unknown(arn);
    }
    return {};
}

std::string now_of(const Call& call) {
    return iso8601(call.world.now());
}

Result<json::object> create_share(const Call& call) {
    const auto resources = texts_of(call.input, "resourceArns");
    const auto principals = texts_of(call.input, "principals");
    TRY_VOID(check_resources(call, resources));
    TRY_VOID(check_principals(principals));
    const auto id = arn(call.world, call.scope(), "ram", "resource-share/" + new_uuid());
    json::object share{
        {"resourceShareArn", id},
        {"name", text_of(call.input, "name")},
        {"owningAccountId", call.caller.account},
        {"allowExternalPrincipals", flag_of(call.input, "allowExternalPrincipals", true)},
        {"status", "ACTIVE"},
        {"tags", list_of(call.input, "tags")},
        {"creationTime", now_of(call)},
        {"lastUpdatedTime", now_of(call)},
        {"featureSet", "STANDARD"},
        {"_resources", array_of(resources)},
        {"_principals", array_of(principals)}};
    call.world.store().put({call.scope(), std::string(kind::resource_share), id}, share);
    return json::object{{"resourceShare", std::move(share)}};
}

Result<json::object> update_share(const Call& call) {
    const auto key = TRY(find_share(call, text_of(call.input, "resourceShareArn")));
    call.world.store().update(key, [&](json::object& share) {
        copy_members(call.input, share, {"name", "allowExternalPrincipals"});
        share["lastUpdatedTime"] = now_of(call);
    });
    return json::object{{"resourceShare", *call.world.store().find(key)}};
}

/// AWS still shows a deleted share for a while; it no longer shares anything.
Result<json::object> delete_share(const Call& call) {
    const auto key = TRY(find_share(call, text_of(call.input, "resourceShareArn")));
    call.world.store().update(key, [&](json::object& share) {
        share["status"] = "DELETED";
        share["lastUpdatedTime"] = now_of(call);
        share["_resources"] = json::array();
        share["_principals"] = json::array();
    });
    return json::object{{"returnValue", true}};
}

/// Tags are the owner's.
json::object shown_to(const Call& call, const Share& share) {
    auto shown = *share.second;
    if (share.first.scope.account != call.caller.account)
        shown.erase("tags");
    return shown;
}

Result<json::object> get_shares(const Call& call) {
    const auto name = text_of(call.input, "name");
    const auto status = text_of(call.input, "resourceShareStatus");
    json::array shares;
    for (const auto& share : TRY(shares_of_side(call, text_of(call.input, "resourceOwner"))))
        if (is_wanted(call.input, "resourceShareArns", share.first.id) &&
            (name.empty() || name == text_of(*share.second, "name")) &&
            (status.empty() || status == text_of(*share.second, "status")))
            shares.push_back(shown_to(call, share));
    return paged(call, "resourceShares", std::move(shares));
}

Result<json::object> tag(const Call& call) {
    const auto key = TRY(find_share(call, text_of(call.input, "resourceShareArn")));
    call.world.store().update(key, [&](json::object& share) {
        auto& tags = list_in(share, "tags");
        for (const auto& added : list_of(call.input, "tags")) {
            erase_where(tags, "key", text_of(added.as_object(), "key"));
            tags.push_back(added);
        }
    });
    return json::object{};
}

Result<json::object> untag(const Call& call) {
    const auto key = TRY(find_share(call, text_of(call.input, "resourceShareArn")));
    call.world.store().update(key, [&](json::object& share) {
        for (const auto& name : texts_of(call.input, "tagKeys"))
            erase_where(list_in(share, "tags"), "key", name);
    });
    return json::object{};
}

constexpr std::array operations{
    OperationRow{"CreateResourceShare", once<create_share>, "subnets are shared with accounts"},
    OperationRow{"UpdateResourceShare", once<update_share>},
    OperationRow{"DeleteResourceShare", once<delete_share>},
    OperationRow{"GetResourceShares", get_shares},
    OperationRow{"TagResource", tag},
    OperationRow{"UntagResource", untag},
};

}  // namespace

Result<RecordKey> find_share(const Call& call, std::string_view arn) {
    if (!arn.starts_with("arn:"))
        return malformed(arn);
    RecordKey key{call.scope(), std::string(kind::resource_share), std::string(arn)};
    const auto* share = call.world.store().find(key);
    if (share == nullptr || text_of(*share, "status") == "DELETED")
        return unknown(arn);
    return key;
}

Result<std::vector<Share>> shares_of_side(const Call& call, std::string_view owner) {
    if (owner != "SELF" && owner != "OTHER-ACCOUNTS")
        return refuse("InvalidParameterException",
                      fmt::format("{} is not a valid resource owner.", owner));
    std::vector<Share> found;
    for (const auto& [key, share] : call.world.store().list_everywhere(kind::resource_share)) {
        const bool own = key.scope.account == call.caller.account;
        if (key.scope.region == call.caller.region && own == (owner == "SELF") &&
            (own || contains(list_of(*share, "_principals"), call.caller.account)))
            found.emplace_back(key, share);
    }
    TRY_VOID(check_named(call, found));
    return found;
}

bool is_wanted(const json::object& input, std::string_view wanted, std::string_view value) {
    const auto& list = list_of(input, wanted);
    return list.empty() || contains(list, value);
}

Result<void> check_resources(const Call& call, const std::vector<std::string>& arns) {
    const auto own = arn(call.world, call.scope(), "ec2", "subnet/");
    for (const auto& each : arns) {
        if (!each.starts_with("arn:"))
            return malformed(each);
        const RecordKey key{call.scope(), std::string(kind::subnet),
                            each.starts_with(own) ? each.substr(own.size()) : ""};
        const auto* subnet = call.world.store().find(key);
        if (subnet == nullptr || call.world.store().owned(key) != key)
            return refuse(
                "UnknownResourceException",
                fmt::format("The resource {} could not be found; Inland's emulator shares "
                            "the account's own subnets.",
                            each));
        if (flag_of(*subnet, "DefaultForAz"))
            return refuse("InvalidParameterException",
                          fmt::format("{} is a default subnet, which cannot be shared.", each));
    }
    return {};
}

Result<void> check_principals(const std::vector<std::string>& principals) {
    constexpr std::size_t account_digits = 12;
    for (const auto& principal : principals)
        if (principal.size() != account_digits ||
            principal.find_first_not_of("0123456789") != principal.npos)
            return refuse("InvalidParameterException",
                          fmt::format("The principal {} is not the id of an account; "
                                      "organizations are not emulated by Inland.",
                                      principal));
    return {};
}

Result<json::object> paged(const Call& call, std::string_view output, json::array items) {
    constexpr std::int64_t largest_page = 500;
    const auto size = number_of(call.input, "maxResults", largest_page);
    if (size < 1 || size > largest_page)
        return refuse("InvalidParameterException", "maxResults must be between 1 and 500.");
    auto page = TRY(take_page(std::move(items), text_of(call.input, "nextToken"),
                              static_cast<std::size_t>(size), "InvalidNextTokenException"));
    json::object answer{{output, std::move(page.items)}};
    if (!page.next_token.empty())
        answer["nextToken"] = page.next_token;
    return answer;
}

std::span<const OperationRow> share_operations() {
    return operations;
}

}  // namespace inland::emulator::sharing
