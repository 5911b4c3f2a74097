// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/iam/names.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/tables.h"

#include <array>

namespace inland::emulator {

namespace {

/// Nothing that is emulated gives an account an alias.
Result<json::object> list_account_aliases(const Call& call) {
    return iam_page(call, "AccountAliases", json::array());
}

struct CountRow {
    std::string_view member;
    std::string_view kind;
    std::int64_t quota;
};

/// The default quotas of an account: IAM User Guide, "IAM and AWS STS quotas".
constexpr std::array counts{
    CountRow{"Users", kind::user, 5000},
    CountRow{"Groups", kind::group, 300},
    CountRow{"Roles", kind::role, 1000},
    CountRow{"Policies", kind::policy, 1500},
    CountRow{"InstanceProfiles", kind::instance_profile, 1000},
};

Result<json::object> get_account_summary(const Call& call) {
    json::object summary{{"AccountMFAEnabled", 0},
                         {"AccountAccessKeysPresent", 0},
                         {"AccessKeysPerUserQuota", 2},
                         {"AttachedPoliciesPerRoleQuota", 10},
                         {"AttachedPoliciesPerUserQuota", 10},
                         {"VersionsPerPolicyQuota", 5},
                         {"PolicySizeQuota", 6144},
                         {"AssumeRolePolicySizeQuota", 2048},
                         {"RolePolicySizeQuota", 10240},
                         {"UserPolicySizeQuota", 2048},
                         {"GroupPolicySizeQuota", 5120},
                         {"GlobalEndpointTokenVersion", 1}};
    for (const auto& row : counts) {
        const auto records = call.world.store().list(call.global_scope(), row.kind);
        summary[row.member] = static_cast<std::int64_t>(records.size());
        summary[std::string(row.member) + "Quota"] = row.quota;
    }
    return json::object{{"SummaryMap", std::move(summary)}};
}

constexpr std::array operations{
    OperationRow{"ListAccountAliases", list_account_aliases},
    OperationRow{"GetAccountSummary", get_account_summary},
};

}  // namespace

std::span<const OperationRow> iam_account_operations() {
    return operations;
}

}  // namespace inland::emulator
