// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/iam/policy_holder.h"
#include "emulator/services/records.h"
#include "emulator/services/tables.h"

#include <array>

namespace inland::emulator {

namespace {

constexpr PolicyHolder user{kind::user, "UserName", "user", "PoliciesPerUser", 2048};

constexpr std::array operations{
    OperationRow{"AttachUserPolicy", held<user, attach_policy>},
    OperationRow{"DetachUserPolicy", held<user, detach_policy>},
    OperationRow{"ListAttachedUserPolicies", held<user, list_attached_policies>},
    OperationRow{"PutUserPolicy", held<user, put_inline_policy>},
    OperationRow{"GetUserPolicy", held<user, get_inline_policy>},
    OperationRow{"DeleteUserPolicy", held<user, delete_inline_policy>},
    OperationRow{"ListUserPolicies", held<user, list_inline_policies>},
};

}  // namespace

std::span<const OperationRow> user_policy_operations() {
    return operations;
}

}  // namespace inland::emulator
