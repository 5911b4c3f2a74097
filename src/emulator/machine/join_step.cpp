// SPDX-License-Identifier: Apache-2.0
#include "emulator/machine/join_step.h"

#include "emulator/machine/observed_network.h"
#include "emulator/services/records.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator::machine {

namespace {

/// NodeConfig's mandatory fields (nodeadm, internal/api/validation.go), in its order.
struct MandatoryField {
    std::string_view field, complaint;
};
constexpr std::array mandatory{
    MandatoryField{"name:", "Name is missing in cluster configuration"},
    MandatoryField{"apiServerEndpoint:", "Apiserver endpoint is missing in cluster configuration"},
    MandatoryField{"certificateAuthority:",
                   "Certificate authority is missing in cluster configuration"},
    MandatoryField{"cidr:", "CIDR is missing in cluster configuration"}};

/// EKS writes the user data of managed groups; of other machines it must hold a whole NodeConfig.
std::string complaint_about_user_data(const json::object& instance) {
    if (!string_or_empty(instance, "_nodegroup").empty())
        return {};
    const auto text = string_or_empty(instance, "_user_data");
    if (text.find("kind: NodeConfig") == text.npos)
        return "no NodeConfig in the user data";
    for (const auto& field : mandatory)
        if (text.find(field.field) == text.npos)
            return std::string(field.complaint);
    return {};
}

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
                                   const json::object& record, const knowledge::JoinStep& step,
                                   const prove::Verdict& verdict) {
    auto values = knowledge::placeholders_of(world.tables(), instance.scope.region);
    values["node"] = string_or_empty(record, "PrivateDnsName");
    values["instance_id"] = instance.id;
    values["cluster"] = string_or_empty(record, "_cluster");
    const auto* version = world.tables().version(string_or_empty(record, "_version"));
    values["patch"] = version == nullptr ? "" : version->patch;
    values["host"] = host_of(world, instance, record, step, values);
    values["address"] = verdict.witness ? verdict.witness->destination.text() : values.at("host");
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

}  // namespace

StepResult try_step(World& world, const RecordKey& instance, const knowledge::JoinStep& step) {
    const auto* record = world.store().find(instance);
    if (record == nullptr)
        return {false, "the instance is gone", {}};
    const auto verdict = prove_from_machine(world, instance, step.flow);
    StepResult result{verdict.outcome == prove::Outcome::Holds, detail_of(verdict),
                      values_for(world, instance, *record, step, verdict)};
    if (step.flow == "node.user-data")
        if (const auto complaint = complaint_about_user_data(*record); !complaint.empty()) {
            result.done = false;
            result.detail = "user-data: " + complaint;
        }
    return result;
}

}  // namespace inland::emulator::machine
