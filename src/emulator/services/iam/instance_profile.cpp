// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/iam/instance_profile.h"

#include "emulator/services/arn.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/iam/names.h"
#include "emulator/services/iam/role.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/tables.h"
#include "emulator/services/tags.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr int conflict = 409;

/// The profile with its roles' documents, as answers show it.
json::object shown_profile(const World& world, const Scope& global, const json::object& profile) {
    auto copy = profile;
    json::array roles;
    for (const auto& name : texts_of(profile, "_roles"))
        if (const auto* role = world.store().find({global, std::string(kind::role), name});
            role != nullptr)
            roles.emplace_back(*role);
    copy["Roles"] = std::move(roles);
    return copy;
}

json::object profile_document(World& world, const std::string& account, std::string_view path,
                              std::string_view name) {
    return {{"Path", path},
            {"InstanceProfileName", name},
            {"InstanceProfileId", unique_id("AIPA")},
            {"Arn", iam_arn(world, account, "instance-profile", path, name)},
            {"CreateDate", timestamp(world)},
            {"Tags", json::array()},
            {"_roles", json::array()}};
}

Result<const json::object*> find_profile(const Call& call) {
    const auto name = text_of(call.input, "InstanceProfileName");
    const auto* profile = call.world.store().find(global_key(call, kind::instance_profile, name));
    if (profile == nullptr)
        return refuse("NoSuchEntity", fmt::format("Instance Profile {} cannot be found.", name),
                      404);
    return profile;
}

RecordKey profile_key(const Call& call) {
    return global_key(call, kind::instance_profile, text_of(call.input, "InstanceProfileName"));
}

Result<json::object> create_instance_profile(const Call& call) {
    const auto name = text_of(call.input, "InstanceProfileName");
    TRY_VOID(check_name("instanceProfileName", name, 128));
    if (find_profile(call))
        return refuse("EntityAlreadyExists",
                      fmt::format("Instance Profile {} already exists.", name), conflict);
    auto document = profile_document(call.world, call.caller.account, TRY(path_of(call)), name);
    merge_tags(list_in(document, "Tags"), list_of(call.input, "Tags"));
    json::object output{
        {"InstanceProfile", shown_profile(call.world, call.global_scope(), document)}};
    call.world.store().put(profile_key(call), std::move(document));
    return output;
}

Result<json::object> delete_instance_profile(const Call& call) {
    const auto* profile = TRY(find_profile(call));
    if (!list_of(*profile, "_roles").empty())
        return refuse("DeleteConflict",
                      "Cannot delete entity, must remove roles from instance profile first.",
                      conflict);
    call.world.store().erase(profile_key(call));
    return json::object{};
}

Result<json::object> get_instance_profile(const Call& call) {
    return json::object{{"InstanceProfile",
                         shown_profile(call.world, call.global_scope(), *TRY(find_profile(call)))}};
}

Result<json::object> list_instance_profiles(const Call& call) {
    const auto prefix = text_of(call.input, "PathPrefix");
    const auto role = text_of(call.input, "RoleName");
    if (call.operation == "ListInstanceProfilesForRole")
        (void)TRY(find_global(call, kind::role, "role", role));
    json::array rows;
    for (const auto& [name, profile] :
         call.world.store().list(call.global_scope(), kind::instance_profile))
        if (text_of(*profile, "Path").starts_with(prefix) &&
            (role.empty() || contains(list_of(*profile, "_roles"), role)))
            rows.push_back(shown_profile(call.world, call.global_scope(), *profile));
    return iam_page(call, "InstanceProfiles", std::move(rows));
}

Result<json::object> add_role(const Call& call) {
    const auto* profile = TRY(find_profile(call));
    const auto role = text_of(call.input, "RoleName");
    (void)TRY(find_global(call, kind::role, "role", role));
    if (!list_of(*profile, "_roles").empty())
        return refuse("LimitExceeded",
                      "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1", conflict);
    call.world.store().update(
        profile_key(call), [&](json::object& document) { document["_roles"] = json::array{role}; });
    return json::object{};
}

Result<json::object> remove_role(const Call& call) {
    const auto* profile = TRY(find_profile(call));
    const auto role = text_of(call.input, "RoleName");
    if (!contains(list_of(*profile, "_roles"), role))
        return no_such("role", role);
    call.world.store().update(profile_key(call),
                              [](json::object& document) { document["_roles"] = json::array(); });
    return json::object{};
}

Result<json::object> tag_instance_profile(const Call& call) {
    (void)TRY(find_profile(call));
    return tag_record(call, profile_key(call));
}

Result<json::object> untag_instance_profile(const Call& call) {
    (void)TRY(find_profile(call));
    return untag_record(call, profile_key(call));
}

Result<json::object> list_instance_profile_tags(const Call& call) {
    return iam_page(call, "Tags", list_of(*TRY(find_profile(call)), "Tags"));
}

constexpr std::array operations{
    OperationRow{"CreateInstanceProfile", create_instance_profile},
    OperationRow{"DeleteInstanceProfile", delete_instance_profile},
    OperationRow{"GetInstanceProfile", get_instance_profile},
    OperationRow{"ListInstanceProfiles", list_instance_profiles},
    OperationRow{"ListInstanceProfilesForRole", list_instance_profiles},
    OperationRow{"AddRoleToInstanceProfile", add_role},
    OperationRow{"RemoveRoleFromInstanceProfile", remove_role},
    OperationRow{"TagInstanceProfile", tag_instance_profile},
    OperationRow{"UntagInstanceProfile", untag_instance_profile},
    OperationRow{"ListInstanceProfileTags", list_instance_profile_tags},
};

const json::object* profile_of_arn(const World& world, const Scope& scope,
                                   std::string_view profile_arn) {
    return world.store().find({{scope.account, ""},
                               std::string(kind::instance_profile),
                               std::string(last_segment(profile_arn))});
}

}  // namespace

std::string make_instance_profile(World& world, const std::string& account, std::string_view name,
                                  std::string_view role_arn) {
    auto document = profile_document(world, account, "/", name);
    document["_roles"] = json::array{last_segment(role_arn)};
    auto arn_text = text_of(document, "Arn");
    world.store().put({{account, ""}, std::string(kind::instance_profile), std::string(name)},
                      std::move(document));
    return arn_text;
}

std::string profile_arn_of_name(const World& world, const Scope& scope, std::string_view name) {
    const auto* profile = profile_of_arn(world, scope, name);
    return profile == nullptr ? "" : text_of(*profile, "Arn");
}

bool is_instance_profile(const World& world, const Scope& scope, std::string_view profile_arn) {
    return !profile_arn.empty() && profile_of_arn(world, scope, profile_arn) != nullptr;
}

json::object profile_reference(const World& world, const Scope& scope,
                               std::string_view profile_arn) {
    const auto* profile = profile_of_arn(world, scope, profile_arn);
    return {{"Arn", profile_arn},
            {"Id", profile == nullptr ? "" : text_of(*profile, "InstanceProfileId")}};
}

std::string role_of_profile(const World& world, const Scope& scope, std::string_view profile_arn) {
    const auto* profile = profile_of_arn(world, scope, profile_arn);
    if (profile == nullptr || list_of(*profile, "_roles").empty())
        return "";
    const auto name = texts_of(*profile, "_roles").front();
    const auto* role = world.store().find({{scope.account, ""}, std::string(kind::role), name});
    return role == nullptr ? "" : text_of(*role, "Arn");
}

std::span<const OperationRow> instance_profile_operations() {
    return operations;
}

}  // namespace inland::emulator
