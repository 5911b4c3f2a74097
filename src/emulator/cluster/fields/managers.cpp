// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/fields/managers.h"

#include "emulator/cluster/api/objects.h"
#include "emulator/cluster/fields/typed_value.h"
#include "emulator/services/members.h"

#include <algorithm>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view managers_member = "managedFields";

/// [{}] asks to forget all managers.
bool asks_for_reset(const json::object& object) {
    const auto& entries = find_array(object, "metadata.managedFields");
    return entries.size() == 1 && entries[0].is_object() && entries[0].get_object().empty();
}

FieldManagers first_known(const json::object& object, const json::object* live) {
    if (asks_for_reset(object))
        return {};
    auto managers = managers_of(object);
    return managers.empty() && live != nullptr ? managers_of(*live) : managers;
}

FieldManager& entry_of(FieldManagers& managers, const Writer& writer) {
    const auto found =
        std::ranges::find_if(managers, [&](const FieldManager& each) { return each.is(writer); });
    if (found != managers.end())
        return *found;
    return managers.emplace_back(FieldManager{writer.manager,
                                              std::string(writer.operation),
                                              writer.api_version,
                                              writer.subresource,
                                              "",
                                              {}});
}

}  // namespace

bool FieldManager::is(const Writer& writer) const {
    return manager == writer.manager && operation == writer.operation &&
           api_version == writer.api_version && subresource == writer.subresource;
}

FieldManagers managers_of(const json::object& object) {
    FieldManagers managers;
    for (const auto& entry : find_array(object, "metadata.managedFields")) {
        if (!entry.is_object() || find_string(entry, "operation").value_or("").empty())
            continue;
        managers.push_back({string_or_empty(entry, "manager"), string_or_empty(entry, "operation"),
                            string_or_empty(entry, "apiVersion"),
                            string_or_empty(entry, "subresource"), string_or_empty(entry, "time"),
                            read_fields(find_object(entry, "fieldsV1"))});
    }
    return managers;
}

void set_managers(json::object& object, const FieldManagers& managers) {
    json::array entries;
    for (const auto& each : managers) {
        if (each.fields.below.empty())
            continue;
        json::object entry{
            {"manager", each.manager},        {"operation", each.operation},
            {"apiVersion", each.api_version}, {"time", each.time},
            {"fieldsType", "FieldsV1"},       {"fieldsV1", fields_document(each.fields)}};
        if (!each.subresource.empty())
            entry["subresource"] = each.subresource;
        entries.push_back(std::move(entry));
    }
    if (entries.empty())
        metadata_in(object).erase(managers_member);
    else
        metadata_in(object)[managers_member] = std::move(entries);
}

void own_changes(json::object& object, const json::object* live, const Writer& writer,
                 const json::object* schema, TimePoint now) {
    auto managers = first_known(object, live);
    const json::value before =
        live == nullptr ? json::value(json::object{}) : json::value(ownable_part(*live));
    const auto found = difference(before, json::value(ownable_part(object)), schema);
    for (auto& each : managers) {
        if (!each.is(writer))
            each.fields = without(each.fields, found.changed);
        each.fields = without(each.fields, found.removed);
    }
    if (!found.changed.empty() || !found.removed.empty()) {
        auto& own = entry_of(managers, writer);
        own.fields = united(std::move(own.fields), found.changed);
        own.time = iso8601(now);
    }
    set_managers(object, managers);
}

json::object ownable_part(json::object object) {
    for (const auto* member : {"apiVersion", "kind"})
        object.erase(member);
    if (auto* metadata = object.if_contains("metadata");
        metadata != nullptr && metadata->is_object())
        for (const auto* member : {"name", "namespace", "creationTimestamp", "selfLink", "uid",
                                   "generation", "managedFields", "resourceVersion",
                                   "deletionTimestamp", "deletionGracePeriodSeconds"})
            metadata->get_object().erase(member);
    if (find_object(object, "metadata").empty())
        object.erase("metadata");
    return object;
}

}  // namespace inland::emulator::cluster
