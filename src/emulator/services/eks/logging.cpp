// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/eks/logging.h"

#include "emulator/services/logs/group.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator {

json::object cluster_logging(const json::object& asked) {
    constexpr std::array<std::string_view, 5> types{"api", "audit", "authenticator",
                                                    "controllerManager", "scheduler"};
    json::array enabled;
    json::array disabled;
    for (const auto type : types) {
        bool on = false;
        for (const auto& row : list_of(asked, "clusterLogging"))
            if (contains(list_of(row.as_object(), "types"), type))
                on = flag_of(row.as_object(), "enabled");
        (on ? enabled : disabled).emplace_back(type);
    }
    json::array rows;
    if (!enabled.empty())
        rows.push_back(json::object{{"types", std::move(enabled)}, {"enabled", true}});
    if (!disabled.empty())
        rows.push_back(json::object{{"types", std::move(disabled)}, {"enabled", false}});
    return {{"clusterLogging", std::move(rows)}};
}

void ensure_log_group(World& world, const RecordKey& key) {
    const auto* cluster = world.store().find(key);
    if (cluster == nullptr)
        return;
    const auto& rows = list_of(object_of(*cluster, "logging"), "clusterLogging");
    if (!rows.empty() && flag_of(rows.front().as_object(), "enabled"))
        make_log_group(world, key.scope, fmt::format("/aws/eks/{}/cluster", key.id),
                       json::object());
}

}  // namespace inland::emulator
