// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "emulator/services/arn.h"
#include "emulator/services/logs/group.h"
#include "emulator/services/members.h"
#include "emulator/services/page.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>
#include <limits>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

RecordKey stream_key(const RecordKey& group, std::string_view name) {
    return {group.scope, std::string(kind::log_stream), fmt::format("{}:{}", group.id, name)};
}

Result<RecordKey> find_stream(const Call& call) {
    auto key = stream_key(TRY(find_log_group(call)), text_of(call.input, "logStreamName"));
    if (call.world.store().find(key) == nullptr)
        return refuse("ResourceNotFoundException", "The specified log stream does not exist.");
    return key;
}

/// The group's streams, in order of their names.
std::vector<const json::object*> streams_of(const Call& call, const RecordKey& group) {
    std::vector<const json::object*> streams;
    for (const auto& [id, stream] : call.world.store().list(call.scope(), kind::log_stream))
        if (id.starts_with(group.id + ":"))
            streams.push_back(stream);
    return streams;
}

std::int64_t now_of(const Call& call) {
    return call.world.now().time_since_epoch().count();
}

Result<json::object> create_log_stream(const Call& call) {
    const auto group = TRY(find_log_group(call));
    const auto name = text_of(call.input, "logStreamName");
    constexpr std::size_t longest = 512;
    if (name.empty() || name.size() > longest || name.find_first_of(":*") != std::string::npos)
        return refuse("InvalidParameterException",
                      "1 validation error detected: Value at 'logStreamName' failed to satisfy "
                      "constraint: Member must satisfy regular expression pattern: [^:*]*");
    const auto key = stream_key(group, name);
    if (call.world.store().find(key) != nullptr)
        return refuse("ResourceAlreadyExistsException", "The specified log stream already exists");
    const auto stream_arn = arn(call.world, call.scope(), "logs",
                                fmt::format("log-group:{}:log-stream:{}", group.id, name));
    call.world.store().put(key, {{"logStreamName", name},
                                 {"creationTime", now_of(call)},
                                 {"arn", stream_arn},
                                 {"storedBytes", 0}});
    return json::object{};
}

Result<json::object> delete_log_stream(const Call& call) {
    call.world.store().erase(TRY(find_stream(call)));
    return json::object{};
}

std::int64_t time_of(const json::value& event) {
    return number_of(event.as_object(), "timestamp");
}

/// AWS wants a batch in order of time, within 24 hours, and takes 10000 events at once.
Result<void> check_batch(const json::array& events) {
    constexpr std::size_t most = 10'000;
    constexpr std::int64_t day = 86'400'000;
    if (events.empty() || events.size() > most)
        return refuse("InvalidParameterException",
                      "1 validation error detected: Value at 'logEvents' failed to satisfy "
                      "constraint: Member must have length between 1 and 10000");
    if (!std::ranges::is_sorted(events, {}, time_of))
        return refuse("InvalidParameterException",
                      "Log events in a single PutLogEvents request must be in chronological "
                      "order.");
    if (time_of(events.back()) - time_of(events.front()) > day)
        return refuse("InvalidParameterException",
                      "The batch of log events in a single PutLogEvents request cannot span more "
                      "than 24 hours.");
    return {};
}

Result<json::object> put_log_events(const Call& call) {
    const auto key = TRY(find_stream(call));
    const auto& events = list_of(call.input, "logEvents");
    TRY_VOID(check_batch(events));
    call.world.store().update(key, [&](json::object& stream) {
        auto& kept = list_in(stream, "_events");
        for (const auto& event : events) {
            auto copy = event.as_object();
            copy["ingestionTime"] = now_of(call);
            copy["eventId"] = fmt::format("{:056}", kept.size());
            kept.push_back(std::move(copy));
        }
        std::ranges::stable_sort(kept, {}, time_of);
        // A new member may move the others: nothing of `kept` is looked at once one was added.
        const auto first = time_of(kept.front());
        const auto last = time_of(kept.back());
        const auto token = fmt::format("{:056}", kept.size());
        stream["firstEventTimestamp"] = first;
        stream["lastEventTimestamp"] = last;
        stream["lastIngestionTime"] = now_of(call);
        stream["uploadSequenceToken"] = token;
    });
    return json::object{
        {"nextSequenceToken", text_of(*call.world.store().find(key), "uploadSequenceToken")}};
}

Result<json::object> describe_log_streams(const Call& call) {
    constexpr std::int64_t greatest = 50;
    const auto group = TRY(find_log_group(call));
    const auto prefix = text_of(call.input, "logStreamNamePrefix");
    const bool by_time = text_of(call.input, "orderBy") == "LastEventTime";
    if (by_time && !prefix.empty())
        return refuse("InvalidParameterException",
                      "Cannot order by LastEventTime with a logStreamNamePrefix.");
    json::array rows;
    for (const auto* stream : streams_of(call, group))
        if (text_of(*stream, "logStreamName").starts_with(prefix))
            rows.emplace_back(*stream);
    if (by_time)
        std::ranges::stable_sort(rows, {}, [](const json::value& row) {
            return number_of(row.as_object(), "lastEventTimestamp");
        });
    if (flag_of(call.input, "descending"))
        std::ranges::reverse(rows);
    return logs_page(call, "logStreams", std::move(rows), greatest);
}

/// Whether an event stands between startTime (kept) and endTime (not kept).
bool in_time(const Call& call, const json::value& event) {
    constexpr auto never = std::numeric_limits<std::int64_t>::max();
    const auto time = time_of(event);
    return time >= number_of(call.input, "startTime", 0) &&
           time < number_of(call.input, "endTime", never);
}

constexpr std::int64_t most_events = 10'000;

/// GetLogEvents pages both ways with tokens "f/NUMBER" and "b/NUMBER"; the same token again means
/// that there is no more.
Result<json::object> get_log_events(const Call& call) {
    const auto* stream = call.world.store().find(TRY(find_stream(call)));
    json::array kept;
    for (const auto& event : list_of(*stream, "_events"))
        if (in_time(call, event))
            kept.push_back(event);
    const auto size = std::ssize(kept);
    const auto limit =
        std::clamp<std::int64_t>(number_of(call.input, "limit", most_events), 1, most_events);
    const auto token = text_of(call.input, "nextToken");
    const bool from_head = flag_of(call.input, "startFromHead") || token.starts_with("f/");
    if (!token.empty() && !token.starts_with("f/") && !token.starts_with("b/"))
        return refuse("InvalidParameterException", "The specified nextToken is invalid.");
    const auto said = std::atoll(token.substr(std::min<std::size_t>(token.size(), 2)).c_str());
    const auto edge =
        token.empty() ? (from_head ? 0 : size) : std::clamp<std::int64_t>(said, 0, size);
    const auto first = from_head ? edge : std::max<std::int64_t>(edge - limit, 0);
    const auto last = from_head ? std::min<std::int64_t>(edge + limit, size) : edge;
    return json::object{{"events", json::array(kept.begin() + first, kept.begin() + last)},
                        {"nextForwardToken", fmt::format("f/{:056}", last)},
                        {"nextBackwardToken", fmt::format("b/{:056}", first)}};
}

/// The terms of a filter pattern, all of which a message must hold; quoted ones may have blanks.
std::vector<std::string> terms_of(std::string_view pattern) {
    std::vector<std::string> terms;
    while (!pattern.empty()) {
        const bool quoted = pattern.front() == '"';
        if (quoted)
            pattern.remove_prefix(1);
        const auto end = std::min(pattern.find(quoted ? '"' : ' '), pattern.size());
        if (end > 0)
            terms.emplace_back(pattern.substr(0, end));
        pattern.remove_prefix(std::min(end + 1, pattern.size()));
    }
    return terms;
}

bool holds_terms(std::string_view message, const std::vector<std::string>& terms) {
    return std::ranges::all_of(terms, [&](const std::string& term) {
        return term.starts_with('-') ? !message.contains(std::string_view(term).substr(1))
                                     : message.contains(term);
    });
}

Result<json::object> filter_log_events(const Call& call) {
    const auto group = TRY(find_log_group(call));
    const auto pattern = text_of(call.input, "filterPattern");
    if (pattern.find_first_of("{[%?") != std::string::npos)
        return refuse("InvalidParameterException",
                      "Filter patterns other than terms are not emulated by Inland.");
    const auto terms = terms_of(pattern);
    const auto names = texts_of(call.input, "logStreamNames");
    const auto prefix = text_of(call.input, "logStreamNamePrefix");
    json::array found;
    for (const auto* stream : streams_of(call, group)) {
        const auto name = text_of(*stream, "logStreamName");
        if (!name.starts_with(prefix) ||
            (!names.empty() && std::ranges::find(names, name) == names.end()))
            continue;
        for (const auto& event : list_of(*stream, "_events"))
            if (in_time(call, event) && holds_terms(text_of(event.as_object(), "message"), terms)) {
                auto row = event.as_object();
                row["logStreamName"] = name;
                found.push_back(std::move(row));
            }
    }
    std::ranges::stable_sort(found, {}, time_of);
    auto output = TRY(logs_page(call, "events", std::move(found), most_events));
    output["searchedLogStreams"] = json::array();
    return output;
}

constexpr std::array operations{
    OperationRow{"CreateLogStream", create_log_stream},
    OperationRow{"DeleteLogStream", delete_log_stream},
    OperationRow{"DescribeLogStreams", describe_log_streams},
    OperationRow{"PutLogEvents", put_log_events, "events of any age are kept, none expires"},
    OperationRow{"GetLogEvents", get_log_events},
    OperationRow{"FilterLogEvents", filter_log_events,
                 "patterns of terms only; JSON, columns and regular expressions are refused"},
};

}  // namespace

void erase_log_streams(World& world, const RecordKey& group) {
    std::vector<RecordKey> streams;
    for (const auto& [id, stream] : world.store().list(group.scope, kind::log_stream))
        if (id.starts_with(group.id + ":"))
            streams.push_back({group.scope, std::string(kind::log_stream), std::string(id)});
    for (const auto& stream : streams)
        world.store().erase(stream);
}

std::span<const OperationRow> log_stream_operations() {
    return operations;
}

}  // namespace inland::emulator
