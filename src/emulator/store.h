// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator {

/// Whose resources: an account's in one Region ("" for global services such as IAM).
struct Scope {
    std::string account;
    std::string region;
    auto operator<=>(const Scope&) const = default;
};

/// Names one record: `kind` is "service:resource" ("ec2:vpc", "eks:cluster").
struct RecordKey {
    Scope scope;
    std::string kind;
    std::string id;
    auto operator<=>(const RecordKey&) const = default;
};

/// What one turn of the I/O loop changed, in order; an erased record has no document.
struct Change {
    RecordKey key;
    std::optional<json::object> document;
};

/// What scopes see of others' records: the key by which a scope sees one, and the record's own.
using Visits = std::map<RecordKey, RecordKey>;

class Store;
/// Finds what is shared: pure, and true of the records as they are.
using FindVisits = Visits (*)(const Store&);

/// All of the emulated AWS: records that hold AWS's own wire documents (members named as in the
/// service model, so that a describe answer is a projection) plus members that start with '_',
/// which no answer shows. In memory, owned and touched by the I/O thread only. The journal takes
/// each turn's changes before the answers are sent, so what was answered survives a kill.
class Store {
  public:
    /// The record's document, or nullptr; that of another account which it shares with this one is
    /// found too. Invalidated by erase of that record only.
    [[nodiscard]] const json::object* find(const RecordKey& key) const;
    /// Whose record `key` shows: itself, unless it is another account's that is shared.
    [[nodiscard]] RecordKey owned(const RecordKey& key) const;
    /// How records are shared; by default none is.
    void share_by(FindVisits find_visits) { find_visits_ = find_visits; }
    /// Creates or replaces. Only its own scope changes a record.
    void put(const RecordKey& key, json::object document);
    /// Changes a record in place through `change` and notes it; false when there is none.
    bool update(const RecordKey& key, const std::function<void(json::object&)>& change);
    bool erase(const RecordKey& key);
    /// All records of a kind that a scope sees, by id.
    [[nodiscard]] std::vector<std::pair<std::string, const json::object*>> list(
        const Scope& scope, std::string_view kind) const;
    /// All records of a kind in every scope.
    [[nodiscard]] std::vector<std::pair<RecordKey, const json::object*>> list_everywhere(
        std::string_view kind) const;
    /// The scope's own record of that kind with the smallest id, or nullptr.
    [[nodiscard]] const std::pair<const RecordKey, json::object>* first(
        const Scope& scope, std::string_view kind) const;
    /// Every record there is, by key: snapshots, counts and compaction.
    [[nodiscard]] const std::map<RecordKey, json::object>& records() const { return records_; }

    /// Grows with every change: caches and snapshots compare it.
    [[nodiscard]] std::uint64_t version() const { return version_; }
    /// The changes since the last call.
    [[nodiscard]] std::vector<Change> take_changes();
    /// Whether take_changes would return any.
    [[nodiscard]] bool has_changes() const { return !changes_.empty(); }
    /// A copy that no longer changes and that any thread may read; made once per version.
    [[nodiscard]] std::shared_ptr<const Store> snapshot() const;
    /// Forgets every record, as an account that is new.
    void clear();
    /// Begins with what a journal kept; notes no changes.
    void restore(std::map<RecordKey, json::object> records);

  private:
    void note(const RecordKey& key, std::optional<json::object> document);
    const Visits& visits() const;

    std::map<RecordKey, json::object> records_;
    std::vector<Change> changes_;
    std::uint64_t version_ = 0;
    mutable std::shared_ptr<const Store> snapshot_;
    FindVisits find_visits_ = nullptr;
    mutable Visits visits_;
    mutable std::uint64_t visits_version_ = 0;
};

}  // namespace inland::emulator
