// SPDX-License-Identifier: Apache-2.0
#include "oci/copy/task_graph.h"

#include <optional>
#include <thread>

namespace inland::oci {

class TaskGraph::Task {
  public:
    Work work;
    std::size_t waits_for = 0;
    std::vector<std::pair<Task*, Wait>> waiting;
    std::optional<Error> failed_before;  ///< of what it needed
    bool done = false;
    Result<void> outcome;
};

TaskGraph::TaskGraph() = default;
TaskGraph::~TaskGraph() = default;

TaskGraph::Task* TaskGraph::add(Work work, const std::vector<Dependency>& after) {
    const std::scoped_lock lock(mutex_);
    auto* task = tasks_.emplace_back(std::make_unique<Task>()).get();
    task->work = std::move(work);
    ++undone_;
    for (const auto& [before, wait] : after) {
        if (!before->done) {
            before->waiting.emplace_back(task, wait);
            ++task->waits_for;
        } else if (wait == Wait::ForSuccess && !before->outcome) {
            task->failed_before = before->outcome.error();
        }
    }
    if (task->waits_for == 0) {
        ready_.push_back(task);
        changed_.notify_one();
    }
    return task;
}

void TaskGraph::run(std::size_t workers, const std::stop_token& stop) {
    std::vector<std::jthread> threads;
    for (std::size_t worker = 0; worker < workers; ++worker)
        threads.emplace_back([this, worker, &stop] { work(worker, stop); });
}

void TaskGraph::work(std::size_t worker, const std::stop_token& stop) {
    while (auto* task = next()) {
        if (task->failed_before)
            finish(*task, std::unexpected(*task->failed_before));
        else if (stop.stop_requested())
            finish(*task, failure(ErrorKind::Interrupted, "interrupted"));
        else
            finish(*task, task->work(worker));
    }
}

TaskGraph::Task* TaskGraph::next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !ready_.empty() || undone_ == 0; });
    if (ready_.empty())
        return nullptr;
    auto* task = ready_.front();
    ready_.pop_front();
    return task;
}

/// What becomes ready goes first: an image that is nearly done is done before another begins.
void TaskGraph::finish(Task& task, Result<void> outcome) {
    const std::scoped_lock lock(mutex_);
    task.done = true;
    task.outcome = std::move(outcome);
    task.work = nullptr;
    --undone_;
    for (const auto& [waiting, wait] : task.waiting) {
        if (wait == Wait::ForSuccess && !task.outcome)
            waiting->failed_before = task.outcome.error();
        if (--waiting->waits_for == 0)
            ready_.push_front(waiting);
    }
    changed_.notify_all();
}

const Result<void>& TaskGraph::outcome(const Task& task) {
    return task.outcome;
}

}  // namespace inland::oci
