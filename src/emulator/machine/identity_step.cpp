// SPDX-License-Identifier: Apache-2.0
#include "emulator/machine/identity_step.h"

#include "emulator/machine/aws_auth.h"
#include "emulator/machine/node_settings.h"
#include "emulator/services/records.h"

#include <fmt/format.h>

namespace inland::emulator::machine {

namespace {

/// In a user name: the role session's name, which is an instance's id.
constexpr std::string_view by_session = "{{SessionName}}";

RecordKey cluster_of(const RecordKey& instance, const json::object& record) {
    return {instance.scope, std::string(kind::cluster), string_or_empty(record, "_cluster")};
}

/// The node's name in the user name that its access entry gives it.
std::string admitted_name(const World& world, const RecordKey& instance,
                          const json::object& record) {
    const auto id =
        cluster_child(string_or_empty(record, "_cluster"), string_or_empty(record, "_role_arn"));
    const auto* entry = world.store().find({instance.scope, std::string(kind::access_entry), id});
    const auto user = entry == nullptr ? std::string{} : string_or_empty(*entry, "username");
    return user.find(by_session) == std::string::npos ? string_or_empty(record, "PrivateDnsName")
                                                      : instance.id;
}

StepResult denied(std::string_view name, std::string_view admitted) {
    StepResult result{
        false, fmt::format("role-not-mapped: the access entry's user name admits the node {}, and "
                           "it registers as {} (NODE DENY)",
                           admitted, name)};
    result.values["complaint"] = fmt::format(
        "nodes \\\"{}\\\" is forbidden: node \\\"{}\\\" is not allowed to modify node "
        "\\\"{}\\\"",
        name, admitted, name);
    return result;
}

}  // namespace

StepResult needs_role(World& world, const RecordKey& instance, StepResult proven) {
    const auto* record = world.store().find(instance);
    if (record != nullptr && !string_or_empty(*record, "_role_arn").empty())
        return proven;
    proven.done = false;
    proven.detail =
        "iam-policy: the instance has no instance profile, so it has no credentials "
        "(no EC2 IMDS role found)";
    proven.values["complaint"] = "getting credentials: exec: no EC2 IMDS role found";
    return proven;
}

StepResult judge_identity(World& world, const RecordKey& instance, StepResult proven) {
    const auto& record = *world.store().find(instance);
    const auto role = string_or_empty(record, "_role_arn");
    if (role.empty())
        return needs_role(world, instance, std::move(proven));
    if (!proven.done && is_mapped_to_nodes(world, cluster_of(instance, record), role))
        proven = {true, "the ConfigMap aws-auth maps the role to nodes"};
    if (!proven.done)
        return proven;
    const auto name = node_name_of(record);
    const auto admitted = admitted_name(world, instance, record);
    return name == admitted ? proven : denied(name, admitted);
}

}  // namespace inland::emulator::machine
