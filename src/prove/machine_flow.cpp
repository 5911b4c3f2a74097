// SPDX-License-Identifier: Apache-2.0
#include "prove/machine_flow.h"

#include "prove/joins/flow_table.h"
#include "prove/joins/flows.h"
#include "prove/joins/pods.h"
#include "prove/joins/symptom.h"

#include <algorithm>

namespace inland::prove {

namespace {

Verdict unknown_verdict(const MachinePlace& machine, std::string_view flow, std::string fact) {
    const knowledge::Flow unnamed{.id = std::string(flow)};
    return proof_of(unnamed, machine.name, "", stopped_by({missing_fact("", std::move(fact))}))
        .verdict;
}

std::optional<NodeSource> source_of(const Network& network, const MachinePlace& machine) {
    auto party = party_of(network, Place::machine(machine.name, machine.subnet, machine.address,
                                                  machine.security_groups));
    if (!party)
        return std::nullopt;
    return NodeSource{.name = machine.name,
                      .operating_system = machine.operating_system,
                      .party = std::move(*party),
                      .role = machine.role,
                      .mapping = RoleMapping::Observed,
                      .user_data = machine.user_data,
                      .metadata = machine.metadata};
}

}  // namespace

Verdict prove_machine_flow(const Network& network, const MachinePlace& machine,
                           std::string_view flow) {
    const auto* cluster = network.topology().find<topology::Cluster>(machine.cluster);
    if (cluster == nullptr)
        return unknown_verdict(machine, flow, "cluster " + machine.cluster);
    auto node = source_of(network, machine);
    if (!node)
        return unknown_verdict(machine, flow, "subnet " + machine.subnet);
    const Scene scene = scene_of(network, *cluster);
    node->pods = pods_of(scene, cni_settings_of(scene), *node);
    Verdict verdict = prove_for_node(scene, *node, flow).verdict;
    add_symptom(verdict, network);
    return verdict;
}

std::optional<Verdict> prove_addon_role(const Network& network, const MachinePlace& machine,
                                        std::string_view addon) {
    const auto* cluster = network.topology().find<topology::Cluster>(machine.cluster);
    const auto* flow = network.tables().flow("pod.sts");
    auto node = source_of(network, machine);
    if (cluster == nullptr || flow == nullptr || !node)
        return std::nullopt;
    Scene scene = scene_of(network, *cluster);
    node->pods = pods_of(scene, cni_settings_of(scene), *node);
    scene.nodes = {*node};
    auto proofs = flows::pod_sts(scene, *flow);
    const auto own = std::ranges::find(proofs, flows::caller_of_sts(addon, *node),
                                       [](const Proof& proof) { return proof.verdict.from; });
    if (own == proofs.end())
        return std::nullopt;
    add_symptom(own->verdict, network);
    return std::move(own->verdict);
}

std::optional<UserDataJudgement> judge_user_data(const Network& network,
                                                 const MachinePlace& machine) {
    const auto* cluster = network.topology().find<topology::Cluster>(machine.cluster);
    const auto node = source_of(network, machine);
    if (cluster == nullptr || !node)
        return std::nullopt;
    return judge_user_data(scene_of(network, *cluster), *node);
}

Verdict prove_machine_flow(const Question& question, const MachinePlace& machine,
                           std::string_view flow) {
    return prove_machine_flow(Network(question), machine, flow);
}

}  // namespace inland::prove
