// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "emulator/scheduler.h"
#include "emulator/services/ram/shared_records.h"
#include "emulator/store.h"
#include "emulator/workers.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <typeindex>

namespace inland::knowledge {
struct Tables;
}

namespace inland::emulator {

/// Everything that a service's handler may touch: the records, what happens later, emulated time
/// and the facts. One per emulator; I/O thread only.
class World {
  public:
    World(const knowledge::Tables& tables, Clock& emulated_clock)
        : tables_(tables), clock_(emulated_clock), scheduler_(store_) {
        store_.share_by(shared_records);
    }
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    [[nodiscard]] Store& store() { return store_; }
    [[nodiscard]] const Store& store() const { return store_; }
    [[nodiscard]] Scheduler& scheduler() { return scheduler_; }
    [[nodiscard]] const knowledge::Tables& tables() const { return tables_; }
    /// Emulated time, at the speed that the server was started with.
    [[nodiscard]] TimePoint now() const { return clock_.now(); }
    /// Runs `event` after an emulated duration.
    void after(Duration delay, std::string_view event, json::object payload,
               Jump jump = Jump::Yes) {
        scheduler_.schedule(now() + delay, event, std::move(payload), jump);
    }
    /// Where long work goes; at once on this thread until a server gives it threads.
    [[nodiscard]] Workers& workers() { return workers_ == nullptr ? inline_workers_ : *workers_; }
    void use_workers(Workers* workers) { workers_ = workers; }
    /// What a room keeps in memory beside the records (watches, caches): one Part per World, made
    /// at its first use.
    template <typename Part>
    [[nodiscard]] Part& part() {
        auto& slot = parts_[typeid(Part)];
        if (slot == nullptr)
            slot = std::make_shared<Part>();
        return *static_cast<Part*>(slot.get());
    }
    /// An id of AWS's form: "vpc-" and 17 hexadecimal digits; never given twice.
    std::string new_id(std::string_view prefix);

  private:
    const knowledge::Tables& tables_;
    Clock& clock_;
    Store store_;
    Scheduler scheduler_;
    InlineWorkers inline_workers_{*this};
    Workers* workers_ = nullptr;
    std::map<std::type_index, std::shared_ptr<void>> parts_;
};

}  // namespace inland::emulator
