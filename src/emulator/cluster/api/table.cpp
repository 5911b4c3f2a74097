// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/table.h"

#include "emulator/cluster/api/custom_columns.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

json::object definition_of(const Column& column) {
    return {{"name", column.name},
            {"type", column.type},
            {"format", column.format},
            {"description", ""},
            {"priority", column.priority}};
}

json::value included(const json::object& object, IncludeObject include) {
    if (include == IncludeObject::None)
        return nullptr;
    if (include == IncludeObject::Object)
        return object;
    return json::object{{"kind", "PartialObjectMetadata"},
                        {"apiVersion", "meta.k8s.io/v1"},
                        {"metadata", find_object(object, "metadata")}};
}

json::array cells_of(const ResourceType& type, const json::object& object, TimePoint now) {
    if (type.definition != nullptr)
        return custom_cells(type, object, now);
    json::array cells;
    for (const auto& column : columns_of(type))
        cells.push_back(column.cell(object, now));
    return cells;
}

json::array definitions_of(const ResourceType& type) {
    if (type.definition != nullptr)
        return custom_column_definitions(type);
    json::array definitions;
    for (const auto& column : columns_of(type))
        definitions.push_back(definition_of(column));
    return definitions;
}

json::object row_of(const ResourceType& type, const json::object& object,
                    const TableOptions& options) {
    return {{"cells", cells_of(type, object, options.now)},
            {"object", included(object, options.include)}};
}

/// A unit with a smaller one beside it: "5d2h". Above `coarse_from` of the unit it stands alone.
struct AgeForm {
    long long below_seconds;
    long long unit;
    char unit_letter;
    long long rest_unit;  ///< 0: no second part
    char rest_letter;
};
constexpr long long minute = 60;
constexpr long long hour = 60 * minute;
constexpr long long day = 24 * hour;
constexpr long long year = 365 * day;
constexpr std::array age_forms{
    AgeForm{2 * minute, 1, 's', 0, 0},    AgeForm{10 * minute, minute, 'm', 1, 's'},
    AgeForm{3 * hour, minute, 'm', 0, 0}, AgeForm{8 * hour, hour, 'h', minute, 'm'},
    AgeForm{2 * day, hour, 'h', 0, 0},    AgeForm{8 * day, day, 'd', hour, 'h'},
    AgeForm{2 * year, day, 'd', 0, 0},    AgeForm{8 * year, year, 'y', day, 'd'}};

}  // namespace

json::object table_of(const ResourceType& type, const std::vector<const json::object*>& objects,
                      const TableOptions& options) {
    auto definitions = options.with_definitions ? definitions_of(type) : json::array{};
    json::array rows;
    for (const auto* object : objects)
        rows.push_back(row_of(type, *object, options));
    return {{"kind", "Table"},
            {"apiVersion", "meta.k8s.io/v1"},
            {"metadata", json::object{}},
            {"columnDefinitions", std::move(definitions)},
            {"rows", std::move(rows)}};
}

std::string human_duration(Duration duration) {
    const long long seconds = std::chrono::duration_cast<std::chrono::seconds>(duration).count();
    if (seconds < -1)
        return "<invalid>";
    if (seconds <= 0)
        return "0s";
    for (const auto& form : age_forms) {
        if (seconds >= form.below_seconds)
            continue;
        const auto rest = form.rest_unit == 0 ? 0 : seconds % form.unit / form.rest_unit;
        return rest == 0 ? fmt::format("{}{}", seconds / form.unit, form.unit_letter)
                         : fmt::format("{}{}{}{}", seconds / form.unit, form.unit_letter, rest,
                                       form.rest_letter);
    }
    return fmt::format("{}y", seconds / year);
}

}  // namespace inland::emulator::cluster
