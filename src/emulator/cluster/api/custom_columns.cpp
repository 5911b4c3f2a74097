// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/custom_columns.h"

#include "emulator/cluster/api/cells.h"
#include "emulator/cluster/api/json_path.h"
#include "emulator/cluster/api/objects.h"
#include "emulator/cluster/api/table.h"

namespace inland::emulator::cluster {

namespace {

const json::array& columns_of_definition(const ResourceType& type) {
    static const json::array age_alone{json::object{
        {"name", "Age"}, {"type", "date"}, {"jsonPath", ".metadata.creationTimestamp"}}};
    const auto& columns = find_array(*type.definition, "additionalPrinterColumns");
    return columns.empty() ? age_alone : columns;
}

/// Whether a value is of the column's type: others are left empty.
bool is_of(const json::value& value, std::string_view type) {
    return (type == "string") || (type == "integer" && value.is_number()) ||
           (type == "number" && value.is_number()) || (type == "boolean" && value.is_bool());
}

json::value cell_of(const json::value& column, const json::object& object, TimePoint now) {
    const auto path = string_or_empty(column, "jsonPath");
    const auto type = string_or_empty(column, "type");
    if (type == "date")
        return json::value(age_at(object, path.starts_with('.') ? path.substr(1) : path, now));
    const json::value document(object);
    const auto* value = at_json_path(document, path);
    if (value == nullptr || value->is_null() || !is_of(*value, type))
        return nullptr;
    if (type != "string" || value->is_string())
        return *value;
    return json::value(json::serialize(*value));
}

}  // namespace

json::array custom_column_definitions(const ResourceType& type) {
    json::array definitions{json::object{{"name", "Name"},
                                         {"type", "string"},
                                         {"format", "name"},
                                         {"description", ""},
                                         {"priority", 0}}};
    for (const auto& column : columns_of_definition(type))
        definitions.push_back(json::object{{"name", string_or_empty(column, "name")},
                                           {"type", string_or_empty(column, "type")},
                                           {"format", string_or_empty(column, "format")},
                                           {"description", string_or_empty(column, "description")},
                                           {"priority", find_int(column, "priority").value_or(0)}});
    return definitions;
}

json::array custom_cells(const ResourceType& type, const json::object& object, TimePoint now) {
    json::array cells{json::value(name_of(object))};
    for (const auto& column : columns_of_definition(type))
        cells.push_back(cell_of(column, object, now));
    return cells;
}

}  // namespace inland::emulator::cluster
