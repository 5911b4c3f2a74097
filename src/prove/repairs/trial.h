// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/joins/proof.h"
#include "prove/joins/scene.h"
#include "prove/repairs/remedy.h"

#include <map>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::prove {

/// Every row about a cluster and of the intents in one world, found by what it is about.
class Rows {
  public:
    explicit Rows(const Scene& scene);
    Rows(Rows&&) = default;

    [[nodiscard]] const std::vector<Proof>& all() const { return rows_; }
    /// The row of the same flow between the same two; null when there is none.
    [[nodiscard]] const Proof* find(const Verdict& verdict) const;

  private:
    using Key = std::tuple<std::string_view, std::string_view, std::string_view>;
    std::vector<Proof> rows_;
    std::map<Key, const Proof*> by_key_;
};

/// A world that was changed by remedies, and all its rows. Keeps the changed Topology that its
/// scene refers to.
class Trial {
  public:
    Trial(const Scene& original, const std::vector<Remedy>& remedies);
    Trial(const Trial&) = delete;
    Trial& operator=(const Trial&) = delete;

    [[nodiscard]] const Scene& scene() const { return scene_; }
    /// A row as it is now; null when it is not there any more.
    [[nodiscard]] const Proof* proof(const Verdict& verdict) const { return rows_.find(verdict); }
    /// Whether this row holds now and every row still holds that did before.
    [[nodiscard]] bool mends(const Verdict& broken, const Rows& before) const;

  private:
    topology::Topology topology_;
    Question question_;
    Network network_;
    Scene scene_;
    Rows rows_;
};

}  // namespace inland::prove
