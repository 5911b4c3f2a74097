// SPDX-License-Identifier: Apache-2.0
#include "deploy/worker_pool.h"

namespace inland::deploy {

WorkerPool::WorkerPool(int threads) {
    for (int index = 0; index < threads; ++index)
        threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
}

WorkerPool::~WorkerPool() {
    for (auto& thread : threads_)
        thread.request_stop();
}

void WorkerPool::post(std::function<void()> task) {
    {
        const std::scoped_lock lock(mutex_);
        tasks_.push_back(std::move(task));
    }
    filled_.notify_one();
}

void WorkerPool::work(const std::stop_token& stop) {
    while (true) {
        std::unique_lock lock(mutex_);
        if (!filled_.wait(lock, stop, [&] { return !tasks_.empty(); }))
            return;
        auto task = std::move(tasks_.front());
        tasks_.pop_front();
        lock.unlock();
        task();
    }
}

}  // namespace inland::deploy
