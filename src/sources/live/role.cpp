// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/readers.h"
#include "topology/ownership.h"
#include "topology/references.h"

#include <set>

namespace inland::sources::live {
namespace {

using topology::Role;

Result<std::map<std::string, std::string>> inline_policies(const Reading& reading,
                                                           const std::string& role) {
    std::map<std::string, std::string> policies;
    const auto names =
        TRY(reading.list("iam", "ListRolePolicies", "PolicyNames", {{"RoleName", role}}));
    for (const auto& name : names) {
        const auto policy =
            TRY(reading.call("iam", "GetRolePolicy", {{"RoleName", role}, {"PolicyName", name}}));
        policies[string_or_empty(policy, "PolicyName")] = policy_text(policy, "PolicyDocument");
    }
    return policies;
}

Result<std::vector<std::string>> managed_policies(const Reading& reading, const std::string& role) {
    const auto attached = TRY(
        reading.list("iam", "ListAttachedRolePolicies", "AttachedPolicies", {{"RoleName", role}}));
    return texts(json::object{{"AttachedPolicies", attached}}, "AttachedPolicies", "PolicyArn");
}

/// AWS's own policies are the tables' matter; the account's are read, and stay unknown where we may
/// not.
bool is_of_account(std::string_view policy) {
    return policy.find(":iam::aws:policy/") == std::string_view::npos;
}

Result<std::string> read_document(const Reading& reading, const std::string& policy) {
    const auto about = TRY(reading.call("iam", "GetPolicy", {{"PolicyArn", policy}}));
    const auto version = TRY(reading.call(
        "iam", "GetPolicyVersion",
        {{"PolicyArn", policy}, {"VersionId", string_or_empty(about, "Policy.DefaultVersionId")}}));
    return policy_text(version, "PolicyVersion.Document");
}

void add_documents(const Reading& reading, Role& role) {
    auto policies = role.managed_policies.value_or_default({}).value_or(std::vector<std::string>());
    if (role.permissions_boundary.is_known())
        policies.push_back(role.permissions_boundary.value());
    std::map<std::string, std::string> documents;
    for (const auto& policy : policies)
        if (is_of_account(policy))
            if (auto document = read_document(reading, policy))
                documents[policy] = std::move(*document);
    if (!documents.empty())
        role.policy_documents = std::move(documents);
}

/// IAM is global: a cluster of the same name in another Region has roles under the same path.
bool is_of_another_region(const Reading& reading, const Role& role) {
    const auto region = topology::tag_value(role.tags, "inland.dev/region");
    return !region.empty() && !reading.options.region.empty() && region != reading.options.region;
}

Result<void> add_role(Reading& reading, const std::string& name) {
    const auto answer = reading.call("iam", "GetRole", {{"RoleName", name}});
    if (!answer && is_gone(answer.error()))
        return {};  // something still names a role that has gone
    const json::value document = find_object(TRY(answer), "Role");
    auto role = resource_of<Role>(name, tag_list(document));
    role.role_name = name;
    role.path = text(document, "Path");
    role.arn = text(document, "Arn");
    role.assume_role_policy = policy_text(document, "AssumeRolePolicyDocument");
    role.managed_policies = TRY(or_unknown(managed_policies(reading, name)));
    role.inline_policies = TRY(or_unknown(inline_policies(reading, name)));
    role.permissions_boundary = text(document, "PermissionsBoundary.PermissionsBoundaryArn");
    if (is_of_another_region(reading, role))
        return {};
    add_documents(reading, role);
    reading.topology.add(std::move(role));
    return {};
}

/// "arn:aws:iam::123456789012:role/inland/atlas/nodes" → "nodes".
std::string role_name(std::string_view arn) {
    return std::string(arn.substr(arn.rfind('/') + 1));
}

void add_names_in_use(const topology::Topology& topology, std::set<std::string>& names) {
    topology::for_each_resource(topology, [&](const auto& resource) {
        topology::for_each_reference(resource, [&]<typename Target>(const std::string& key) {
            if constexpr (std::is_same_v<Target, Role>)
                names.insert(role_name(key));
        });
    });
}

Result<void> add_own_names(const Reading& reading, std::set<std::string>& names) {
    if (reading.everything())
        return {};
    const auto own = TRY(reading.list(
        "iam", "ListRoles", "Roles", {{"PathPrefix", "/inland/" + reading.options.cluster + "/"}}));
    for (const auto& role : own)
        names.insert(string_or_empty(role, "RoleName"));
    return {};
}

}  // namespace

/// An account's other roles are no concern of its clusters, and may be thousands.
Result<void> read_roles(Reading& reading) {
    std::set<std::string> names(reading.options.roles.begin(), reading.options.roles.end());
    add_names_in_use(reading.topology, names);
    TRY_VOID(add_own_names(reading, names));
    for (const auto& name : names)
        TRY_VOID(add_role(reading, name));
    return {};
}

}  // namespace inland::sources::live
