// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/json.h"
#include "emulator/store.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace inland::emulator {

class World;

/// Whether a clock that jumps (`--speed instant`) jumps to the event. It must not where the event
/// repeats for ever, or where a user expects to find things as they are before it (a key that is
/// pending deletion).
enum class Jump : bool { No, Yes };

/// What is to happen at a later emulated time. Events are records of the store (kind
/// "inland:event"), so they survive a restart like everything else; those whose time passed while
/// nobody ran them are run at start, in order. I/O thread only.
class Scheduler {
  public:
    using Handler = std::function<void(World&, const json::object& payload)>;

    explicit Scheduler(Store& store) : store_(store) {}

    /// Names what an event does; once per name, before run_due.
    void on(std::string event, Handler handler);
    /// `due` is emulated time. Events due at the same time run in the order they were scheduled.
    void schedule(TimePoint due, std::string_view event, json::object payload,
                  Jump jump = Jump::Yes);
    /// When the next event is due.
    [[nodiscard]] std::optional<TimePoint> next_due() const;
    /// When the next event is due that the clock may jump to.
    [[nodiscard]] std::optional<TimePoint> next_jump() const;
    /// Runs every event that is due at `now`, including those scheduled meanwhile for up to `now`.
    void run_due(World& world, TimePoint now);

  private:
    std::string new_event_id(TimePoint due);

    Store& store_;
    std::map<std::string, Handler, std::less<>> handlers_;
    std::uint64_t last_sequence_ = 0;
};

}  // namespace inland::emulator
