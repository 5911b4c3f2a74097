// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace inland::emulator {

/// What roles, users and groups have in common: managed policies ("_attached": AttachedPolicy
/// documents) and inline ones ("_inline": name to text). Sizes and quotas: IAM User Guide, "IAM
/// and AWS STS quotas".
struct PolicyHolder {
    std::string_view kind;         ///< of its records
    std::string_view name_member;  ///< "RoleName"
    std::string_view what;         ///< "role", as IAM's messages say
    std::string_view quota;        ///< "PoliciesPerRole"
    std::size_t longest_inline;    ///< characters of all inline policies, without white space
};

Result<const json::object*> find_holder(const Call& call, const PolicyHolder& holder);
RecordKey holder_key(const Call& call, const PolicyHolder& holder);

Result<json::object> attach_policy(const Call& call, const PolicyHolder& holder);
Result<json::object> detach_policy(const Call& call, const PolicyHolder& holder);
Result<json::object> list_attached_policies(const Call& call, const PolicyHolder& holder);
Result<json::object> put_inline_policy(const Call& call, const PolicyHolder& holder);
Result<json::object> get_inline_policy(const Call& call, const PolicyHolder& holder);
Result<json::object> delete_inline_policy(const Call& call, const PolicyHolder& holder);
Result<json::object> list_inline_policies(const Call& call, const PolicyHolder& holder);

/// DeleteConflict while it has policies.
Result<void> check_no_policies(const json::object& document);

/// A handler for one kind of holder.
template <const PolicyHolder& holder, auto function>
Result<json::object> held(const Call& call) {
    return function(call, holder);
}

}  // namespace inland::emulator
