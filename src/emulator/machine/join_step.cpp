// SPDX-License-Identifier: Apache-2.0
#include "emulator/machine/join_step.h"

#include "emulator/machine/identity_step.h"
#include "emulator/machine/node_settings.h"
#include "emulator/machine/observed_network.h"
#include "emulator/machine/user_data_step.h"
#include "emulator/services/records.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace inland::emulator::machine {

namespace {

std::string endpoint_host(const World& world, const RecordKey& instance,
                          const json::object& record) {
    const auto* cluster = world.store().find(
        {instance.scope, std::string(kind::cluster), string_or_empty(record, "_cluster")});
    const auto endpoint = cluster == nullptr ? "" : string_or_empty(*cluster, "endpoint");
    return std::string(endpoint.substr(std::min(endpoint.find("//") + 2, endpoint.size())));
}

/// The host that a step calls: a service's, or the cluster's.
std::string host_of(const World& world, const RecordKey& instance, const json::object& record,
                    const knowledge::JoinStep& step, const knowledge::Placeholders& values) {
    const auto* flow = world.tables().flow(step.flow);
    // "node.dns" fails at the first name that is asked for: EC2's.
    const auto service_id = step.flow == "node.dns" ? "ec2"
                            : flow == nullptr       ? std::string{}
                                                    : flow->service;
    const auto* service = world.tables().service(service_id);
    return service != nullptr ? knowledge::expand(service->host, values)
                              : endpoint_host(world, instance, record);
}

knowledge::Placeholders values_for(const World& world, const RecordKey& instance,
                                   const json::object& record, const knowledge::JoinStep& step) {
    auto values = knowledge::placeholders_of(world.tables(), instance.scope.region);
    values["node"] = node_name_of(record);
    values["instance_id"] = instance.id;
    values["cluster"] = string_or_empty(record, "_cluster");
    const auto* version = world.tables().version(string_or_empty(record, "_version"));
    values["patch"] = version == nullptr ? "" : version->patch;
    values["host"] = host_of(world, instance, record, step, values);
    values["address"] = values.at("host");
    values["complaint"] = "Unauthorized";
    return values;
}

std::string detail_of(const prove::Verdict& verdict) {
    if (verdict.outcome == prove::Outcome::Holds)
        return verdict.to;
    std::string detail = verdict.symptom;
    for (const auto& cause : verdict.causes)
        detail += fmt::format("{}{}{}{}: {}", detail.empty() ? "" : "; ", cause.kind,
                              cause.resource.empty() ? "" : " ", cause.resource, cause.detail);
    return detail;
}

StepResult prove_step(World& world, const RecordKey& instance, const knowledge::JoinStep& step) {
    const auto verdict = prove_from_machine(world, instance, step.flow);
    StepResult result{verdict.outcome == prove::Outcome::Holds, detail_of(verdict)};
    if (verdict.witness)
        result.values["address"] = verdict.witness->destination.text();
    return result;
}

/// A machine that was told its name does not ask for it.
StepResult ask_for_name(World& world, const RecordKey& instance, const knowledge::JoinStep& step) {
    const auto& record = *world.store().find(instance);
    if (!asks_ec2_for_its_name(record))
        return {true, "not asked: the node is named " + node_name_of(record)};
    return needs_role(world, instance, prove_step(world, instance, step));
}

StepResult ask_registry(World& world, const RecordKey& instance, const knowledge::JoinStep& step) {
    return needs_role(world, instance, prove_step(world, instance, step));
}

StepResult be_accepted(World& world, const RecordKey& instance, const knowledge::JoinStep& step) {
    return judge_identity(world, instance, prove_step(world, instance, step));
}

StepResult read_configuration(World& world, const RecordKey& instance,
                              const knowledge::JoinStep& step) {
    (void)step;
    return read_user_data(world, instance);
}

/// The CNI may have a role of its own, whose credentials it has to get first.
StepResult give_addresses(World& world, const RecordKey& instance,
                          const knowledge::JoinStep& step) {
    constexpr std::string_view addon = "vpc-cni";
    const auto verdict = prove_addon_role(world, instance, addon);
    if (verdict && verdict->outcome == prove::Outcome::Fails)
        return {false, detail_of(*verdict)};
    return prove_step(world, instance, step);
}

/// Steps that are more than their flow's proof.
struct StepRow {
    std::string_view flow;
    StepResult (*attempt)(World& world, const RecordKey& instance, const knowledge::JoinStep& step);
};
constexpr std::array rows{StepRow{"node.user-data", read_configuration},
                          StepRow{"node.ec2", ask_for_name}, StepRow{"node.identity", be_accepted},
                          StepRow{"node.ecr-api", ask_registry},
                          StepRow{"addon.vpc-cni.ec2", give_addresses}};

}  // namespace

StepResult try_step(World& world, const RecordKey& instance, const knowledge::JoinStep& step) {
    const auto* record = world.store().find(instance);
    if (record == nullptr)
        return {false, "the instance is gone"};
    const auto row = std::ranges::find(rows, step.flow, &StepRow::flow);
    auto result =
        row == rows.end() ? prove_step(world, instance, step) : row->attempt(world, instance, step);
    auto values = values_for(world, instance, *world.store().find(instance), step);
    for (auto& [name, value] : result.values)
        values[name] = std::move(value);
    result.values = std::move(values);
    return result;
}

Duration extra_time(World& world, const RecordKey& instance, const knowledge::JoinStep& step) {
    if (step.flow != "node.user-data" || !waits_for_eks(world, instance))
        return Duration::zero();
    return world.tables().typical("bottlerocket.DescribeCluster");
}

}  // namespace inland::emulator::machine
