// SPDX-License-Identifier: Apache-2.0
#include "aws/call_policy.h"

#include "aws/text_lines.h"
#include "http/client.h"

#include <charconv>

namespace inland::aws {

namespace {

struct TransportRow {
    std::string_view code;
    Outcome outcome;
};

/// How the http room says that no answer came: before the request was seen, or perhaps after.
constexpr std::array transport_rows = std::to_array<TransportRow>({
    {http::transport_code::name_not_found, Outcome::Retry},
    {http::transport_code::connection_refused, Outcome::Retry},
    {http::transport_code::connect_timeout, Outcome::Retry},
    {http::transport_code::connection_broken, Outcome::AnswerLost},
    {http::transport_code::timeout, Outcome::AnswerLost},
});

/// Transient refusals of services, beside throttling and what error_kind calls Unavailable.
constexpr std::array<std::string_view, 2> transient_codes{"RequestTimeout",
                                                          "IDPCommunicationError"};

int number(std::string_view text) {
    int value = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? value : -1;
}

}  // namespace

Outcome outcome_of(const Error& error) {
    if (error.http_status == 0) {
        const auto* row = std::ranges::find(transport_rows, error.code, &TransportRow::code);
        return row == transport_rows.end() ? Outcome::Final : row->outcome;
    }
    // A gateway's 502 or 504, or an answer cut short, has no code of AWS's.
    if (error.kind == ErrorKind::Unavailable && error.code.empty())
        return Outcome::AnswerLost;
    const bool transient = error.kind == ErrorKind::Throttled ||
                           error.kind == ErrorKind::Unavailable ||
                           std::ranges::find(transient_codes, error.code) != transient_codes.end();
    return transient ? Outcome::Retry : Outcome::Final;
}

bool safe_to_resend(const Operation& operation) {
    return operation.read_only() || operation.idempotency_token();
}

bool refuses_our_clock(const Error& error) {
    static constexpr std::array<std::string_view, 3> codes{"RequestTimeTooSkewed", "RequestExpired",
                                                           "RequestInTheFuture"};
    if (std::ranges::find(codes, error.code) != codes.end())
        return true;
    return error.code.contains("Signature") && (error.message.contains("Signature expired") ||
                                                error.message.contains("not yet current"));
}

std::optional<TimePoint> parse_http_date(std::string_view text) {
    static constexpr std::array<std::string_view, 12> months{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto words = split_words(text);
    if (words.size() != 6 || words[5] != "GMT")
        return std::nullopt;
    const auto month = std::ranges::find(months, words[2]) - months.begin() + 1;
    return parse_iso8601(
        fmt::format("{:04}-{:02}-{:02}T{}Z", number(words[3]), month, number(words[1]), words[4]));
}

}  // namespace inland::aws
