// SPDX-License-Identifier: Apache-2.0
#include "render/status_text.h"

#include "render/text_table.h"

#include <fmt/format.h>

namespace inland::render {

namespace {

using deploy::ClusterStatus;
using deploy::NodeStatus;
using deploy::PartStatus;

/// As kubectl writes ages: the largest unit that says enough.
std::string age(const std::optional<TimePoint>& since, TimePoint now) {
    if (!since || *since > now)
        return "-";
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now - *since).count();
    if (seconds < 120)
        return fmt::format("{}s", seconds);
    if (seconds < 2 * 3600)
        return fmt::format("{}m", seconds / 60);
    return seconds < 48 * 3600 ? fmt::format("{}h", seconds / 3600)
                               : fmt::format("{}d", seconds / 86400);
}

TextRow part_row(const PartStatus& part, TimePoint now) {
    return {part.resource, part.state, age(part.since, now), part.detail};
}

std::string parts_text(std::string_view head, const std::vector<PartStatus>& parts, TimePoint now) {
    if (parts.empty())
        return {};
    std::vector<TextRow> rows{{std::string(head), "STATE", "AGE", ""}};
    for (const auto& part : parts)
        rows.push_back(part_row(part, now));
    return text_table(rows) + "\n";
}

/// The step at which a machine stands, in its own words.
std::string boot_text(const NodeStatus& node) {
    const auto* step = node.stopped_at();
    return step ? fmt::format("{}: {}", step->flow, step->detail) : std::string();
}

std::string nodes_text(const std::vector<NodeStatus>& nodes, TimePoint now) {
    if (nodes.empty())
        return {};
    std::vector<TextRow> rows{{"NODE", "STATE", "AGE", "GROUP", "ZONE", "STOPPED AT"}};
    for (const auto& node : nodes)
        rows.push_back({fmt::format("{} {}", node.instance_id, node.name), node.state,
                        age(node.launched, now), node.node_group, node.zone, boot_text(node)});
    return text_table(rows) + "\n";
}

std::string problems_text(const ClusterStatus& status, const Style& style) {
    std::string text;
    for (const auto& problem : status.problems) {
        text +=
            fmt::format("{} {}: {}\n", style(Tone::Bad, "wrong"), problem.resource, problem.what);
        if (!problem.remedy.empty())
            text += fmt::format("      {}\n", problem.remedy);
    }
    return text.empty() ? style(Tone::Good, "nothing is wrong") + "\n" : text;
}

}  // namespace

std::string status_text(const ClusterStatus& status, TimePoint now, const Style& style) {
    if (!status.control_plane)
        return fmt::format("{}: EKS has no such cluster here\n", status.name);
    return parts_text("CLUSTER", {*status.control_plane}, now) +
           parts_text("NODE GROUP", status.node_groups, now) + nodes_text(status.nodes, now) +
           parts_text("ADD-ON", status.addons, now) +
           parts_text("ENDPOINT", status.endpoints, now) +
           parts_text("CONNECTION", status.connections, now) + problems_text(status, style);
}

}  // namespace inland::render
