// SPDX-License-Identifier: Apache-2.0
#include "oci/registry/retries.h"

#include "aws/call_policy.h"
#include "http/client.h"

#include <algorithm>
#include <charconv>

namespace inland::oci {

namespace {

/// A server that asks for more is not waited for so long.
constexpr Duration longest_asked = std::chrono::minutes(2);

}  // namespace

bool is_passing(const Error& error) {
    if (error.code == http::transport_code::tls_failure)
        return false;
    return error.kind == ErrorKind::Throttled || error.kind == ErrorKind::Unavailable ||
           error.kind == ErrorKind::Timeout;
}

std::optional<Duration> retry_after(const http::Response& answer, TimePoint now) {
    const auto field = answer.headers.get("Retry-After");
    if (!field)
        return std::nullopt;
    int seconds = 0;
    const auto [end, error] = std::from_chars(field->begin(), field->end(), seconds);
    Duration wait = std::chrono::seconds(seconds);
    if (error != std::errc{} || end != field->end()) {
        const auto date = aws::parse_http_date(*field);
        if (!date)
            return std::nullopt;
        wait = *date - now;
    }
    return std::clamp(wait, Duration{0}, longest_asked);
}

Result<void> Retries::wait(const Error& error, std::optional<Duration> asked,
                           const std::stop_token& stop) {
    if (!is_passing(error) || ++failed_ >= most_)
        return std::unexpected(error);
    if (!clock_.wait_for(asked.value_or(backoff_.backoff(failed_)), stop))
        return failure(ErrorKind::Interrupted, "interrupted");
    return {};
}

}  // namespace inland::oci
