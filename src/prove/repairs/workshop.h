// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/repairs/trial.h"

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace inland::prove {

/// Where remedies are tried: a world with its rows as they are, and what was already tried in it,
/// as many rows are broken by one thing. Refers to the scene.
class Workshop {
  public:
    /// `capacity`: how many trials are kept, each a copy of the scene's Topology.
    Workshop(const Scene& scene, std::size_t capacity);

    [[nodiscard]] const Scene& scene() const { return scene_; }
    [[nodiscard]] const Rows& rows() const { return rows_; }
    /// The world changed so, proven anew when that was not tried. Valid until the next is asked
    /// for.
    const Trial& attempt(const std::vector<Remedy>& remedies);
    [[nodiscard]] bool mends(const std::vector<Remedy>& remedies, const Verdict& broken) {
        return attempt(remedies).mends(broken, rows_);
    }

  private:
    const Scene& scene_;
    Rows rows_;
    std::size_t capacity_;
    std::map<std::string, std::unique_ptr<Trial>> trials_;  ///< by their steps
};

}  // namespace inland::prove
