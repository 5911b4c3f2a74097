// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/cluster/api/resource_types.h"
#include "emulator/world.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator::cluster {

/// Whether writes last: a dry run answers as if they did.
enum class Writes { Stored, DryRun };

/// What becomes of what a deleted object owns (propagationPolicy).
enum class Dependents { Deleted, Orphaned };

/// The Kubernetes objects of one cluster, kept as records of the store. One counter per cluster
/// numbers every change (resourceVersion); every change reaches the watches. A cheap view: make one
/// where it is needed. Failures are Kubernetes' own (status.h) and change nothing.
class Objects {
  public:
    Objects(World& world, RecordKey cluster, Writes writes = Writes::Stored)
        : world_(&world), cluster_(std::move(cluster)), writes_(writes) {}

    [[nodiscard]] World& world() const { return *world_; }
    [[nodiscard]] const RecordKey& cluster() const { return cluster_; }
    [[nodiscard]] bool is_dry_run() const { return writes_ == Writes::DryRun; }
    /// The number of the latest change.
    [[nodiscard]] std::uint64_t version() const;

    /// The object, or nullptr; until the next change.
    [[nodiscard]] const json::object* find(const ResourceType& type, std::string_view name_space,
                                           std::string_view name) const;
    /// By namespace and name; `name_space` "" means all.
    [[nodiscard]] std::vector<const json::object*> list(const ResourceType& type,
                                                        std::string_view name_space = {}) const;

    /// Adds apiVersion, kind, uid, creationTimestamp, resourceVersion, and a name after
    /// generateName.
    Result<json::object> create(const ResourceType& type, json::object object);
    /// Replaces an object; a resourceVersion that is not the latest is a conflict. What only the
    /// server says (uid, creationTimestamp) stays, and a replacement that changes nothing is none.
    Result<json::object> update(const ResourceType& type, json::object object);
    /// Deletes an object and what it owns; returns its last state. One with finalizers is only
    /// marked (deletionTimestamp), and goes with the update that takes the last of them away.
    Result<json::object> erase(const ResourceType& type, std::string_view name_space,
                               std::string_view name, Dependents dependents = Dependents::Deleted);

    /// For controllers: changes an object in place if it is there and `change` changes anything.
    void change(const ResourceType& type, std::string_view name_space, std::string_view name,
                const std::function<void(json::object&)>& change);
    /// For controllers: creates the object unless one of its name is there.
    void ensure(const ResourceType& type, json::object object);
    /// For controllers: deletes it if it is there.
    void remove(const ResourceType& type, std::string_view name_space, std::string_view name);
    /// Forgets every object, every watch and the counter.
    void clear();

  private:
    [[nodiscard]] RecordKey key_of(const ResourceType& type, std::string_view name_space,
                                   std::string_view name) const;
    std::uint64_t next_version();
    void write(const ResourceType& type, json::object& object, const json::object* previous);
    json::object take_away(const ResourceType& type, json::object object, Dependents dependents);
    void settle_dependents(const std::string& uid, Dependents dependents);
    void erase_namespace_content(std::string_view name_space);
    void erase_resources_of(const json::object& definition);

    World* world_;
    RecordKey cluster_;
    Writes writes_;
};

/// "default" in {"metadata": {"namespace": "default"}}; "" for none.
std::string namespace_of(const json::object& object);
std::string name_of(const json::object& object);
/// The metadata of an object, made when it is missing.
json::object& metadata_in(json::object& object);

}  // namespace inland::emulator::cluster
