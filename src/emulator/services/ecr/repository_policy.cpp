// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/network.h"
#include "emulator/services/ecr/lookup.h"
#include "emulator/services/ecr/policy_text.h"
#include "emulator/services/ecr/tables.h"
#include "emulator/services/members.h"
#include "emulator/services/refusal.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator::ecr {

namespace {

/// The two kinds of policies of a repository.
struct PolicyRow {
    std::string_view hidden;  ///< the record's member
    std::string_view member;  ///< the input's and output's
    std::string_view missing_code;
    std::string_view title;
    Result<void> (*check)(std::string_view text);
};
constexpr PolicyRow repository_policy{"_policy", "policyText", "RepositoryPolicyNotFoundException",
                                      "Repository policy", check_policy_text};
constexpr PolicyRow lifecycle_policy{"_lifecycle", "lifecyclePolicyText",
                                     "LifecyclePolicyNotFoundException", "Lifecycle policy",
                                     check_lifecycle_policy_text};

template <const PolicyRow& row>
Result<json::object> set_policy(const Call& call) {
    const auto repository = TRY(find_repository(call));
    const auto text = text_of(call.input, row.member);
    TRY_VOID(row.check(text));
    call.world.store().update(key_of(repository),
                              [&](json::object& record) { record[row.hidden] = text; });
    auto output = about(repository);
    output[row.member] = text;
    return output;
}

template <const PolicyRow& row>
Result<json::object> get_policy(const Call& call) {
    const auto repository = TRY(find_repository(call));
    const auto& record = *call.world.store().find(key_of(repository));
    if (!has(record, row.hidden))
        return refuse(std::string(row.missing_code),
                      fmt::format("{} does not exist for the repository with name '{}' in the "
                                  "registry with id '{}'",
                                  row.title, repository.name, repository.scope.account));
    auto output = about(repository);
    output[row.member] = text_of(record, row.hidden);
    return output;
}

template <const PolicyRow& row>
Result<json::object> delete_policy(const Call& call) {
    auto output = TRY(get_policy<row>(call));
    call.world.store().update(key_of(named_repository(call)),
                              [](json::object& record) { record.erase(row.hidden); });
    return output;
}

constexpr std::array operations{
    OperationRow{"SetRepositoryPolicy", set_policy<repository_policy>},
    OperationRow{"GetRepositoryPolicy", get_policy<repository_policy>},
    OperationRow{"DeleteRepositoryPolicy", delete_policy<repository_policy>},
    OperationRow{"PutLifecyclePolicy", set_policy<lifecycle_policy>},
    OperationRow{"GetLifecyclePolicy", get_policy<lifecycle_policy>},
    OperationRow{"DeleteLifecyclePolicy", delete_policy<lifecycle_policy>},
};

}  // namespace

std::span<const OperationRow> repository_policy_operations() {
    return operations;
}

}  // namespace inland::emulator::ecr
