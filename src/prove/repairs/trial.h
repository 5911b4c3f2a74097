// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/repairs/remedy.h"
#include "prove/repairs/rows.h"

#include <cstddef>
#include <vector>

namespace inland::prove {

/// A world that was changed by remedies, whose rows are proven as they are asked for. Keeps the
/// changed Topology that its scene refers to.
class Trial {
  public:
    /// Counts in `work` the resources that it takes up and the rows that it proves.
    Trial(const Scene& original, const std::vector<Remedy>& remedies, std::size_t& work);
    Trial(const Trial&) = delete;
    Trial& operator=(const Trial&) = delete;

    [[nodiscard]] const Scene& scene() const { return scene_; }
    /// A row as it is now; null when it is not there any more.
    [[nodiscard]] const Proof* proof(const Verdict& verdict) { return rows_.find(verdict); }
    /// Of the rows of a section as they were before: which hold now.
    [[nodiscard]] std::vector<bool> held_now(Rows& before, std::size_t section);
    /// Whether every row still holds that did before.
    [[nodiscard]] bool keeps(Rows& before);

  private:
    [[nodiscard]] bool keeps(Rows& before, std::size_t section);

    topology::Topology topology_;
    Question question_;
    Network network_;
    Scene scene_;
    Rows rows_;
};

}  // namespace inland::prove
