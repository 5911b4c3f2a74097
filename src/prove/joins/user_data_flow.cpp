// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/flows.h"
#include "prove/joins/user_data_judgement.h"

namespace inland::prove::flows {

Passage node_user_data(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow) {
    (void)flow;
    auto judgement = judge_user_data(scene, node);
    Passage passage = stopped_by(blockers_of(judgement, node));
    passage.assumptions = std::move(judgement.assumptions);
    if (passage.outcome == Outcome::Holds)
        passage.path.emplace_back(node.user_data.writer == UserDataWriter::Eks
                                      ? "EKS writes the user data of managed node groups"
                                      : "the user data is for this cluster");
    return passage;
}

}  // namespace inland::prove::flows
