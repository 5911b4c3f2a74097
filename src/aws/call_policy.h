// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/model.h"
#include "core/clock.h"
#include "core/error.h"

#include <optional>
#include <string_view>

namespace inland::aws {

/// What a failed attempt means for the call, by the standard retry mode's rules.
enum class Outcome {
    Final,       ///< asking again would not change it
    Retry,       ///< worth another attempt
    AnswerLost,  ///< perhaps carried out: another attempt only when the call is safe to resend
};
Outcome outcome_of(const Error& error);

/// Whether sending the same request twice does no more than sending it once.
bool safe_to_resend(const Operation& operation);

/// Whether AWS refused the signature because of our clock.
bool refuses_our_clock(const Error& error);

/// An HTTP date: "Sun, 22 Nov 2026 21:07:59 GMT".
std::optional<TimePoint> parse_http_date(std::string_view text);

}  // namespace inland::aws
