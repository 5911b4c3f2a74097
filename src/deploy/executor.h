// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "deploy/progress.h"
#include "deploy/step.h"

#include <span>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

namespace inland::deploy {

struct Done {};
/// To be looked at again; `state` is AWS's own word for where it stands.
struct Waiting {
    std::string state;
};
using Outcome = std::variant<Done, Waiting, Error>;

/// The executor's only way to act. Calls come from worker threads, several at a time.
class ActionRunner {
  public:
    virtual ~ActionRunner() = default;
    /// Runs one step that acts.
    virtual Outcome run(const Step& step) = 0;
    /// Looks at waiting steps of one type and phase together; one outcome each, in order.
    virtual std::vector<Outcome> look(std::span<const Step* const> steps) = 0;
};

struct ExecutorOptions {
    int parallelism = 10;
    /// How often waiting resources are looked at, in the clock's time.
    Duration look_every = std::chrono::seconds(10);
};

/// How a run ended: what failed (root causes only: steps that never started are not listed) and
/// whether it was stopped by the user.
struct RunResult {
    std::vector<std::pair<Step, Error>> failures;
    bool interrupted = false;
    std::size_t done = 0;
    std::size_t total = 0;

    [[nodiscard]] bool succeeded() const { return failures.empty() && !interrupted; }
};

/// Walks the graph: one loop owns it and hands ready steps, longest remaining path first, to a
/// bounded pool of threads. After a failure nothing that depends on it starts; what does not is
/// finished. A stop, and an AWS that does not answer any more, let running calls finish and start
/// none.
RunResult execute(const std::vector<Step>& steps, ActionRunner& runner, Clock& clock,
                  Progress& progress, const ExecutorOptions& options, std::stop_token stop);

}  // namespace inland::deploy
