// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/joins/proof.h"
#include "prove/joins/scene.h"
#include "prove/repairs/remedy.h"

#include <optional>
#include <vector>

namespace inland::prove {

/// Every row about a cluster and of the intents, in the world as it is.
std::vector<Proof> prove_world(const Scene& scene);

/// A world that was changed by remedies, and one row proven in it again. Keeps the changed Topology
/// that its scene refers to.
class Trial {
  public:
    Trial(const Scene& original, const std::vector<Remedy>& remedies, const Verdict& broken);
    Trial(const Trial&) = delete;
    Trial& operator=(const Trial&) = delete;

    [[nodiscard]] const Scene& scene() const { return scene_; }
    /// The row as it is now; nothing when it is not there any more.
    [[nodiscard]] const std::optional<Proof>& proof() const { return proof_; }
    /// Whether the row holds now and every row still holds that did before.
    [[nodiscard]] bool mends(const std::vector<Proof>& before) const;

  private:
    topology::Topology topology_;
    Question question_;
    Network network_;
    Scene scene_;
    std::optional<Proof> proof_;
};

}  // namespace inland::prove
