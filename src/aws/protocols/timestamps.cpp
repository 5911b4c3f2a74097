// SPDX-License-Identifier: Apache-2.0
#include "aws/protocols/timestamps.h"

#include <charconv>
#include <cmath>

namespace inland::aws {

namespace {

/// Year 9999, beyond which ISO 8601 has no four digits left.
constexpr double last_second = 253'402'300'799.0;

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<int> number(std::string_view text) {
    int value = 0;
    if (!all_digits(text) ||
        std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc{})
        return std::nullopt;
    return value;
}

/// ".123456" as milliseconds, and what follows it.
std::optional<Duration> take_fraction(std::string_view& text) {
    if (!text.starts_with('.'))
        return Duration{0};
    const auto end = std::min(text.find_first_not_of("0123456789", 1), text.size());
    std::string digits(text.substr(1, end - 1));
    text.remove_prefix(end);
    if (digits.empty())
        return std::nullopt;
    digits.resize(3, '0');
    return Duration{number(digits).value_or(0)};
}

/// "Z", "", "+02:00" or "-0130": how far the text's clock is ahead of UTC.
std::optional<Duration> offset(std::string_view text) {
    if (text.empty() || text == "Z")
        return Duration{0};
    const bool ahead = text[0] == '+';
    if ((!ahead && text[0] != '-') || text.size() < 5)
        return std::nullopt;
    const auto hours = number(text.substr(1, 2));
    const auto minutes = number(text.substr(text[3] == ':' ? 4 : 3));
    if (!hours || !minutes || *minutes > 59)
        return std::nullopt;
    const Duration distance = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
    return ahead ? distance : -distance;
}

constexpr std::size_t whole_seconds = std::string_view("2026-11-22T21:07:59").size();

std::optional<TimePoint> parse_iso(std::string_view text) {
    const auto seconds = parse_iso8601(std::string(text.substr(0, whole_seconds)) + "Z");
    auto rest = text.substr(std::min(whole_seconds, text.size()));
    const auto fraction = take_fraction(rest);
    const auto ahead = offset(rest);
    if (!seconds || !fraction || !ahead)
        return std::nullopt;
    return *seconds + *fraction - *ahead;
}

}  // namespace

std::string document_timestamp(TimePoint time) {
    auto text = iso8601(time);
    const auto fraction = time - std::chrono::floor<std::chrono::seconds>(time);
    if (fraction.count() != 0)
        text.insert(text.size() - 1, fmt::format(".{:03}", fraction.count()));
    return text;
}

std::optional<TimePoint> timestamp_from_seconds(double seconds) {
    if (!(seconds >= 0 && seconds <= last_second))
        return std::nullopt;
    return TimePoint{Duration{std::llround(seconds * 1000)}};
}

std::optional<TimePoint> parse_timestamp(std::string_view text) {
    if (text.contains('T'))
        return parse_iso(text);
    double seconds = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return timestamp_from_seconds(seconds);
}

}  // namespace inland::aws
