// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <vector>

namespace inland::oci {

/// Work that waits for other work, done by a few threads. What failed keeps undone all that needs
/// it, and nothing else. Tasks may add tasks while they run. add() is safe for all threads.
class TaskGraph {
  public:
    class Task;
    using Work = std::function<Result<void>(std::size_t worker)>;

    enum class Wait : std::uint8_t {
        ForSuccess,  ///< not run when that failed; it fails with the same error
        ForEnd,      ///< run whatever came of it
    };
    struct Dependency {
        Task* task = nullptr;
        Wait wait = Wait::ForSuccess;
    };

    TaskGraph();
    TaskGraph(const TaskGraph&) = delete;
    TaskGraph& operator=(const TaskGraph&) = delete;
    ~TaskGraph();

    Task* add(Work work, const std::vector<Dependency>& after = {});
    /// Runs until all is done, on so many threads; what has not begun when stop is requested fails
    /// as interrupted.
    void run(std::size_t workers, const std::stop_token& stop);
    /// Of a task that is done; not while run() goes on, but from a task that waited for it.
    [[nodiscard]] static const Result<void>& outcome(const Task& task);

  private:
    void work(std::size_t worker, const std::stop_token& stop);
    Task* next();
    void finish(Task& task, Result<void> outcome);

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::unique_ptr<Task>> tasks_;
    std::deque<Task*> ready_;
    std::size_t undone_ = 0;
};

}  // namespace inland::oci
