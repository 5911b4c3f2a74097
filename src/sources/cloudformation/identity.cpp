// SPDX-License-Identifier: Apache-2.0
// Roles, what is attached to them, and the profiles by which machines take them.
#include "sources/cloudformation/fields.h"
#include "sources/cloudformation/readers.h"

#include <algorithm>
#include <array>

namespace inland::sources::cloudformation {

namespace {

using namespace topology;
using Policies = std::map<std::string, std::string>;

/// Adds an inline policy; one that is not known leaves all of them unsure.
void add_inline(Role& role, const Attribute<std::string>& name,
                const Attribute<std::string>& document, const std::string& fallback) {
    if (!document.is_known())
        role.inline_policies = Attribute<Policies>::unknown(document.place());
    if (role.inline_policies.is_unknown())
        return;
    if (role.inline_policies.is_absent())
        role.inline_policies = Policies{};
    role.inline_policies.mutable_value()[name.is_known() ? name.value() : fallback] =
        document.value();
}

void read_role(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto role = reader.resource<Role>();
    role.role_name = reader.name("RoleName");
    role.path = reader.text("Path");
    role.assume_role_policy = reader.document("AssumeRolePolicyDocument");
    role.managed_policies = reader.keys("ManagedPolicyArns");
    role.permissions_boundary = reader.key("PermissionsBoundary");
    const auto policies = reader.elements("Policies");
    if (!policies)
        role.inline_policies = Attribute<Policies>::unknown(declared.place);
    else
        for (const auto& policy : *policies)
            add_inline(role, policy.name("PolicyName"), policy.document("PolicyDocument"),
                       declared.key);
    reading.topology.add(std::move(role));
}

/// The role that a property names: a resource, or by a name that the template gives it.
Role* role_named(Reading& reading, const std::string& key) {
    if (auto* role = subject<Role>(reading, {key}))
        return role;
    for (const auto& [own, role] : reading.topology.all<Role>())
        if (role.role_name.is_known() && role.role_name.value() == key)
            return subject<Role>(reading, {own});
    return nullptr;
}

/// Calls change(role) for each role that the property names.
template <typename Change>
void for_roles(Reading& reading, const Attribute<std::vector<std::string>>& names,
               const Change& change) {
    if (names.is_unknown())
        return reading.world.miss(Role::type), make_unknown(reading, &Role::inline_policies);
    if (names.is_known())
        for (const auto& name : names.value())
            if (auto* role = role_named(reading, name))
                change(*role);
}

void read_policy(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    for_roles(reading, reader.keys("Roles"), [&](Role& role) {
        add_inline(role, reader.name("PolicyName"), reader.document("PolicyDocument"),
                   declared.key);
    });
}

void read_role_policy(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    for_roles(reading, reader.keys("RoleName"), [&](Role& role) {
        add_inline(role, reader.name("PolicyName"), reader.document("PolicyDocument"),
                   declared.key);
    });
}

bool names_policy(const Role& role, const std::string& policy) {
    const auto& managed = role.managed_policies;
    const bool is_boundary =
        role.permissions_boundary.is_known() && role.permissions_boundary.value() == policy;
    return is_boundary || (managed.is_known() &&
                           std::ranges::find(managed.value(), policy) != managed.value().end());
}

/// A policy of the template, under its logical id in place of an ARN.
void read_managed_policy(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    for_roles(reading, reader.keys("Roles"),
              [&](Role& role) { append(role.managed_policies, declared.key); });
    const auto document = reader.document("PolicyDocument");
    if (!document.is_known())
        return;  // a policy without its document is unknown to whoever looks for it
    for (auto& [key, role] : reading.topology.all<Role>()) {
        if (!names_policy(role, declared.key))
            continue;
        if (!role.policy_documents.is_known())
            role.policy_documents = Policies{};
        role.policy_documents.mutable_value()[declared.key] = document.value();
    }
}

void read_profile(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto profile = reader.resource<InstanceProfile>();
    profile.profile_name = reader.name("InstanceProfileName");
    profile.path = reader.text("Path");
    const auto role = reader.key("Roles.0");
    if (role.is_unknown())
        profile.role = Attribute<Reference<Role>>::unknown(role.place());
    if (role.is_known()) {
        const auto* own = role_named(reading, role.value());
        profile.role = Reference<Role>{own != nullptr ? own->key : role.value()};
    }
    reading.topology.add(std::move(profile));
}

constexpr std::array rows{
    ReaderRow{"AWS::IAM::Role", read_role, Role::type},
    ReaderRow{"AWS::IAM::Policy", read_policy, Role::type},
    ReaderRow{"AWS::IAM::RolePolicy", read_role_policy, Role::type},
    ReaderRow{"AWS::IAM::ManagedPolicy", read_managed_policy, Role::type},
    ReaderRow{"AWS::IAM::InstanceProfile", read_profile, InstanceProfile::type},
};

}  // namespace

std::span<const ReaderRow> identity_readers() {
    return rows;
}

}  // namespace inland::sources::cloudformation
