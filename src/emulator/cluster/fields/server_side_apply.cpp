// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/fields/server_side_apply.h"

#include "emulator/cluster/api/objects.h"
#include "emulator/cluster/fields/typed_value.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

/// As apimachinery's managedfields/internal/conflict.go prints one.
std::string printed(const FieldManager& manager) {
    auto text = fmt::format("\"{}\"", manager.manager);
    if (!manager.subresource.empty())
        text += fmt::format(" with subresource \"{}\"", manager.subresource);
    if (manager.operation != update_operation)
        return text;
    text += " using " + manager.api_version;
    return manager.time.empty() ? text : fmt::format("{} at {}", text, manager.time);
}

/// An object that nobody ever owned is, at its first apply, all of "before-first-apply".
FieldManagers known_managers(const json::object& live, const Writer& writer,
                             const json::object* schema, TimePoint now) {
    auto managers = managers_of(live);
    if (managers.empty() && !live.empty())
        managers.push_back({"before-first-apply", std::string(update_operation), writer.api_version,
                            "", iso8601(now), fields_of(ownable_part(live), schema)});
    return managers;
}

/// What all but the writer own, and what he says now.
FieldSet kept_fields(const FieldManagers& managers, const Writer& writer, FieldSet applied) {
    for (const auto& each : managers)
        if (!each.is(writer))
            applied = united(std::move(applied), each.fields);
    return applied;
}

FieldSet owned_by(const FieldManagers& managers, const Writer& writer) {
    const auto found =
        std::ranges::find_if(managers, [&](const FieldManager& each) { return each.is(writer); });
    return found == managers.end() ? FieldSet{} : found->fields;
}

std::vector<FieldConflict> conflicts_of(const FieldManagers& managers, const Writer& writer,
                                        const FieldSet& changed) {
    std::vector<FieldConflict> conflicts;
    for (const auto& each : managers) {
        if (each.is(writer))
            continue;
        for (auto& path : member_paths(intersected(each.fields, changed)))
            conflicts.push_back({printed(each), std::move(path)});
    }
    return conflicts;
}

void take_over(FieldManagers& managers, const Writer& writer, FieldSet applied,
               const Difference& found, TimePoint now) {
    const auto previous = owned_by(managers, writer);
    for (auto& each : managers)
        each.fields = without(without(each.fields, found.removed),
                              each.is(writer) ? FieldSet{} : found.changed);
    auto own =
        std::ranges::find_if(managers, [&](const FieldManager& each) { return each.is(writer); });
    if (own == managers.end())
        own = managers.insert(managers.begin(), FieldManager{writer.manager,
                                                             std::string(writer.operation),
                                                             writer.api_version,
                                                             writer.subresource,
                                                             "",
                                                             {}});
    const bool is_same = previous == applied && found.changed.empty() && found.removed.empty();
    if (!is_same || own->time.empty())
        own->time = iso8601(now);
    own->fields = std::move(applied);
}

}  // namespace

Applied apply_configuration(const json::object& live, json::object config, const Writer& writer,
                            const json::object* schema, Force force, TimePoint now) {
    auto managers = known_managers(live, writer, schema, now);
    auto applied = fields_of(ownable_part(config), schema);
    const auto surplus = without(owned_by(managers, writer), applied);
    const auto kept = kept_fields(managers, writer, applied);
    const auto laid_over = merged(live, json::value(std::move(config)), schema);
    auto result = removed_from(laid_over, without(surplus, kept), kept, schema);
    auto object = result.is_object() ? result.get_object() : json::object{};
    const auto found =
        difference(json::value(ownable_part(live)), json::value(ownable_part(object)), schema);
    auto conflicts = conflicts_of(managers, writer, found.changed);
    if (force == Force::Yes)
        conflicts.clear();
    take_over(managers, writer, std::move(applied), found, now);
    set_managers(object, managers);
    return {std::move(object), std::move(conflicts)};
}

std::string conflict_message(const std::vector<FieldConflict>& conflicts) {
    if (conflicts.size() == 1)
        return fmt::format("Apply failed with 1 conflict: conflict with {}: {}",
                           conflicts[0].manager, conflicts[0].path);
    std::map<std::string, std::string> by_manager;
    for (const auto& conflict : conflicts)
        by_manager[conflict.manager] += "\n- " + conflict.path;
    std::string text;
    for (const auto& [manager, paths] : by_manager)
        text += fmt::format("{}conflicts with {}:{}", text.empty() ? "" : "\n", manager, paths);
    return fmt::format("Apply failed with {} conflicts: {}", conflicts.size(), text);
}

}  // namespace inland::emulator::cluster
