// SPDX-License-Identifier: Apache-2.0
#include "emulator/scheduler.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::string_view event_kind = "inland:event";

RecordKey event_key(std::string id) {
    return {Scope{}, std::string(event_kind), std::move(id)};
}

std::int64_t due_of(const json::object& event) {
    return find_int(event, "due").value_or(0);
}

TimePoint time_of(std::int64_t due) {
    return TimePoint{std::chrono::milliseconds(due)};
}

/// An event's id sorts by due time, then by the order of scheduling: "DUE-SEQUENCE".
std::uint64_t sequence_of(std::string_view id) {
    std::uint64_t sequence = 0;
    const auto digits = id.substr(std::min(id.find('-') + 1, id.size()));
    std::from_chars(digits.data(), digits.data() + digits.size(), sequence);
    return sequence;
}

}  // namespace

void Scheduler::on(std::string event, Handler handler) {
    handlers_.insert_or_assign(std::move(event), std::move(handler));
}

void Scheduler::schedule(TimePoint due, std::string_view event, json::object payload, Jump jump) {
    const auto milliseconds = due.time_since_epoch().count();
    store_.put(event_key(new_event_id(due)), json::object{{"due", milliseconds},
                                                          {"event", event},
                                                          {"jump", jump == Jump::Yes},
                                                          {"payload", std::move(payload)}});
}

std::optional<TimePoint> Scheduler::next_due() const {
    const auto* event = store_.first(Scope{}, event_kind);
    return event == nullptr ? std::nullopt : std::optional(time_of(due_of(event->second)));
}

std::optional<TimePoint> Scheduler::next_jump() const {
    for (const auto& [id, event] : store_.list(Scope{}, event_kind))
        if (find_bool(*event, "jump").value_or(true))
            return time_of(due_of(*event));
    return std::nullopt;
}

void Scheduler::run_due(World& world, TimePoint now) {
    while (const auto* next = store_.first(Scope{}, event_kind)) {
        if (time_of(due_of(next->second)) > now)
            return;
        const auto key = next->first;
        const auto event = next->second;
        store_.erase(key);
        // An event of a name that nobody knows is left from another version: it is forgotten.
        const auto handler = handlers_.find(string_or_empty(event, "event"));
        if (handler != handlers_.end())
            handler->second(world, find_object(event, "payload"));
    }
}

std::string Scheduler::new_event_id(TimePoint due) {
    if (last_sequence_ == 0)
        for (const auto& [id, event] : store_.list(Scope{}, event_kind))
            last_sequence_ = std::max(last_sequence_, sequence_of(id));
    return fmt::format("{:020}-{:020}", std::max<std::int64_t>(due.time_since_epoch().count(), 0),
                       ++last_sequence_);
}

}  // namespace inland::emulator
