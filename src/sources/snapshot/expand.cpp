// SPDX-License-Identifier: Apache-2.0
#include "sources/snapshot/answer_file.h"

#include <array>
#include <string>
#include <utility>

namespace inland::sources::snapshot {
namespace {

/// Lists whose elements are what another call describes.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> lists = {{
    {"Roles", "Role"},
    {"RoleDetailList", "Role"},
    {"InstanceProfiles", "InstanceProfile"},
    {"Policies", "Policy"},
}};

void add_inline_policies(const json::value& role, const std::string& name, AnswerBook& book) {
    json::array names;
    for (const auto& policy : find_array(role, "RolePolicyList")) {
        const auto policy_name = string_or_empty(policy, "PolicyName");
        const auto* document = find(policy, "PolicyDocument");
        names.emplace_back(policy_name);
        if (document != nullptr)
            book.add_made(
                {{"RoleName", name}, {"PolicyName", policy_name}, {"PolicyDocument", *document}},
                name);
    }
    book.add_made({{"PolicyNames", std::move(names)}}, name);
}

/// What get-account-authorization-details says of a role; the path of such an answer is its name.
void add_role_details(const json::value& role, AnswerBook& book) {
    const auto name = string_or_empty(role, "RoleName");
    if (find(role, "RolePolicyList") != nullptr)
        add_inline_policies(role, name, book);
    if (const auto* attached = find(role, "AttachedManagedPolicies");
        attached != nullptr && attached->is_array())
        book.add_made({{"AttachedPolicies", *attached}}, name);
}

void add_policy_versions(const json::value& policy, AnswerBook& book) {
    for (const auto& version : find_array(policy, "PolicyVersionList"))
        book.add_made({{"PolicyVersion", version}}, string_or_empty(policy, "PolicyName"));
}

}  // namespace

void expand(const Answer& answer, AnswerBook& book) {
    for (const auto& [list, member] : lists)
        for (const auto& element : find_array(answer.document, list))
            if (element.is_object())
                book.add_made({{member, element}}, answer.path);
    for (const auto& role : find_array(answer.document, "RoleDetailList"))
        add_role_details(role, book);
    for (const auto& policy : find_array(answer.document, "Policies"))
        add_policy_versions(policy, book);
}

}  // namespace inland::sources::snapshot
