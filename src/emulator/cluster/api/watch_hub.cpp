// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/watch_hub.h"

#include <algorithm>
#include <utility>

namespace inland::emulator::cluster {

namespace {

constexpr std::size_t remembered_changes = 2000;

}  // namespace

void WatchHub::publish(const RecordKey& cluster, ObjectChange change) {
    auto [position, is_new] = channels_.try_emplace(cluster);
    auto& channel = position->second;
    if (is_new)
        channel.oldest = change.version - 1;
    channel.history.push_back(change);
    if (channel.history.size() > remembered_changes) {
        channel.oldest = channel.history.front().version;
        channel.history.pop_front();
    }
    // A listener may end itself: the list is walked over a copy of its tickets.
    std::vector<Ticket> tickets;
    for (const auto& [ticket, listener] : channel.listeners)
        tickets.push_back(ticket);
    for (const auto ticket : tickets)
        if (const auto found = channel.listeners.find(ticket); found != channel.listeners.end()) {
            const auto listener = found->second;
            listener(change);
        }
}

WatchHub::Ticket WatchHub::subscribe(const RecordKey& cluster, Listener listener) {
    channels_[cluster].listeners.emplace(++last_ticket_, std::move(listener));
    return last_ticket_;
}

void WatchHub::unsubscribe(const RecordKey& cluster, Ticket ticket) {
    if (const auto channel = channels_.find(cluster); channel != channels_.end())
        channel->second.listeners.erase(ticket);
}

std::uint64_t WatchHub::oldest(const RecordKey& cluster, std::uint64_t current) {
    auto [position, is_new] = channels_.try_emplace(cluster);
    if (is_new)
        position->second.oldest = current;
    return position->second.oldest;
}

std::vector<ObjectChange> WatchHub::since(const RecordKey& cluster, std::uint64_t version) const {
    std::vector<ObjectChange> changes;
    if (const auto channel = channels_.find(cluster); channel != channels_.end())
        std::ranges::copy_if(channel->second.history, std::back_inserter(changes),
                             [&](const ObjectChange& change) { return change.version > version; });
    return changes;
}

void WatchHub::forget(const RecordKey& cluster) {
    channels_.erase(cluster);
}

}  // namespace inland::emulator::cluster
