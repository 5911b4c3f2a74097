// SPDX-License-Identifier: Apache-2.0
#include "emulator/workers.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace inland::emulator {

namespace {

class ThreadPool final : public Workers {
  public:
    ThreadPool(World& world, std::size_t threads,
               std::function<void(std::function<void()>)> post_to_loop)
        : world_(world), post_to_loop_(std::move(post_to_loop)) {
        for (std::size_t index = 0; index < threads; ++index)
            threads_.emplace_back([this](const std::stop_token& stop) { run(stop); });
    }

    ~ThreadPool() override {
        for (auto& thread : threads_)
            thread.request_stop();
    }

    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;

    void post(Work work) override {
        ++*pending_;
        {
            const std::lock_guard lock(mutex_);
            queue_.push_back(std::move(work));
        }
        changed_.notify_one();
    }

    [[nodiscard]] std::size_t pending() const override { return *pending_; }

  private:
    void run(const std::stop_token& stop) {
        while (auto work = next(stop)) {
            post_to_loop_([&world = world_, pending = pending_, then = work()] {
                --*pending;
                if (then)
                    then(world);
            });
        }
    }

    /// Waits for work; nothing when the pool ends.
    Work next(const std::stop_token& stop) {
        std::unique_lock lock(mutex_);
        if (!changed_.wait(lock, stop, [this] { return !queue_.empty(); }) || stop.stop_requested())
            return {};
        auto work = std::move(queue_.front());
        queue_.pop_front();
        return work;
    }

    World& world_;
    std::function<void(std::function<void()>)> post_to_loop_;
    // Shared with the tasks in the loop, which may be dropped after this pool is gone.
    std::shared_ptr<std::atomic<std::size_t>> pending_ =
        std::make_shared<std::atomic<std::size_t>>(0);
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<Work> queue_;
    std::vector<std::jthread> threads_;
};

}  // namespace

std::unique_ptr<Workers> make_workers(World& world, std::size_t threads,
                                      std::function<void(std::function<void()>)> post_to_loop) {
    return std::make_unique<ThreadPool>(world, threads, std::move(post_to_loop));
}

}  // namespace inland::emulator
