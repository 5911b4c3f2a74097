// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/custom_definitions.h"

#include "core/clock.h"
#include "emulator/cluster/workloads/defaults.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/services/members.h"

#include <algorithm>

namespace inland::emulator::cluster {

namespace {

std::string lower_case(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

json::array stored_versions(const json::object& spec) {
    json::array names;
    for (const auto& version : list_of(spec, "versions"))
        if (find_bool(version, "storage").value_or(false))
            names.emplace_back(string_or_empty(version, "name"));
    return names;
}

}  // namespace

void start_definition(Objects& objects, json::object& definition) {
    auto& spec = object_in(definition, "spec");
    set_if_missing(spec, "conversion", json::object{{"strategy", "None"}});
    auto& names = object_in(spec, "names");
    const auto kind = string_or_empty(names, "kind");
    set_if_missing(names, "singular", json::value(lower_case(kind)));
    set_if_missing(names, "listKind", json::value(kind + "List"));
    definition["status"] = json::object{{"acceptedNames", json::object(names)},
                                        {"storedVersions", stored_versions(spec)}};
    const auto now = objects.world().now();
    set_condition(definition,
                  {{"type", "NamesAccepted"},
                   {"status", "True"},
                   {"reason", "NoConflicts"},
                   {"message", "no conflicts found"}},
                  now);
    set_condition(definition,
                  {{"type", "Established"},
                   {"status", "True"},
                   {"reason", "InitialNamesAccepted"},
                   {"message", "the initial names have been accepted"}},
                  now);
}

}  // namespace inland::emulator::cluster
