// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/error.h"

#include <mutex>
#include <random>

namespace inland::aws {

/// The SDKs' standard retry mode: a bucket of 500 tokens that retries draw from (5 each, 10 after a
/// timeout) and successes give back to, so that a failing AWS is not stormed. Safe for all threads.
class RetryQuota {
  public:
    /// What was drawn, or 0 when the bucket is too low for another retry.
    int draw(const Error& error);
    /// After a success: what the call's last retry drew, at least 1.
    void give_back(int drawn);
    /// rand(0,1) * min(2^(attempt-1), 20 s) for the wait after attempt 1, 2, ...
    Duration backoff(int attempt);

  private:
    std::mutex mutex_;
    int tokens_ = 500;
    std::minstd_rand random_{std::random_device{}()};
};

}  // namespace inland::aws
