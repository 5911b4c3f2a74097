// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

namespace inland::deploy {

/// Hands values from workers to the loop.
template <typename T>
class Mailbox {
  public:
    void put(T value) {
        {
            const std::scoped_lock lock(mutex_);
            values_.push_back(std::move(value));
        }
        filled_.notify_one();
    }

    /// The oldest value, waiting at most so long by the wall clock.
    std::optional<T> take_for(Duration duration) {
        std::unique_lock lock(mutex_);
        if (!filled_.wait_for(lock, duration, [&] { return !values_.empty(); }))
            return std::nullopt;
        auto value = std::move(values_.front());
        values_.pop_front();
        return value;
    }

  private:
    std::mutex mutex_;
    std::condition_variable filled_;
    std::deque<T> values_;
};

/// So many threads and a queue. The destructor waits for what runs and drops what does not yet.
class WorkerPool {
  public:
    explicit WorkerPool(int threads);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    void post(std::function<void()> task);

  private:
    void work(const std::stop_token& stop);

    std::mutex mutex_;
    std::condition_variable_any filled_;
    std::deque<std::function<void()>> tasks_;
    std::vector<std::jthread> threads_;
};

}  // namespace inland::deploy
