// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/cause_kinds.h"
#include "prove/joins/proof.h"
#include "prove/joins/scene.h"
#include "user_data/user_data.h"

#include <string>
#include <vector>

namespace inland::prove {

/// What a fault in user data does.
enum class Harm {
    StopsJoin,    ///< the machine never becomes a node
    BreaksNames,  ///< it does, and its pods ask for names where no DNS server is
};

/// Who tells of it on the machine's console.
enum class Speaker { Agent, Kubelet };

/// One thing that is wrong with user data.
struct UserDataFault {
    Harm harm = Harm::StopsJoin;
    std::string detail;
    std::string message = {};  ///< what the console says of it
    Speaker speaker = Speaker::Agent;
    std::vector<Blocker> blockers = {};  ///< of the network, where that is what makes it a fault
    std::string_view kind = cause_kind::user_data;
};

/// User data as its system's agent takes it, held against the cluster that it is for.
struct UserDataJudgement {
    user_data::NodeSettings settings;
    std::vector<UserDataFault> faults;
    std::vector<std::string> missing;      ///< facts without which it cannot be judged
    std::vector<std::string> assumptions;  ///< what was taken for granted
};

/// Judges the owner's user data of a node. Empty, without faults, where EKS writes it and the
/// node can read it.
UserDataJudgement judge_user_data(const Scene& scene, const NodeSource& node);

/// The judgement as blockers of a flow; only the faults of that harm, or all.
std::vector<Blocker> blockers_of(const UserDataJudgement& judgement, const NodeSource& node);
std::vector<Blocker> blockers_of(const UserDataJudgement& judgement, const NodeSource& node,
                                 Harm harm);

}  // namespace inland::prove
