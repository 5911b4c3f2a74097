// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace inland::emulator {

class World;

/// Where long work goes: proofs over a snapshot, keys, images. `work` runs on any thread and
/// touches nothing but what it captured (Store::snapshot() is made for that); what it returns then
/// runs on the I/O thread, in a turn of the loop like any request. Emulated time does not jump
/// meanwhile.
class Workers {
  public:
    using Then = std::function<void(World&)>;
    using Work = std::function<Then()>;

    virtual ~Workers() = default;
    virtual void post(Work work) = 0;
    /// Works whose `Then` has not run yet.
    [[nodiscard]] virtual std::size_t pending() const = 0;
};

/// Does all work at once on the caller's thread: tests, and a World without a server.
class InlineWorkers final : public Workers {
  public:
    explicit InlineWorkers(World& world) : world_(world) {}
    void post(Work work) override {
        if (const auto then = work(); then)
            then(world_);
    }
    [[nodiscard]] std::size_t pending() const override { return 0; }

  private:
    World& world_;
};

/// A few threads. `post_to_loop` hands a task to the I/O thread; destroyed before the World, which
/// joins the threads and drops what has not begun.
std::unique_ptr<Workers> make_workers(World& world, std::size_t threads,
                                      std::function<void(std::function<void()>)> post_to_loop);

}  // namespace inland::emulator
