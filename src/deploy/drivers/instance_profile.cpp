// SPDX-License-Identifier: Apache-2.0
#include "deploy/compare.h"
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"
#include "topology/ownership.h"

namespace inland::deploy {
namespace {

using topology::InstanceProfile;

json::object with_name(const std::string& profile, json::object more = {}) {
    more["InstanceProfileName"] = profile;
    return more;
}

Result<json::value> describe(Context& context, const std::string& profile) {
    return context.read("iam", "GetInstanceProfile", with_name(profile));
}

/// A profile of that name may be somebody else's; ours carries our tag.
Result<std::string> adopt(Context& context, const std::string& name, Error taken) {
    const auto answer = TRY(describe(context, name));
    for (const auto& tag : find_array(answer, "InstanceProfile.Tags")) {
        if (string_or_empty(tag, "Key") == topology::cluster_tag &&
            string_or_empty(tag, "Value") == context.run().cluster)
            return name;
    }
    return std::unexpected(std::move(taken).with_context("not one of this cluster's profiles"));
}

Result<std::string> create(Context& context, const InstanceProfile& desired) {
    const auto& name = desired.profile_name.value();
    auto made = drivers::change(context, "iam", "CreateInstanceProfile",
                                with_name(name, {{"Path", desired.path.value()},
                                                 {"Tags", Context::tag_list(desired.tags)}}));
    if (!made && made.error().kind == ErrorKind::AlreadyExists)
        return adopt(context, name, std::move(made).error());
    TRY(std::move(made));
    return name;
}

Result<std::vector<std::string>> roles_in(Context& context, const std::string& profile) {
    const auto answer = TRY(describe(context, profile));
    std::vector<std::string> roles;
    for (const auto& role : find_array(answer, "InstanceProfile.Roles"))
        roles.push_back(string_or_empty(role, "RoleName"));
    return roles;
}

Result<void> take_out(Context& context, const std::string& profile, const std::string& role) {
    return drivers::remove(context, "iam", "RemoveRoleFromInstanceProfile",
                           with_name(profile, {{"RoleName", role}}));
}

/// A profile holds one role at most.
Result<void> set_role(Context& context, const std::string& profile, const std::string& role) {
    for (const auto& there : TRY(roles_in(context, profile))) {
        if (there == role)
            return {};
        TRY_VOID(take_out(context, profile, there));
    }
    TRY(drivers::change(context, "iam", "AddRoleToInstanceProfile",
                        with_name(profile, {{"RoleName", role}})));
    return {};
}

Result<void> attach(Context& context, const InstanceProfile& desired,
                    const InstanceProfile* observed) {
    const auto profile = context.id_of(InstanceProfile::type, desired.key);
    TRY_VOID(set_role(context, profile, context.id_of(desired.role.value())));
    if (observed != nullptr && !tag_changes(desired.tags, observed->tags).empty()) {
        TRY(drivers::change(context, "iam", "TagInstanceProfile",
                            with_name(profile, {{"Tags", Context::tag_list(desired.tags)}})));
    }
    return {};
}

/// IAM deletes only profiles without a role.
Result<void> remove(Context& context, const InstanceProfile& observed) {
    const auto roles = roles_in(context, observed.id);
    if (!roles && drivers::is_gone(roles.error()))
        return {};
    for (const auto& role : TRY(roles))
        TRY_VOID(take_out(context, observed.id, role));
    return drivers::remove(context, "iam", "DeleteInstanceProfile", with_name(observed.id));
}

}  // namespace

template <>
const Operations<InstanceProfile>& operations() {
    static constexpr Operations<InstanceProfile> row = {
        .create = create, .attach = attach, .remove = remove, .create_duration = "iam.CreateRole"};
    return row;
}

}  // namespace inland::deploy
