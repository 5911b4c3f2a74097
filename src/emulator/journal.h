// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "emulator/sqlite.h"
#include "emulator/store.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace inland::emulator {

/// What a state folder holds: the records, and where emulated time had come to.
struct SavedState {
    std::map<RecordKey, json::object> records;
    std::optional<TimePoint> emulated_now;
};

/// The emulator's memory on disk: a list of changes in `DIR/state.sqlite`, one transaction per turn
/// of the loop, compacted at start. What append() has taken survives a killed process; when the
/// machine itself fails, the last moments may be missing, the rest is whole. One process at a time.
/// I/O thread only.
class Journal {
  public:
    /// Makes the folder when there is none. Unavailable: another emulator uses it; InvalidInput:
    /// the file is damaged, not ours, or of a newer version.
    static Result<std::unique_ptr<Journal>> open(const std::filesystem::path& folder);

    /// Replays the changes and writes back what they came to.
    Result<SavedState> load();
    /// Either all of it or, on failure, nothing.
    Result<void> append(const std::vector<Change>& changes, TimePoint emulated_now);

  private:
    Journal(Sqlite database, Sqlite::Statement insert, Sqlite::Statement save_time,
            std::filesystem::path file)
        : database_(std::move(database)),
          insert_(std::move(insert)),
          save_time_(std::move(save_time)),
          file_(std::move(file)) {}

    Result<SavedState> replay();
    Result<void> compact(const std::map<RecordKey, json::object>& records);
    Result<void> insert(const RecordKey& key, const json::object* document);
    Result<void> insert_all(const std::vector<Change>& changes, TimePoint emulated_now);

    Sqlite database_;
    Sqlite::Statement insert_;
    Sqlite::Statement save_time_;
    std::filesystem::path file_;
};

}  // namespace inland::emulator
