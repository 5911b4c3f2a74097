// SPDX-License-Identifier: Apache-2.0
#include "aws/retry.h"

#include <algorithm>
#include <cmath>

namespace inland::aws {

namespace {
constexpr int capacity = 500;
constexpr int retry_cost = 5;
constexpr int timeout_cost = 10;
constexpr double longest_wait_seconds = 20;
}  // namespace

int RetryQuota::draw(const Error& error) {
    const int cost = error.kind == ErrorKind::Timeout ? timeout_cost : retry_cost;
    const std::scoped_lock lock(mutex_);
    if (tokens_ < cost)
        return 0;
    tokens_ -= cost;
    return cost;
}

void RetryQuota::give_back(int drawn) {
    const std::scoped_lock lock(mutex_);
    tokens_ = std::min(capacity, tokens_ + std::max(drawn, 1));
}

Duration RetryQuota::backoff(int attempt) {
    const auto ceiling = std::min(std::exp2(attempt - 1), longest_wait_seconds);
    const std::scoped_lock lock(mutex_);
    const auto seconds = std::uniform_real_distribution<double>(0, ceiling)(random_);
    return Duration{std::llround(seconds * 1000)};
}

}  // namespace inland::aws
