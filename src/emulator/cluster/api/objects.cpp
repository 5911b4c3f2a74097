// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/objects.h"

#include "core/clock.h"
#include "core/crypto.h"
#include "emulator/cluster/api/custom_types.h"
#include "emulator/cluster/api/names.h"
#include "emulator/cluster/api/status.h"
#include "emulator/cluster/api/watch_hub.h"
#include "emulator/services/members.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view counter_kind = "inland:kubernetes";

RecordKey counter_key(const RecordKey& cluster) {
    return {cluster.scope, std::string(counter_kind), cluster.id};
}

std::string kind_of(const ResourceType& type) {
    return "kube:" + type.qualified_name();
}

/// Random, version 4 (RFC 9562).
std::string new_uid() {
    const auto digits = random_text(32);
    return fmt::format("{}-{}-4{}-a{}-{}", digits.substr(0, 8), digits.substr(8, 4),
                       digits.substr(13, 3), digits.substr(17, 3), digits.substr(20, 12));
}

bool is_owned_by(const json::object& object, std::string_view uid) {
    for (const auto& owner : find_array(object, "metadata.ownerReferences"))
        if (find_string(owner, "uid") == uid)
            return true;
    return false;
}

/// A namespace's own finalizer is in its spec, and not counted: its content goes at once.
bool has_finalizers(const json::object& object) {
    return !find_array(object, "metadata.finalizers").empty();
}

/// Whether both have the same members with the same values, but for `left_out`.
bool same_members(const json::object& left, const json::object& right, std::string_view left_out) {
    const auto count = [&](const json::object& object) {
        return object.size() - (object.contains(left_out) ? 1U : 0U);
    };
    return count(left) == count(right) && std::ranges::all_of(left, [&](const auto& member) {
               if (member.key() == left_out)
                   return true;
               const auto* other = right.if_contains(member.key());
               return other != nullptr && *other == member.value();
           });
}

/// Equal but for the version, which every write changes. Asked at every change of a controller's:
/// nothing is copied.
bool says_the_same(const json::object& left, const json::object& right) {
    return same_members(left, right, "metadata") &&
           same_members(find_object(left, "metadata"), find_object(right, "metadata"),
                        "resourceVersion");
}

}  // namespace

std::uint64_t Objects::version() const {
    const auto* counter = world_->store().find(counter_key(cluster_));
    return counter == nullptr
               ? 1
               : static_cast<std::uint64_t>(find_int(*counter, "resourceVersion").value_or(1));
}

std::uint64_t Objects::next_version() {
    const auto next = version() + 1;
    world_->store().put(counter_key(cluster_), {{"resourceVersion", next}});
    return next;
}

RecordKey Objects::key_of(const ResourceType& type, std::string_view name_space,
                          std::string_view name) const {
    return {cluster_.scope, kind_of(type), fmt::format("{}/{}/{}", cluster_.id, name_space, name)};
}

const json::object* Objects::find(const ResourceType& type, std::string_view name_space,
                                  std::string_view name) const {
    return world_->store().find(key_of(type, name_space, name));
}

std::vector<const json::object*> Objects::list(const ResourceType& type,
                                               std::string_view name_space) const {
    const auto prefix = name_space.empty() ? fmt::format("{}/", cluster_.id)
                                           : fmt::format("{}/{}/", cluster_.id, name_space);
    std::vector<const json::object*> objects;
    for (const auto& [id, object] : world_->store().list(cluster_.scope, kind_of(type)))
        if (id.starts_with(prefix))
            objects.push_back(object);
    return objects;
}

Result<json::object> Objects::create(const ResourceType& type, json::object object) {
    auto& metadata = metadata_in(object);
    if (!metadata.contains("name") && metadata.contains("generateName"))
        metadata["name"] = string_or_empty(metadata, "generateName") +
                           random_text(5, "bcdfghjklmnpqrstvwxz2456789");
    TRY_VOID(check_names(type, object));
    const auto name = name_of(object);
    const auto name_space = namespace_of(object);
    if (type.namespaced && find(type_of("", "namespaces"), "", name_space) == nullptr)
        return std::unexpected(not_found(type_of("", "namespaces"), name_space));
    if (find(type, name_space, name) != nullptr)
        return std::unexpected(already_exists(type, name));
    metadata["uid"] = new_uid();
    metadata["creationTimestamp"] = iso8601(world_->now());
    write(type, object, nullptr);
    return object;
}

Result<json::object> Objects::update(const ResourceType& type, json::object object) {
    TRY_VOID(check_names(type, object));
    const auto name = name_of(object);
    const auto* stored = find(type, namespace_of(object), name);
    if (stored == nullptr)
        return std::unexpected(not_found(type, name));
    const auto previous = *stored;
    auto& metadata = metadata_in(object);
    const auto& server_side = previous.at("metadata").as_object();
    const auto asked = find_string(metadata, "resourceVersion").value_or("");
    if (!asked.empty() && asked != string_or_empty(server_side, "resourceVersion"))
        return std::unexpected(conflict(type, name));
    for (const auto* member : {"uid", "creationTimestamp"})
        metadata[member] = string_or_empty(server_side, member);
    const bool is_marked = server_side.contains("deletionTimestamp");
    if (is_marked)
        metadata["deletionTimestamp"] = server_side.at("deletionTimestamp");
    if (is_marked && !has_finalizers(object) && !is_dry_run())
        return take_away(type, std::move(object), Dependents::Deleted);
    if (says_the_same(object, previous))
        return previous;
    write(type, object, &previous);
    return object;
}

Result<json::object> Objects::erase(const ResourceType& type, std::string_view name_space,
                                    std::string_view name, Dependents dependents) {
    const auto* stored = find(type, name_space, name);
    if (stored == nullptr)
        return std::unexpected(not_found(type, name));
    auto object = *stored;
    if (is_dry_run())
        return object;
    if (!has_finalizers(object))
        return take_away(type, std::move(object), dependents);
    const auto previous = object;
    if (find_object(object, "metadata").contains("deletionTimestamp"))
        return object;
    metadata_in(object)["deletionTimestamp"] = iso8601(world_->now());
    metadata_in(object)["deletionGracePeriodSeconds"] = 0;
    write(type, object, &previous);
    return object;
}

json::object Objects::take_away(const ResourceType& type, json::object object,
                                Dependents dependents) {
    if (&type == &type_of("apiextensions.k8s.io", "customresourcedefinitions"))
        erase_resources_of(object);
    const auto name = name_of(object);
    const auto previous = std::make_shared<const json::object>(object);
    world_->store().erase(key_of(type, namespace_of(object), name));
    const auto version = next_version();
    metadata_in(object)["resourceVersion"] = std::to_string(version);
    world_->part<WatchHub>().publish(
        cluster_, {version, &type, std::make_shared<const json::object>(object), previous, true});
    settle_dependents(string_or_empty(object, "metadata.uid"), dependents);
    if (&type == &type_of("", "namespaces"))
        erase_namespace_content(name);
    return object;
}

void Objects::write(const ResourceType& type, json::object& object, const json::object* previous) {
    object["apiVersion"] = type.api_version();
    object["kind"] = type.kind;
    if (is_dry_run())
        return;
    const auto version = next_version();
    metadata_in(object)["resourceVersion"] = std::to_string(version);
    world_->store().put(key_of(type, namespace_of(object), name_of(object)), object);
    world_->part<WatchHub>().publish(
        cluster_,
        {version, &type, std::make_shared<const json::object>(object),
         previous == nullptr ? nullptr : std::make_shared<const json::object>(*previous), false});
}

void Objects::settle_dependents(const std::string& uid, Dependents dependents) {
    struct Dependent {
        const ResourceType* type;
        std::string name_space, name;
    };
    std::vector<Dependent> found;
    for (const auto* type : stored_types(*world_, cluster_))
        for (const auto* object : list(*type))
            if (is_owned_by(*object, uid))
                found.push_back({type, namespace_of(*object), name_of(*object)});
    for (const auto& dependent : found) {
        if (dependents == Dependents::Deleted)
            remove(*dependent.type, dependent.name_space, dependent.name);
        else
            change(*dependent.type, dependent.name_space, dependent.name,
                   [&](json::object& object) {
                       erase_where(list_in(metadata_in(object), "ownerReferences"), "uid", uid);
                   });
    }
}

void Objects::erase_namespace_content(std::string_view name_space) {
    for (const auto* type : stored_types(*world_, cluster_)) {
        std::vector<std::string> names;
        if (type->namespaced)
            for (const auto* object : list(*type, name_space))
                names.push_back(name_of(*object));
        for (const auto& name : names)
            remove(*type, name_space, name);
    }
}

void Objects::erase_resources_of(const json::object& definition) {
    const auto name = name_of(definition);
    for (const auto* type : stored_types(*world_, cluster_)) {
        if (type->definition == nullptr || type->qualified_name() != name)
            continue;
        std::vector<json::object> doomed;
        for (const auto* object : list(*type))
            doomed.push_back(*object);
        for (const auto& object : doomed)
            remove(*type, namespace_of(object), name_of(object));
    }
}

void Objects::change(const ResourceType& type, std::string_view name_space, std::string_view name,
                     const std::function<void(json::object&)>& change) {
    if (const auto* stored = find(type, name_space, name)) {
        auto object = *stored;
        change(object);
        (void)update(type, std::move(object));
    }
}

void Objects::ensure(const ResourceType& type, json::object object) {
    if (find(type, namespace_of(object), name_of(object)) == nullptr)
        (void)create(type, std::move(object));
}

void Objects::remove(const ResourceType& type, std::string_view name_space, std::string_view name) {
    (void)erase(type, name_space, name);
}

void Objects::clear() {
    for (const auto* type : stored_types(*world_, cluster_))
        for (const auto* object : list(*type))
            world_->store().erase(key_of(*type, namespace_of(*object), name_of(*object)));
    world_->store().erase(counter_key(cluster_));
    world_->part<WatchHub>().forget(cluster_);
}

std::string namespace_of(const json::object& object) {
    return string_or_empty(object, "metadata.namespace");
}

std::string name_of(const json::object& object) {
    return string_or_empty(object, "metadata.name");
}

json::object& metadata_in(json::object& object) {
    return object_in(object, "metadata");
}

}  // namespace inland::emulator::cluster
