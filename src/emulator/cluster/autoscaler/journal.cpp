// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/autoscaler/journal.h"

#include "emulator/services/members.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator::autoscaler {

namespace {

constexpr std::size_t most_lines = 400;

RecordKey key_of(const RecordKey& cluster) {
    return {cluster.scope, "inland:cluster-autoscaler", cluster.id};
}

std::string uid_of(const json::object& pod) {
    return string_or_empty(pod, "metadata.uid");
}

std::int64_t seconds_of(TimePoint time) {
    return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

/// "1123 10:00:00" of "2026-11-23T10:00:00Z".
std::string klog_time(TimePoint time) {
    constexpr std::size_t month = 5;
    constexpr std::size_t day = 8;
    constexpr std::size_t hour = 11;
    const auto text = iso8601(time);
    return text.substr(month, 2) + text.substr(day, 2) + " " + text.substr(hour, 8);
}

}  // namespace

Journal::Journal(cluster::Objects& objects, const json::object& pod) : objects_(objects) {
    const auto* stored = objects.world().store().find(key_of(objects.cluster()));
    if (stored != nullptr && text_of(*stored, "pod") == uid_of(pod))
        record_ = *stored;
    else
        record_ = {{"pod", uid_of(pod)},
                   {"times", json::object{}},
                   {"texts", json::object{}},
                   {"log", json::array{}}};
}

std::optional<TimePoint> Journal::time(std::string_view name) const {
    const auto* found = object_of(record_, "times").if_contains(name);
    if (found == nullptr || !found->is_int64())
        return std::nullopt;
    return TimePoint(std::chrono::seconds(found->get_int64()));
}

void Journal::set_time(std::string_view name, TimePoint time) {
    object_in(record_, "times")[name] = seconds_of(time);
}

void Journal::forget(std::string_view name) {
    object_in(record_, "times").erase(name);
}

void Journal::keep_only(std::string_view prefix, const std::vector<std::string>& ends) {
    std::vector<std::string> gone;
    for (const auto& [name, time] : object_of(record_, "times")) {
        const std::string_view text(name);
        if (text.starts_with(prefix) &&
            std::ranges::find(ends, text.substr(prefix.size())) == ends.end())
            gone.emplace_back(text);
    }
    for (const auto& name : gone)
        forget(name);
}

std::string Journal::text(std::string_view name) const {
    return text_of(object_of(record_, "texts"), name);
}

void Journal::set_text(std::string_view name, std::string value) {
    object_in(record_, "texts")[name] = std::move(value);
}

void Journal::log(char severity, std::string_view where, std::string_view message) {
    auto& lines = list_in(record_, "log");
    lines.push_back(json::string(fmt::format("{}{}.000000       1 {}] {}", severity,
                                             klog_time(objects_.world().now()), where, message)));
    if (lines.size() > most_lines)
        lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(most_lines));
}

void Journal::save() {
    objects_.world().store().put(key_of(objects_.cluster()), record_);
}

std::optional<std::vector<std::string>> autoscaler_log(const cluster::Objects& objects,
                                                       const json::object& pod) {
    const auto* stored = objects.world().store().find(key_of(objects.cluster()));
    if (stored == nullptr || text_of(*stored, "pod") != uid_of(pod))
        return std::nullopt;
    return texts_of(*stored, "log");
}

}  // namespace inland::emulator::autoscaler
