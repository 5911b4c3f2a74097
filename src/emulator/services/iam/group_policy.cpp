// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/iam/policy_holder.h"
#include "emulator/services/records.h"
#include "emulator/services/tables.h"

#include <array>

namespace inland::emulator {

namespace {

constexpr PolicyHolder group{kind::group, "GroupName", "group", "PoliciesPerGroup", 5120};

constexpr std::array operations{
    OperationRow{"AttachGroupPolicy", held<group, attach_policy>},
    OperationRow{"DetachGroupPolicy", held<group, detach_policy>},
    OperationRow{"ListAttachedGroupPolicies", held<group, list_attached_policies>},
    OperationRow{"PutGroupPolicy", held<group, put_inline_policy>},
    OperationRow{"GetGroupPolicy", held<group, get_inline_policy>},
    OperationRow{"DeleteGroupPolicy", held<group, delete_inline_policy>},
    OperationRow{"ListGroupPolicies", held<group, list_inline_policies>},
};

}  // namespace

std::span<const OperationRow> group_policy_operations() {
    return operations;
}

}  // namespace inland::emulator
