// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
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

constexpr int precondition_failed = 412;
constexpr std::size_t id_digits = 64;
constexpr std::size_t token_letters = 88;

Result<void> check_dry_run(const Call& call) {
    if (!flag_of(call.input, "DryRun"))
        return {};
    return refuse("DryRunOperationException",
                  "The request would have succeeded, but the DryRun option is set.",
                  precondition_failed);
}

std::unexpected<Error> no_grant(std::string_view id) {
    return refuse("NotFoundException", fmt::format("Grant ID {} not found", id));
}

/// The same name and input again answer the grant that there is, as KMS does.
const json::object* same_grant(const Call& call, const json::object& key) {
    const auto name = text_of(call.input, "Name");
    if (name.empty())
        return nullptr;
    for (const auto& grant : list_of(key, "_grants"))
        if (text_of(grant.as_object(), "Name") == name &&
            list_of(grant.as_object(), "Operations") == list_of(call.input, "Operations") &&
            text_of(grant.as_object(), "GranteePrincipal") ==
                text_of(call.input, "GranteePrincipal"))
            return &grant.as_object();
    return nullptr;
}

json::object answer_of(const json::object& grant) {
    return {{"GrantId", text_of(grant, "GrantId")}, {"GrantToken", text_of(grant, "_token")}};
}

Result<json::object> create_grant(const Call& call) {
    const auto key = TRY(find_enabled_key(call));
    TRY_VOID(check_dry_run(call));
    const auto* document = call.world.store().find(key);
    if (const auto* known = same_grant(call, *document); known != nullptr)
        return answer_of(*known);
    json::object grant{{"KeyId", text_of(*document, "Arn")},
                       {"GrantId", random_text(id_digits)},
                       {"CreationDate", timestamp(call.world)},
                       {"IssuingAccount", fmt::format("arn:aws:iam::{}:root", call.caller.account)},
                       {"_token", random_text(token_letters)}};
    copy_members(call.input, grant,
                 {"Name", "GranteePrincipal", "RetiringPrincipal", "Operations", "Constraints"});
    call.world.store().update(
        key, [&](json::object& record) { list_in(record, "_grants").push_back(grant); });
    return answer_of(grant);
}

Result<json::object> list_grants(const Call& call) {
    const auto* key = call.world.store().find(TRY(find_key(call)));
    const auto id = text_of(call.input, "GrantId");
    const auto grantee = text_of(call.input, "GranteePrincipal");
    json::array rows;
    for (const auto& row : list_of(*key, "_grants")) {
        const auto& grant = row.as_object();
        if ((id.empty() || text_of(grant, "GrantId") == id) &&
            (grantee.empty() || text_of(grant, "GranteePrincipal") == grantee))
            rows.push_back(row);
    }
    return kms_page(call, "Grants", std::move(rows));
}

Result<json::object> revoke_grant(const Call& call) {
    const auto key = TRY(find_usable_key(call));
    const auto id = text_of(call.input, "GrantId");
    if (find_where(list_of(*call.world.store().find(key), "_grants"), "GrantId", id) == nullptr)
        return no_grant(id);
    TRY_VOID(check_dry_run(call));
    call.world.store().update(
        key, [&](json::object& record) { erase_where(list_in(record, "_grants"), "GrantId", id); });
    return json::object{};
}

/// A grant by its token: the key that has it.
Result<RecordKey> key_of_token(const Call& call, std::string_view token) {
    for (const auto& [id, key] : call.world.store().list(call.scope(), kind::key))
        if (find_where(list_of(*key, "_grants"), "_token", token) != nullptr)
            return RecordKey{call.scope(), std::string(kind::key), std::string(id)};
    return refuse("InvalidGrantTokenException", "The grant token is not valid.");
}

Result<json::object> retire_grant(const Call& call) {
    const auto token = text_of(call.input, "GrantToken");
    if (token.empty())
        return revoke_grant(call);
    const auto key = TRY(key_of_token(call, token));
    TRY_VOID(check_dry_run(call));
    call.world.store().update(key, [&](json::object& record) {
        erase_where(list_in(record, "_grants"), "_token", token);
    });
    return json::object{};
}

constexpr std::array operations{
    OperationRow{"CreateGrant", create_grant, "a grant is kept and listed, and permits nothing"},
    OperationRow{"ListGrants", list_grants},
    OperationRow{"RevokeGrant", revoke_grant},
    OperationRow{"RetireGrant", retire_grant},
};

}  // namespace

std::span<const OperationRow> kms_grant_operations() {
    return operations;
}

}  // namespace inland::emulator
