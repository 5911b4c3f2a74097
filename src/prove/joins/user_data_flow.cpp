// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/flows.h"
#include "prove/joins/user_data_judgement.h"

namespace inland::prove::flows {

Passage node_user_data(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow) {
    (void)flow;
    Passage passage;
    if (node.user_data.writer == UserDataWriter::Eks) {
        passage.path.push_back("EKS writes the user data of managed node groups");
        return passage;
    }
    auto judgement = judge_user_data(scene, node);
    passage = stopped_by(blockers_of(judgement, node));
    passage.assumptions = std::move(judgement.assumptions);
    if (passage.outcome == Outcome::Holds)
        passage.path.push_back("the user data is for this cluster");
    return passage;
}

}  // namespace inland::prove::flows
