// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/iam/policy_holder.h"
#include "emulator/services/records.h"
#include "emulator/services/tables.h"

#include <array>

namespace inland::emulator {

namespace {

constexpr PolicyHolder role{kind::role, "RoleName", "role", "PoliciesPerRole", 10240};

constexpr std::array operations{
    OperationRow{"AttachRolePolicy", held<role, attach_policy>},
    OperationRow{"DetachRolePolicy", held<role, detach_policy>},
    OperationRow{"ListAttachedRolePolicies", held<role, list_attached_policies>},
    OperationRow{"PutRolePolicy", held<role, put_inline_policy>},
    OperationRow{"GetRolePolicy", held<role, get_inline_policy>},
    OperationRow{"DeleteRolePolicy", held<role, delete_inline_policy>},
    OperationRow{"ListRolePolicies", held<role, list_inline_policies>},
};

}  // namespace

std::span<const OperationRow> role_policy_operations() {
    return operations;
}

}  // namespace inland::emulator
