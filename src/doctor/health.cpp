// SPDX-License-Identifier: Apache-2.0
// What EKS itself says of the cluster, its node groups and its add-ons.
#include "doctor/rounds.h"

#include <array>

#include <fmt/format.h>

namespace inland::doctor {

namespace {

void add_issues(const Round& round, const std::string& resource, const json::value& document) {
    for (const auto& issue : find_array(document, "health.issues"))
        round.add(knowledge::SeenIn::Health, resource,
                  fmt::format("{}: {}", string_or_empty(issue, "code"),
                              string_or_empty(issue, "message")));
}

/// How a kind of part that hangs on the cluster is listed and described.
struct PartList {
    std::string_view list;
    std::string_view names;
    std::string_view describe;
    std::string_view name_member;
    std::string_view document;
    std::string_view type;
};

constexpr std::array<PartList, 2> parts = {{
    {"ListNodegroups", "nodegroups", "DescribeNodegroup", "nodegroupName", "nodegroup",
     "node-group"},
    {"ListAddons", "addons", "DescribeAddon", "addonName", "addon", "addon"},
}};

Result<void> read_parts(const Round& round, const PartList& part) {
    const auto names =
        TRY(round.list("eks", part.list, part.names, {{"clusterName", round.cluster}}));
    for (const auto& name : names) {
        const auto answer = TRY(round.call(
            "eks", part.describe, {{"clusterName", round.cluster}, {part.name_member, name}}));
        const json::value document = find_object(answer, part.document);
        add_issues(round, fmt::format("{}/{}", part.type, std::string_view(name.as_string())),
                   document);
    }
    return {};
}

}  // namespace

Result<void> read_health(const Round& round) {
    const auto answer = TRY(round.call("eks", "DescribeCluster", {{"name", round.cluster}}));
    const json::value cluster = find_object(answer, "cluster");
    add_issues(round, "cluster/" + round.cluster, cluster);
    for (const auto& part : parts)
        TRY_VOID(read_parts(round, part));
    return {};
}

}  // namespace inland::doctor
