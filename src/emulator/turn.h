// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/emulated_clock.h"
#include "emulator/journal.h"
#include "emulator/world.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace inland::emulator {

/// What happens at the end of every turn of the loop: events that are due run, the turn's changes
/// are committed, and the loop is told when to wake up for the next event. With an instant clock
/// the wake-up is a jump, one event time at a turn, as soon as no work is in the pool. I/O thread
/// only.
class Turn {
  public:
    /// Runs a task on the I/O thread after a delay by the wall's clock.
    using Later = std::function<void(std::chrono::milliseconds, std::function<void()>)>;

    /// `journal` may be null: nothing is kept then.
    Turn(World& world, EmulatedClock& clock, Journal* journal, Later later)
        : world_(world), clock_(clock), journal_(journal), later_(std::move(later)) {}

    Result<void> end();
    /// Keeps the emulated time, at an orderly stop.
    Result<void> keep_time();

  private:
    void plan_wake_up();
    bool plan_jump();
    void wake_at(TimePoint due);

    World& world_;
    EmulatedClock& clock_;
    Journal* journal_;
    Later later_;
    std::optional<TimePoint> awake_at_;
    bool jump_planned_ = false;
};

}  // namespace inland::emulator
