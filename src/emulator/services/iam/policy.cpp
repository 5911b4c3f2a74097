// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/iam/policy.h"

#include "emulator/services/arn.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/iam/names.h"
#include "emulator/services/identifier.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/tables.h"
#include "emulator/services/tags.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr int conflict = 409;
constexpr int not_found = 404;
constexpr std::size_t most_versions = 5;

bool is_managed(std::string_view policy_arn) {
    return policy_arn.find(":iam::aws:policy/") != std::string_view::npos;
}

std::unexpected<Error> no_policy(const std::string& policy_arn) {
    return refuse("NoSuchEntity",
                  fmt::format("Policy {} does not exist or is not attachable.", policy_arn),
                  not_found);
}

RecordKey policy_key(const Call& call) {
    return global_key(call, kind::policy, text_of(call.input, "PolicyArn"));
}

/// A policy that AWS manages, as GetPolicy shows it.
json::object managed_document(const knowledge::ManagedPolicy& row, const std::string& policy_arn) {
    constexpr std::string_view made = "2018-05-27T21:07:40Z";
    json::object version{{"VersionId", "v1"},
                         {"IsDefaultVersion", true},
                         {"CreateDate", made},
                         {"_document", row.document}};
    return {{"PolicyName", last_segment(policy_arn)},
            {"PolicyId", stable_id("ANPA", policy_arn)},
            {"Arn", policy_arn},
            {"Path", "/"},
            {"DefaultVersionId", "v1"},
            {"AttachmentCount", 0},
            {"PermissionsBoundaryUsageCount", 0},
            {"IsAttachable", true},
            {"CreateDate", made},
            {"UpdateDate", made},
            {"Tags", json::array()},
            {"_versions", json::array{std::move(version)}}};
}

/// The table's row for an ARN: rows are written with {partition}.
const knowledge::ManagedPolicy* managed_row(const World& world, std::string_view policy_arn) {
    if (const auto* row = world.tables().policy(policy_arn); row != nullptr)
        return row;
    const auto name = last_segment(policy_arn);
    const auto& rows = world.tables().policies;
    const auto row = std::ranges::find_if(
        rows, [&](const auto& candidate) { return last_segment(candidate.arn) == name; });
    return row == rows.end() ? nullptr : &*row;
}

/// AWS has more managed policies than the tables know: an unknown one exists and allows nothing
/// that the tables could tell.
std::optional<json::object> policy_document(const World& world, const std::string& account,
                                            const std::string& policy_arn) {
    const auto* own = world.store().find({{account, ""}, std::string(kind::policy), policy_arn});
    if (own != nullptr)
        return *own;
    const auto* row = is_managed(policy_arn) ? managed_row(world, policy_arn) : nullptr;
    if (row == nullptr)
        return std::nullopt;
    return managed_document(*row, policy_arn);
}

Result<json::object> find_policy(const Call& call) {
    const auto policy_arn = text_of(call.input, "PolicyArn");
    auto document = policy_document(call.world, call.caller.account, policy_arn);
    if (!document)
        return refuse("NoSuchEntity", fmt::format("Policy {} was not found.", policy_arn),
                      not_found);
    return *document;
}

json::object version_of(const World& world, std::string id, const std::string& document) {
    return {{"VersionId", std::move(id)},
            {"IsDefaultVersion", true},
            {"CreateDate", timestamp(world)},
            {"_document", document}};
}

Result<json::object> create_policy(const Call& call) {
    const auto name = text_of(call.input, "PolicyName");
    TRY_VOID(check_name("policyName", name, 128));
    const auto path = TRY(path_of(call));
    const auto text = text_of(call.input, "PolicyDocument");
    TRY_VOID(check_policy_document(text));
    const auto policy_arn = iam_arn(call.world, call.caller.account, "policy", path, name);
    const auto key = global_key(call, kind::policy, policy_arn);
    if (call.world.store().find(key) != nullptr)
        return refuse("EntityAlreadyExists",
                      fmt::format("A policy called {} already exists. Duplicate names are not "
                                  "allowed.",
                                  name),
                      conflict);
    json::object policy{{"PolicyName", name},
                        {"PolicyId", unique_id("ANPA")},
                        {"Arn", policy_arn},
                        {"Path", path},
                        {"DefaultVersionId", "v1"},
                        {"AttachmentCount", 0},
                        {"PermissionsBoundaryUsageCount", 0},
                        {"IsAttachable", true},
                        {"CreateDate", timestamp(call.world)},
                        {"UpdateDate", timestamp(call.world)},
                        {"_versions", json::array{version_of(call.world, "v1", text)}}};
    copy_members(call.input, policy, {"Description"});
    merge_tags(list_in(policy, "Tags"), list_of(call.input, "Tags"));
    call.world.store().put(key, policy);
    return json::object{{"Policy", std::move(policy)}};
}

Result<json::object> get_policy(const Call& call) {
    return json::object{{"Policy", TRY(find_policy(call))}};
}

Result<json::object> delete_policy(const Call& call) {
    const auto policy = TRY(find_policy(call));
    if (number_of(policy, "AttachmentCount") > 0)
        return refuse("DeleteConflict", "Cannot delete a policy attached to entities.", conflict);
    if (list_of(policy, "_versions").size() > 1)
        return refuse("DeleteConflict",
                      "This policy has more than one version. Before you delete a policy, you must "
                      "delete the policy's versions. The default version is deleted with the "
                      "policy.",
                      conflict);
    call.world.store().erase(policy_key(call));
    return json::object{};
}

Result<json::object> list_policies(const Call& call) {
    const auto scope = text_of(call.input, "Scope");
    const auto prefix = text_of(call.input, "PathPrefix");
    json::array rows;
    if (scope != "AWS")
        for (const auto& [id, policy] : call.world.store().list(call.global_scope(), kind::policy))
            if (text_of(*policy, "Path").starts_with(prefix) &&
                (!flag_of(call.input, "OnlyAttached") || number_of(*policy, "AttachmentCount") > 0))
                rows.emplace_back(*policy);
    if (scope != "Local" && !flag_of(call.input, "OnlyAttached"))
        for (const auto& row : call.world.tables().policies)
            rows.push_back(managed_document(
                row, knowledge::expand(row.arn, {{"partition", partition_of(call.world, "")}})));
    return iam_page(call, "Policies", std::move(rows));
}

json::object shown_version(const json::object& version, bool with_document) {
    auto row = version;
    if (with_document)
        row["Document"] = encoded(text_of(version, "_document"));
    return row;
}

Result<json::object> get_policy_version(const Call& call) {
    const auto policy = TRY(find_policy(call));
    const auto id = text_of(call.input, "VersionId");
    const auto* version = find_where(list_of(policy, "_versions"), "VersionId", id);
    if (version == nullptr)
        return refuse("NoSuchEntity",
                      fmt::format("Policy {} version {} does not exist or is not attachable.",
                                  text_of(call.input, "PolicyArn"), id),
                      not_found);
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
    const auto policy = TRY(find_policy(call));
    const auto text = text_of(call.input, "PolicyDocument");
    TRY_VOID(check_policy_document(text));
    if (list_of(policy, "_versions").size() >= most_versions)
        return refuse(
            "LimitExceeded",
            fmt::format("A managed policy can have up to {} versions. Before you create a "
                        "new version, you must delete an existing version.",
                        most_versions),
            conflict);
    const auto number = number_of(policy, "_last_version", 1) + 1;
    auto version = version_of(call.world, fmt::format("v{}", number), text);
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
    const auto policy = TRY(find_policy(call));
    const auto id = text_of(call.input, "VersionId");
    if (id == text_of(policy, "DefaultVersionId"))
        return refuse("DeleteConflict", "Cannot delete the default version of a policy.", conflict);
    call.world.store().update(policy_key(call), [&](json::object& document) {
        erase_where(list_in(document, "_versions"), "VersionId", id);
    });
    return json::object{};
}

Result<json::object> set_default_policy_version(const Call& call) {
    const auto policy = TRY(find_policy(call));
    const auto id = text_of(call.input, "VersionId");
    if (find_where(list_of(policy, "_versions"), "VersionId", id) == nullptr)
        return no_policy(text_of(call.input, "PolicyArn"));
    call.world.store().update(policy_key(call),
                              [&](json::object& document) { make_default(document, id); });
    return json::object{};
}

Result<json::object> tag_policy(const Call& call) {
    (void)TRY(find_policy(call));
    call.world.store().update(policy_key(call), [&](json::object& policy) {
        merge_tags(list_in(policy, "Tags"), list_of(call.input, "Tags"));
    });
    return json::object{};
}

Result<json::object> untag_policy(const Call& call) {
    (void)TRY(find_policy(call));
    call.world.store().update(policy_key(call), [&](json::object& policy) {
        remove_tags(list_in(policy, "Tags"), texts_of(call.input, "TagKeys"));
    });
    return json::object{};
}

Result<json::object> list_policy_tags(const Call& call) {
    return iam_page(call, "Tags", list_of(TRY(find_policy(call)), "Tags"));
}

constexpr std::array operations{
    OperationRow{"CreatePolicy", create_policy},
    OperationRow{"GetPolicy", get_policy},
    OperationRow{"DeletePolicy", delete_policy},
    OperationRow{"ListPolicies", list_policies},
    OperationRow{"GetPolicyVersion", get_policy_version},
    OperationRow{"ListPolicyVersions", list_policy_versions},
    OperationRow{"CreatePolicyVersion", create_policy_version},
    OperationRow{"DeletePolicyVersion", delete_policy_version},
    OperationRow{"SetDefaultPolicyVersion", set_default_policy_version},
    OperationRow{"TagPolicy", tag_policy},
    OperationRow{"UntagPolicy", untag_policy},
    OperationRow{"ListPolicyTags", list_policy_tags},
};

}  // namespace

Result<void> check_policy_exists(const Call& call, const std::string& policy_arn) {
    if (is_managed(policy_arn) ||
        policy_document(call.world, call.caller.account, policy_arn).has_value())
        return {};
    return no_policy(policy_arn);
}

void count_attachment(const Call& call, const std::string& policy_arn, int change) {
    call.world.store().update(
        global_key(call, kind::policy, policy_arn), [&](json::object& policy) {
            policy["AttachmentCount"] = number_of(policy, "AttachmentCount") + change;
        });
}

std::string policy_text(const World& world, const std::string& account,
                        const std::string& policy_arn) {
    const auto policy = policy_document(world, account, policy_arn);
    if (!policy)
        return "";
    const auto* version = find_where(list_of(*policy, "_versions"), "VersionId",
                                     text_of(*policy, "DefaultVersionId"));
    return version == nullptr ? "" : text_of(*version, "_document");
}

std::span<const OperationRow> policy_operations() {
    return operations;
}

}  // namespace inland::emulator
