// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/cluster/api/resource_types.h"
#include "emulator/store.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>

namespace inland::emulator::cluster {

/// What happened to an object. `object` is its new state (the last one when it was deleted),
/// `previous` the one before (null when it is new): a watch with a selector needs both.
struct ObjectChange {
    std::uint64_t version = 0;
    const ResourceType* type = nullptr;
    std::shared_ptr<const json::object> object;
    std::shared_ptr<const json::object> previous;
    bool deleted = false;
};

/// Tells watches what changes, and remembers the latest changes so that one may begin a little in
/// the past. One per World (World::part), I/O thread only. In memory: watches end with the process,
/// and what was before it is too old, as after the compaction of an etcd.
class WatchHub {
  public:
    using Listener = std::function<void(const ObjectChange&)>;
    using Ticket = std::uint64_t;

    void publish(const RecordKey& cluster, ObjectChange change);
    /// `listener` is called for every change until unsubscribe(), which it may call itself.
    Ticket subscribe(const RecordKey& cluster, Listener listener);
    void unsubscribe(const RecordKey& cluster, Ticket ticket);
    /// The oldest version after which every change is remembered; `current` is the cluster's
    /// version now, for one that has no history yet.
    std::uint64_t oldest(const RecordKey& cluster, std::uint64_t current);
    /// The remembered changes after `version`, in order.
    std::vector<ObjectChange> since(const RecordKey& cluster, std::uint64_t version) const;
    /// Drops the cluster's watches and history.
    void forget(const RecordKey& cluster);
    /// Drops those of every cluster.
    void forget_all() { channels_.clear(); }

  private:
    struct Channel {
        std::uint64_t oldest = 0;
        std::deque<ObjectChange> history;
        std::map<Ticket, Listener> listeners;
    };

    std::map<RecordKey, Channel> channels_;
    Ticket last_ticket_ = 0;
};

}  // namespace inland::emulator::cluster
