// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/kms/alias.h"

#include "emulator/services/arn.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/kms/key.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::string_view beginning = "alias/";

/// "alias/NAME" of an alias or of its ARN.
std::string_view name_of(std::string_view alias) {
    const auto place = alias.find(":alias/");
    return place == std::string_view::npos ? alias : alias.substr(place + 1);
}

RecordKey alias_record(const Call& call, std::string_view name) {
    return {call.scope(), std::string(kind::key_alias), std::string(name)};
}

std::unexpected<Error> no_alias(const Call& call, std::string_view name) {
    return refuse("NotFoundException",
                  fmt::format("Alias {} is not found.",
                              arn(call.world, call.scope(), "kms", std::string(name))));
}

Result<json::object> create_alias(const Call& call) {
    const auto name = text_of(call.input, "AliasName");
    if (!name.starts_with("alias/") || name.starts_with("alias/aws/"))
        return refuse("InvalidAliasNameException",
                      "Alias must start with the prefix \"alias/\" and not with \"alias/aws/\".");
    const auto alias_arn = arn(call.world, call.scope(), "kms", name);
    if (call.world.store().find(alias_record(call, name)) != nullptr)
        return refuse("AlreadyExistsException",
                      fmt::format("An alias with the name {} already exists", alias_arn));
    const auto key = TRY(find_usable_key(call, "TargetKeyId"));
    call.world.store().put(alias_record(call, name), {{"AliasName", name},
                                                      {"AliasArn", alias_arn},
                                                      {"TargetKeyId", key.id},
                                                      {"CreationDate", timestamp(call.world)},
                                                      {"LastUpdatedDate", timestamp(call.world)}});
    return json::object{};
}

Result<json::object> update_alias(const Call& call) {
    const auto key = TRY(find_usable_key(call, "TargetKeyId"));
    const bool found =
        call.world.store().update(alias_record(call, text_of(call.input, "AliasName")),
                                  [&](json::object& alias) { alias["TargetKeyId"] = key.id; });
    if (!found)
        return no_alias(call, text_of(call.input, "AliasName"));
    return json::object{};
}

Result<json::object> delete_alias(const Call& call) {
    if (!call.world.store().erase(alias_record(call, text_of(call.input, "AliasName"))))
        return no_alias(call, text_of(call.input, "AliasName"));
    return json::object{};
}

Result<json::object> list_aliases(const Call& call) {
    std::string wanted;
    if (has(call.input, "KeyId"))
        wanted = TRY(find_key(call)).id;
    json::array rows;
    for (const auto& [name, alias] : call.world.store().list(call.scope(), kind::key_alias))
        if (wanted.empty() || text_of(*alias, "TargetKeyId") == wanted)
            rows.emplace_back(*alias);
    return kms_page(call, "Aliases", std::move(rows));
}

constexpr std::array operations{
    OperationRow{"CreateAlias", create_alias},
    OperationRow{"UpdateAlias", update_alias},
    OperationRow{"DeleteAlias", delete_alias},
    OperationRow{"ListAliases", list_aliases},
};

}  // namespace

bool is_alias(std::string_view name) {
    return name_of(name).starts_with(beginning);
}

Result<std::string> target_of_alias(const Call& call, std::string_view name) {
    const auto* alias = call.world.store().find(alias_record(call, name_of(name)));
    if (alias == nullptr)
        return no_alias(call, name_of(name));
    return text_of(*alias, "TargetKeyId");
}

std::span<const OperationRow> kms_alias_operations() {
    return operations;
}

}  // namespace inland::emulator
