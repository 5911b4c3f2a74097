// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "deploy/context.h"
#include "deploy/executor.h"
#include "topology/topology.h"

namespace inland::deploy {

/// Runs steps with the drivers: what is made comes from `desired`, what is removed from `observed`.
/// The topologies and the context outlive it.
class DriverRunner final : public ActionRunner {
  public:
    /// Binds the ids of everything that was observed.
    DriverRunner(Context& context, const topology::Topology& desired,
                 const topology::Topology& observed);

    Outcome run(const Step& step) override;
    std::vector<Outcome> look(std::span<const Step* const> steps) override;
    /// From knowledge/durations.yaml, by what the drivers name.
    [[nodiscard]] Duration expected(std::string_view type, Phase phase) const;

  private:
    Context& context_;
    const topology::Topology& desired_;
    const topology::Topology& observed_;
};

}  // namespace inland::deploy
