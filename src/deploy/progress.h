// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/error.h"
#include "deploy/step.h"

#include <string_view>

namespace inland::deploy {

/// What a run tells while it goes on. Called from the executor's loop only, one call at a time.
class Progress {
  public:
    virtual ~Progress() = default;
    virtual void started(const Step& step) = 0;
    /// Waits for AWS, which calls it `state`.
    virtual void waiting(const Step& step, std::string_view state) = 0;
    virtual void done(const Step& step) = 0;
    virtual void failed(const Step& step, const Error& error) = 0;
    /// Called at least once a second of the wall clock while the run goes on.
    virtual void tick(std::size_t done, std::size_t total) = 0;
};

}  // namespace inland::deploy
