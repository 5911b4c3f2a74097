// SPDX-License-Identifier: Apache-2.0
// Roles and what is attached to them.
#include "sources/terraform/readers.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::sources::terraform {

namespace {

using namespace topology;

/// Attachments name roles by name: one in the plan by its address, others are not ours to know.
/// Where nobody knows which role it is, none is sure of its `policies` any more.
template <typename T>
Role* role_named(Reading& reading, const Reader& reader, Attribute<T> Role::* policies) {
    const auto found = reader.reference_by_name<Role>("role");
    if (found.is_unknown())
        make_unknown(reading, policies);
    return found.is_known() ? subject<Role>(reading, {found.value().key}) : nullptr;
}

void add_inline(Role& role, const std::string& name, const Attribute<std::string>& document,
                const Place& place) {
    if (!document.is_known())
        role.inline_policies = decltype(role.inline_policies)::unknown(place);
    if (role.inline_policies.is_unknown())
        return;
    if (role.inline_policies.is_absent())
        role.inline_policies = std::map<std::string, std::string>{};
    role.inline_policies.mutable_value().emplace(name, document.value());
}

/// Blocks in the role itself; left out, they are what other resources make them.
void read_inline_blocks(const Reader& reader, Role& role) {
    const auto count = reader.blocks("inline_policy");
    if (!count && reader.is_configured("inline_policy"))
        role.inline_policies = decltype(role.inline_policies)::unknown(reader.place());
    for (std::size_t at = 0; at < count.value_or(0); ++at) {
        const auto prefix = fmt::format("inline_policy.{}.", at);
        const auto document = reader.text(prefix + "policy");
        if (!document.is_absent())
            add_inline(role, reader.text(prefix + "name").value_or_default(prefix).value_or(prefix),
                       document, reader.place());
    }
}

void read_role(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto role = reader.resource<Role>();
    role.role_name = reader.text("name");
    role.path = reader.text("path");
    role.assume_role_policy = reader.text("assume_role_policy");
    role.arn = reader.text("arn");
    if (role.arn.is_unknown())
        role.arn = {};
    const auto managed = reader.texts("managed_policy_arns");
    if (managed.is_known())
        role.managed_policies = managed;
    role.permissions_boundary = reader.key("permissions_boundary");
    read_inline_blocks(reader, role);
    reading.topology.add(std::move(role));
}

/// A policy of the account's own that the plan makes is known by its address, with its text.
void attach(Reading& reading, const Reader& reader, Role& role) {
    const auto policy = reader.key("policy_arn");
    if (!policy.is_known()) {
        role.managed_policies = decltype(role.managed_policies)::unknown(reader.place());
        return;
    }
    append(role.managed_policies, policy.value());
    const auto* made = reading.instances.find(policy.value());
    const auto document = made == nullptr ? std::nullopt : find_string(*made->values, "policy");
    if (!document)
        return;
    if (role.policy_documents.is_absent())
        role.policy_documents = std::map<std::string, std::string>{};
    if (role.policy_documents.is_known())
        role.policy_documents.mutable_value().emplace(policy.value(), *document);
}

void read_attachment(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto* role = role_named(reading, reader, &Role::managed_policies);
    if (role == nullptr)
        return;
    attach(reading, reader, *role);
}

/// The keys of the roles that a list names.
std::vector<Attribute<std::string>> roles_of(const Reader& reader) {
    const auto written = reader.texts("roles");
    const auto keys = written.is_unknown() ? reader.keys("roles") : written;
    if (keys.is_unknown())
        return {Attribute<std::string>::unknown(reader.place())};
    std::vector<Attribute<std::string>> roles;
    for (const auto& key : keys.value_or_default({}).value_or(std::vector<std::string>()))
        roles.push_back(
            written.is_unknown()
                ? Attribute<std::string>(key)
                : reader.key_by_name(Role::terraform_type, fmt::format("roles.{}", roles.size())));
    return roles;
}

/// aws_iam_policy_attachment: one policy, and every role that has it.
void read_attachment_to_many(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    for (const auto& role : roles_of(reader)) {
        if (!role.is_known())
            make_unknown(reading, &Role::managed_policies);
        else if (auto* found = subject<Role>(reading, role))
            attach(reading, reader, *found);
    }
}

void read_inline_policy(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto* role = role_named(reading, reader, &Role::inline_policies);
    if (role == nullptr)
        return;
    const auto name = reader.text("name");
    add_inline(*role, name.is_known() ? name.value() : instance.address, reader.text("policy"),
               reader.place());
}

void read_profile(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto profile = reader.resource<InstanceProfile>();
    profile.profile_name = reader.text("name");
    profile.path = reader.text("path");
    profile.role = reader.reference_by_name<Role>("role");
    profile.arn = reader.text("arn");
    reading.topology.add(std::move(profile));
}

constexpr std::array rows{
    ReaderRow{"aws_iam_role", read_role},
    ReaderRow{"aws_iam_role_policy_attachment", read_attachment},
    ReaderRow{"aws_iam_policy_attachment", read_attachment_to_many},
    ReaderRow{"aws_iam_role_policy", read_inline_policy},
    ReaderRow{"aws_iam_instance_profile", read_profile},
};

}  // namespace

std::span<const ReaderRow> identity_readers() {
    return rows;
}

}  // namespace inland::sources::terraform
