// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "prove/joins/user_data_judgement.h"
#include "prove/metadata_service.h"
#include "prove/prove.h"
#include "prove/user_data_source.h"
#include "prove/verdict.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::prove {

class Network;

/// One machine that exists, as the source of a flow.
struct MachinePlace {
    std::string name;     ///< for texts: "i-0abc"
    std::string cluster;  ///< key of its Cluster
    std::string subnet;   ///< key of its Subnet
    Ipv4Address address;
    std::vector<std::string> security_groups;  ///< keys
    std::string operating_system = "al2023";
    std::string role;  ///< key of its Role; node.identity looks for that role's access entry
    UserDataSource user_data = {};
    MetadataService metadata = {};
};

/// Proves one flow of a joining node ("node.ec2", "node.api-server", "addon.coredns.ec2", …) for
/// one machine, over what is observed: node.identity asks for the access entry itself, where
/// prove() trusts EKS to make it. Unknown when the tables have no such flow.
Verdict prove_machine_flow(const Question& question, const MachinePlace& machine,
                           std::string_view flow);
/// The same over a Topology that was compiled before; compile once, ask often.
Verdict prove_machine_flow(const Network& network, const MachinePlace& machine,
                           std::string_view flow);

/// How the pods of an add-on on the machine trade their token for the add-on's role (pod.sts);
/// nothing where the cluster has no such add-on or that has no role of its own.
std::optional<Verdict> prove_addon_role(const Network& network, const MachinePlace& machine,
                                        std::string_view addon);

/// The machine's user data held against its cluster; nothing when the cluster or the machine's
/// subnet is not in the Topology.
std::optional<UserDataJudgement> judge_user_data(const Network& network,
                                                 const MachinePlace& machine);

}  // namespace inland::prove
