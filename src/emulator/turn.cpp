// SPDX-License-Identifier: Apache-2.0
#include "emulator/turn.h"

#include "emulator/cluster/autoscaler/loop.h"
#include "emulator/machine/heartbeat.h"

namespace inland::emulator {

Result<void> Turn::end() {
    world_.scheduler().run_due(world_, clock_.now());
    const auto changes = world_.store().take_changes();
    if (journal_ != nullptr && !changes.empty())
        TRY_VOID(journal_->append(changes, clock_.now()));
    look_after_nodes(world_, changes);
    autoscaler::expect_turns(world_, changes);
    plan_wake_up();
    return {};
}

Result<void> Turn::keep_time() {
    return journal_ == nullptr ? Result<void>{} : journal_->append({}, clock_.now());
}

void Turn::plan_wake_up() {
    if (clock_.speed().instant && plan_jump())
        return;
    if (const auto due = world_.scheduler().next_due())
        wake_at(*due);
}

/// Whether the loop is going to jump.
bool Turn::plan_jump() {
    if (world_.workers().pending() > 0 || !world_.scheduler().next_jump())
        return false;
    if (std::exchange(jump_planned_, true))
        return true;
    later_(std::chrono::milliseconds(0), [this] {
        jump_planned_ = false;
        const auto due = world_.scheduler().next_jump();
        if (due && world_.workers().pending() == 0)
            clock_.jump_to(*due);
    });
    return true;
}

/// A wake-up only makes a turn; its end runs what is due. One that is planned for an earlier time
/// serves a later one as well, because the turn then plans anew.
void Turn::wake_at(TimePoint due) {
    const bool passed = awake_at_ && *awake_at_ <= clock_.now();  // by a jump
    if (awake_at_ && !passed && *awake_at_ <= due)
        return;
    awake_at_ = due;
    // Timers take up to a day; a turn plans the rest.
    constexpr std::chrono::hours longest{24};
    const auto delay = std::min<std::chrono::milliseconds>(clock_.wall_delay(due), longest);
    later_(delay, [this, due] {
        if (awake_at_ == due)
            awake_at_.reset();
    });
}

}  // namespace inland::emulator
