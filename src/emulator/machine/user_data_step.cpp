// SPDX-License-Identifier: Apache-2.0
#include "emulator/machine/user_data_step.h"

#include "core/crypto.h"
#include "emulator/machine/node_settings.h"
#include "emulator/machine/observed_network.h"
#include "emulator/machine/operating_system.h"
#include "emulator/services/records.h"
#include "user_data/user_data.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator::machine {

namespace {

/// The step whose lines hold what a kubelet says that is refused.
constexpr std::string_view kubelet_flow = "node.identity";

std::optional<prove::UserDataJudgement> judge(World& world, const RecordKey& instance) {
    const auto* record = world.store().find(instance);
    const auto observed = observe_network(world, instance.scope);
    if (record == nullptr || !observed)
        return std::nullopt;
    const auto place = machine_place(**observed, *record);
    return place ? prove::judge_user_data((*observed)->network, *place) : std::nullopt;
}

StepResult stopped_by(const prove::UserDataFault& fault) {
    StepResult result{false, "user-data: " + fault.detail};
    result.values["complaint"] = fault.message;
    for (const auto& blocker : fault.blockers)
        result.detail += fmt::format("; {} {}: {}", blocker.cause.kind, blocker.cause.resource,
                                     blocker.cause.detail);
    result.hope = fault.blockers.empty() ? Hope::None : Hope::TryAgain;
    if (fault.speaker == prove::Speaker::Kubelet)
        result.console_flow = kubelet_flow;
    return result;
}

}  // namespace

StepResult read_user_data(World& world, const RecordKey& instance) {
    const auto judgement = judge(world, instance);
    if (!judgement)
        return {false, "missing-fact: the machine's cluster or subnet"};
    const auto fault =
        std::ranges::find(judgement->faults, prove::Harm::StopsJoin, &prove::UserDataFault::harm);
    if (fault != judgement->faults.end())
        return stopped_by(*fault);
    note_settings(world, instance, judgement->settings);
    if (judgement->faults.empty())
        return {true, "the user data is for this cluster"};
    return {true, "user-data: " + judgement->faults.front().detail};
}

bool waits_for_eks(World& world, const RecordKey& instance) {
    const auto* record = world.store().find(instance);
    if (record == nullptr || system_of(*record) != "bottlerocket")
        return false;
    const auto bytes = decode_base64(string_or_empty(*record, "_user_data"));
    const auto settings =
        user_data::read(bytes.value_or(""), user_data::OperatingSystem::Bottlerocket);
    return settings && settings->cluster_dns.empty() &&
           prove_from_machine(world, instance, "node.eks").outcome != prove::Outcome::Holds;
}

}  // namespace inland::emulator::machine
