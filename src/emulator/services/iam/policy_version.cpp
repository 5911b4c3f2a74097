// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/iam/names.h"
#include "emulator/services/iam/policy.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/tables.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr int conflict = 409;
constexpr int not_found = 404;
constexpr std::size_t most_versions = 5;

RecordKey policy_key(const Call& call) {
    return global_key(call, kind::policy, text_of(call.input, "PolicyArn"));
}

json::object shown_version(const json::object& version, bool with_document) {
    auto row = version;
    if (with_document)
        row["Document"] = encoded(text_of(version, "_document"));
    return row;
}

Result<void> check_version(const Call& call, const json::object& policy, const std::string& id) {
    if (find_where(list_of(policy, "_versions"), "VersionId", id) != nullptr)
        return {};
    return refuse("NoSuchEntity",
                  fmt::format("Policy {} version {} does not exist or is not attachable.",
                              text_of(call.input, "PolicyArn"), id),
                  not_found);
}

Result<json::object> get_policy_version(const Call& call) {
    const auto policy = TRY(find_policy(call));
    const auto id = text_of(call.input, "VersionId");
    TRY_VOID(check_version(call, policy, id));
    const auto* version = find_where(list_of(policy, "_versions"), "VersionId", id);
    return json::object{{"PolicyVersion", shown_version(*version, true)}};
}

Result<json::object> list_policy_versions(const Call& call) {
    const auto policy = TRY(find_policy(call));
    json::array rows;
    for (const auto& version : list_of(policy, "_versions"))
        rows.push_back(shown_version(version.get_object(), false));
    return iam_page(call, "Versions", std::move(rows));
}

void make_default(json::object& policy, std::string_view id) {
    for (auto& version : list_in(policy, "_versions"))
        version.get_object()["IsDefaultVersion"] = text_of(version.get_object(), "VersionId") == id;
    policy["DefaultVersionId"] = id;
}

Result<json::object> create_policy_version(const Call& call) {
    TRY_VOID(check_is_own(text_of(call.input, "PolicyArn")));
    const auto policy = TRY(find_policy(call));
    const auto text = text_of(call.input, "PolicyDocument");
    TRY_VOID(check_managed_document(text));
    if (list_of(policy, "_versions").size() >= most_versions)
        return refuse(
            "LimitExceeded",
            fmt::format("A managed policy can have up to {} versions. Before you create a "
                        "new version, you must delete an existing version.",
                        most_versions),
            conflict);
    const auto number = number_of(policy, "_last_version", 1) + 1;
    auto version = policy_version(call.world, fmt::format("v{}", number), text);
    const bool is_default = flag_of(call.input, "SetAsDefault");
    version["IsDefaultVersion"] = is_default;
    call.world.store().update(policy_key(call), [&](json::object& document) {
        document["_last_version"] = number;
        auto& versions = list_in(document, "_versions");
        versions.insert(versions.begin(), json::value(version));
        if (is_default)
            make_default(document, text_of(version, "VersionId"));
    });
    return json::object{{"PolicyVersion", shown_version(version, false)}};
}

Result<json::object> delete_policy_version(const Call& call) {
    TRY_VOID(check_is_own(text_of(call.input, "PolicyArn")));
    const auto policy = TRY(find_policy(call));
    const auto id = text_of(call.input, "VersionId");
    TRY_VOID(check_version(call, policy, id));
    if (id == text_of(policy, "DefaultVersionId"))
        return refuse("DeleteConflict", "Cannot delete the default version of a policy.", conflict);
    call.world.store().update(policy_key(call), [&](json::object& document) {
        erase_where(list_in(document, "_versions"), "VersionId", id);
    });
    return json::object{};
}

Result<json::object> set_default_policy_version(const Call& call) {
    TRY_VOID(check_is_own(text_of(call.input, "PolicyArn")));
    const auto policy = TRY(find_policy(call));
    const auto id = text_of(call.input, "VersionId");
    TRY_VOID(check_version(call, policy, id));
    call.world.store().update(policy_key(call),
                              [&](json::object& document) { make_default(document, id); });
    return json::object{};
}

constexpr std::array operations{
    OperationRow{"GetPolicyVersion", get_policy_version},
    OperationRow{"ListPolicyVersions", list_policy_versions},
    OperationRow{"CreatePolicyVersion", create_policy_version},
    OperationRow{"DeletePolicyVersion", delete_policy_version},
    OperationRow{"SetDefaultPolicyVersion", set_default_policy_version},
};

}  // namespace

std::span<const OperationRow> policy_version_operations() {
    return operations;
}

}  // namespace inland::emulator
