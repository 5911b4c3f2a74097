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
#include <cctype>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr int conflict = 409;
constexpr int not_found = 404;

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
            {"Path", policy_path(policy_arn)},
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
    const auto& rows = world.tables().policies;
    const auto row = std::ranges::find_if(rows, [&](const auto& candidate) {
        return knowledge::expand(candidate.arn, {{"partition", partition_of(world, "")}}) ==
               policy_arn;
    });
    return row == rows.end() ? nullptr : &*row;
}

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

Result<json::object> create_policy(const Call& call) {
    const auto name = text_of(call.input, "PolicyName");
    TRY_VOID(check_name("policyName", name, 128));
    const auto path = TRY(path_of(call));
    const auto text = text_of(call.input, "PolicyDocument");
    TRY_VOID(check_managed_document(text));
    TRY_VOID(check_tags(list_of(call.input, "Tags"), "InvalidInput"));
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
                        {"_versions", json::array{policy_version(call.world, "v1", text)}}};
    copy_members(call.input, policy, {"Description"});
    merge_tags(list_in(policy, "Tags"), list_of(call.input, "Tags"));
    call.world.store().put(key, policy);
    return json::object{{"Policy", std::move(policy)}};
}

Result<json::object> get_policy(const Call& call) {
    return json::object{{"Policy", TRY(find_policy(call))}};
}

Result<json::object> delete_policy(const Call& call) {
    TRY_VOID(check_is_own(text_of(call.input, "PolicyArn")));
    const auto policy = TRY(find_policy(call));
    if (number_of(policy, "AttachmentCount") > 0 ||
        number_of(policy, "PermissionsBoundaryUsageCount") > 0)
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

Result<json::object> tag_policy(const Call& call) {
    (void)TRY(find_policy(call));
    return tag_record(call, policy_key(call));
}

Result<json::object> untag_policy(const Call& call) {
    (void)TRY(find_policy(call));
    return untag_record(call, policy_key(call));
}

Result<json::object> list_policy_tags(const Call& call) {
    return iam_page(call, "Tags", list_of(TRY(find_policy(call)), "Tags"));
}

constexpr std::array operations{
    OperationRow{"CreatePolicy", create_policy},
    OperationRow{"GetPolicy", get_policy},
    OperationRow{"DeletePolicy", delete_policy},
    OperationRow{"ListPolicies", list_policies},
    OperationRow{"TagPolicy", tag_policy},
    OperationRow{"UntagPolicy", untag_policy},
    OperationRow{"ListPolicyTags", list_policy_tags},
};

}  // namespace

Result<json::object> find_policy(const Call& call) {
    const auto policy_arn = text_of(call.input, "PolicyArn");
    auto document = policy_document(call.world, call.caller.account, policy_arn);
    if (!document)
        return refuse("NoSuchEntity", fmt::format("Policy {} was not found.", policy_arn),
                      not_found);
    return *document;
}

std::string policy_path(std::string_view policy_arn) {
    constexpr std::string_view mark = ":policy";
    const auto resource = policy_arn.substr(policy_arn.find(mark) + mark.size());
    return std::string(resource.substr(0, resource.rfind('/') + 1));
}

json::object policy_version(const World& world, std::string id, const std::string& document) {
    return {{"VersionId", std::move(id)},
            {"IsDefaultVersion", true},
            {"CreateDate", timestamp(world)},
            {"_document", document}};
}

Result<void> check_managed_document(const std::string& text) {
    constexpr std::ptrdiff_t longest = 6144;
    TRY_VOID(check_policy_document(text));
    const auto size =
        std::ranges::count_if(text, [](unsigned char letter) { return std::isspace(letter) == 0; });
    if (size > longest)
        return refuse("LimitExceeded",
                      fmt::format("Cannot exceed quota for PolicySize: {}", longest), conflict);
    return {};
}

Result<void> check_is_own(const std::string& policy_arn) {
    constexpr int forbidden = 403;
    if (is_managed(policy_arn))
        return refuse("AccessDenied",
                      fmt::format("Policy {} is managed by AWS and cannot be changed.", policy_arn),
                      forbidden);
    return {};
}

Result<void> check_policy_exists(const Call& call, const std::string& policy_arn) {
    if (policy_document(call.world, call.caller.account, policy_arn).has_value())
        return {};
    return no_policy(policy_arn);
}

void count_attachment(const Call& call, const std::string& policy_arn, int change) {
    call.world.store().update(
        global_key(call, kind::policy, policy_arn), [&](json::object& policy) {
            policy["AttachmentCount"] = number_of(policy, "AttachmentCount") + change;
        });
}

void count_boundary(const Call& call, const std::string& policy_arn, int change) {
    call.world.store().update(global_key(call, kind::policy, policy_arn),
                              [&](json::object& policy) {
                                  policy["PermissionsBoundaryUsageCount"] =
                                      number_of(policy, "PermissionsBoundaryUsageCount") + change;
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
