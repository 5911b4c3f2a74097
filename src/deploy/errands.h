// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "deploy/executor.h"
#include "deploy/ordering.h"
#include "deploy/plan.h"

#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace inland::deploy {

/// What a run does beside AWS's resources: images that it copies, add-ons that it installs in the
/// cluster. Errands stand in the plan like other changes and take their place in the order of
/// steps; whoever knows registries and Kubernetes carries them out. Plain data but for `runner`,
/// which is not owned and is called from worker threads.
struct Errands {
    std::vector<Change> changes = {};
    std::vector<Unfinished> unfinished = {};  ///< nothing to change, but to be waited for
    /// Holds both ways, and for changes: what `earlier` loses waits until `later` has let go of it.
    std::vector<OrderingRule> order = {};
    ActionRunner* runner = nullptr;

    [[nodiscard]] bool has(std::string_view type, std::string_view resource) const;
};

/// The plan with the errands after the changes of AWS's resources.
Plan with_errands(Plan plan, const Errands& errands);

/// Hands the steps of errands to their runner and all others to `resources`. Owns none of them.
/// `guard` is asked before each errand acts: its error keeps it from acting (another run took
/// over).
class ErrandRunner final : public ActionRunner {
  public:
    ErrandRunner(const Errands& errands, ActionRunner& resources,
                 std::function<Result<void>()> guard)
        : errands_(errands), resources_(resources), guard_(std::move(guard)) {}

    Outcome run(const Step& step) override;
    std::vector<Outcome> look(std::span<const Step* const> steps) override;

  private:
    [[nodiscard]] bool is_errand(const Step& step) const;

    const Errands& errands_;
    ActionRunner& resources_;
    std::function<Result<void>()> guard_;
};

}  // namespace inland::deploy
