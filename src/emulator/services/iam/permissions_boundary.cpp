// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/iam/permissions_boundary.h"

#include "emulator/services/iam/names.h"
#include "emulator/services/iam/policy.h"
#include "emulator/services/iam/policy_holder.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/tables.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr PolicyHolder role{kind::role, "RoleName", "role", "", 0};
constexpr PolicyHolder user{kind::user, "UserName", "user", "", 0};
constexpr int not_found = 404;

Result<json::object> put_boundary(const Call& call, const PolicyHolder& holder) {
    const auto before = boundary_of(*TRY(find_holder(call, holder)));
    const auto wanted = text_of(call.input, "PermissionsBoundary");
    TRY_VOID(check_policy_exists(call, wanted));
    call.world.store().update(holder_key(call, holder), [&](json::object& document) {
        document["PermissionsBoundary"] = boundary_document(wanted);
    });
    count_boundary(call, before, -1);
    count_boundary(call, wanted, 1);
    return json::object{};
}

Result<json::object> delete_boundary(const Call& call, const PolicyHolder& holder) {
    const auto* document = TRY(find_holder(call, holder));
    const auto before = boundary_of(*document);
    if (before.empty())
        return refuse("NoSuchEntity",
                      fmt::format("The {} {} has no permissions boundary.", holder.what,
                                  text_of(call.input, holder.name_member)),
                      not_found);
    call.world.store().update(holder_key(call, holder),
                              [](json::object& target) { target.erase("PermissionsBoundary"); });
    count_boundary(call, before, -1);
    return json::object{};
}

constexpr std::array operations{
    OperationRow{"PutRolePermissionsBoundary", held<role, put_boundary>},
    OperationRow{"DeleteRolePermissionsBoundary", held<role, delete_boundary>},
    OperationRow{"PutUserPermissionsBoundary", held<user, put_boundary>},
    OperationRow{"DeleteUserPermissionsBoundary", held<user, delete_boundary>},
};

}  // namespace

json::object boundary_document(std::string_view policy_arn) {
    return {{"PermissionsBoundaryType", "Policy"}, {"PermissionsBoundaryArn", policy_arn}};
}

std::string boundary_of(const json::object& entity) {
    return text_of(object_of(entity, "PermissionsBoundary"), "PermissionsBoundaryArn");
}

std::span<const OperationRow> permissions_boundary_operations() {
    return operations;
}

}  // namespace inland::emulator
