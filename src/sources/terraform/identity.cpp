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
Role* role_named(Reading& reading, const Reader& reader, std::string_view path) {
    const auto found = reader.reference_by_name<Role>(path);
    return found.is_known() ? subject<Role>(reading, {found.value().key}) : nullptr;
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
    reading.topology.add(std::move(role));
}

void read_attachment(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto* role = role_named(reading, reader, "role");
    if (role == nullptr)
        return;
    const auto policy = reader.text("policy_arn");
    if (policy.is_known())
        append(role->managed_policies, policy.value());
    else
        role->managed_policies = decltype(role->managed_policies)::unknown(reader.place());
}

void read_inline_policy(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto* role = role_named(reading, reader, "role");
    if (role == nullptr)
        return;
    const auto document = reader.text("policy");
    if (!document.is_known())
        role->inline_policies = decltype(role->inline_policies)::unknown(reader.place());
    if (role->inline_policies.is_unknown())
        return;
    if (role->inline_policies.is_absent())
        role->inline_policies = std::map<std::string, std::string>{};
    const auto name = reader.text("name");
    role->inline_policies.mutable_value().emplace(name.is_known() ? name.value() : instance.address,
                                                  document.value());
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
    ReaderRow{"aws_iam_role_policy", read_inline_policy},
    ReaderRow{"aws_iam_instance_profile", read_profile},
};

}  // namespace

std::span<const ReaderRow> identity_readers() {
    return rows;
}

}  // namespace inland::sources::terraform
