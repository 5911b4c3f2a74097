// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace inland::aws {

/// The form that documents use: "2026-11-22T21:07:59Z", with milliseconds only when there are some.
std::string document_timestamp(TimePoint time);

/// Any of the wire's text forms: ISO 8601 with or without a fraction, with Z or a numeric offset,
/// or seconds since 1970 ("1763845679.5").
std::optional<TimePoint> parse_timestamp(std::string_view text);

/// Seconds since 1970, as JSON numbers carry them; nothing when out of the calendar's range.
std::optional<TimePoint> timestamp_from_seconds(double seconds);

}  // namespace inland::aws
