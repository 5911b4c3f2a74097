// SPDX-License-Identifier: Apache-2.0
#include "emulator/store.h"

#include <algorithm>
#include <utility>

namespace inland::emulator {

const json::object* Store::find(const RecordKey& key) const {
    auto found = records_.find(key);
    if (found == records_.end())
        found = records_.find(owned(key));
    return found == records_.end() ? nullptr : &found->second;
}

RecordKey Store::owned(const RecordKey& key) const {
    const auto& known = visits();
    const auto visit = known.find(key);
    return visit == known.end() ? key : visit->second;
}

void Store::put(const RecordKey& key, json::object document) {
    note(key, document);
    records_.insert_or_assign(key, std::move(document));
}

bool Store::update(const RecordKey& key, const std::function<void(json::object&)>& change) {
    const auto found = records_.find(key);
    if (found == records_.end())
        return false;
    change(found->second);
    note(key, found->second);
    return true;
}

bool Store::erase(const RecordKey& key) {
    if (records_.erase(key) == 0)
        return false;
    note(key, std::nullopt);
    return true;
}

std::vector<std::pair<std::string, const json::object*>> Store::list(const Scope& scope,
                                                                     std::string_view kind) const {
    std::vector<std::pair<std::string, const json::object*>> found;
    for (auto record = records_.lower_bound({scope, std::string(kind), ""});
         record != records_.end() && record->first.scope == scope && record->first.kind == kind;
         ++record)
        found.emplace_back(record->first.id, &record->second);
    const auto own = found.size();
    const auto& known = visits();
    for (auto visit = known.lower_bound({scope, std::string(kind), ""});
         visit != known.end() && visit->first.scope == scope && visit->first.kind == kind; ++visit)
        if (const auto record = records_.find(visit->second); record != records_.end())
            found.emplace_back(visit->first.id, &record->second);
    if (found.size() != own)
        std::ranges::sort(found, {}, [](const auto& entry) { return entry.first; });
    return found;
}

std::vector<std::pair<RecordKey, const json::object*>> Store::list_everywhere(
    std::string_view kind) const {
    std::vector<std::pair<RecordKey, const json::object*>> found;
    // From scope to scope: records are many, scopes few.
    for (auto record = records_.begin(); record != records_.end();) {
        const Scope scope = record->first.scope;
        for (auto match = records_.lower_bound({scope, std::string(kind), ""});
             match != records_.end() && match->first.scope == scope && match->first.kind == kind;
             ++match)
            found.emplace_back(match->first, &match->second);
        record = records_.lower_bound({{scope.account, scope.region + '\0'}, "", ""});
    }
    return found;
}

const std::pair<const RecordKey, json::object>* Store::first(const Scope& scope,
                                                             std::string_view kind) const {
    const auto found = records_.lower_bound({scope, std::string(kind), ""});
    if (found == records_.end() || found->first.scope != scope || found->first.kind != kind)
        return nullptr;
    return &*found;
}

std::vector<Change> Store::take_changes() {
    return std::exchange(changes_, {});
}

std::shared_ptr<const Store> Store::snapshot() const {
    if (snapshot_ == nullptr || snapshot_->version_ != version_) {
        auto copy = std::make_shared<Store>();
        copy->records_ = records_;
        copy->version_ = version_;
        // Any thread may read the copy: what is shared is found now, not at the first question.
        copy->visits_ = visits();
        copy->visits_version_ = version_;
        snapshot_ = std::move(copy);
    }
    return snapshot_;
}

void Store::clear() {
    for (const auto& [key, document] : std::exchange(records_, {}))
        note(key, std::nullopt);
}

void Store::restore(std::map<RecordKey, json::object> records) {
    records_ = std::move(records);
    changes_.clear();
    ++version_;
}

const Visits& Store::visits() const {
    if (find_visits_ != nullptr && visits_version_ != version_) {
        visits_version_ = version_;
        visits_.clear();
        visits_ = find_visits_(*this);
    }
    return visits_;
}

void Store::note(const RecordKey& key, std::optional<json::object> document) {
    changes_.push_back({key, std::move(document)});
    ++version_;
}

}  // namespace inland::emulator
