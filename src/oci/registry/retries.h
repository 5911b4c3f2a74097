// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/retry.h"
#include "core/clock.h"
#include "core/result.h"
#include "http/message.h"

#include <optional>
#include <stop_token>

namespace inland::oci {

/// Whether asking again may help: no answer came, or 408, 429 or 5xx. A certificate that is not
/// trusted will not be.
bool is_passing(const Error& error);

/// What an answer asks for in Retry-After, in seconds or as a date; nothing when it does not.
std::optional<Duration> retry_after(const http::Response& answer, TimePoint now);

/// How often and when one thing is tried again: after growing, jittered waits or as long as the
/// server asks, so many times in a row without progress. One thread at a time.
class Retries {
  public:
    Retries(Clock& clock, int most) : clock_(clock), most_(most) {}

    /// Waits before the next attempt. The error itself when it is not passing or there were enough;
    /// Interrupted.
    Result<void> wait(const Error& error, std::optional<Duration> asked,
                      const std::stop_token& stop);
    /// The last attempt brought something: count anew.
    void progress() { failed_ = 0; }

  private:
    Clock& clock_;
    int most_;
    int failed_ = 0;
    aws::RetryQuota backoff_;
};

}  // namespace inland::oci
