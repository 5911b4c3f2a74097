// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/autoscaler/reports.h"

#include "emulator/cluster/workloads/events.h"
#include "emulator/services/members.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::emulator::autoscaler {

namespace {

using cluster::type_of;

constexpr std::string_view component = "cluster-autoscaler";
constexpr std::string_view status_map = "cluster-autoscaler-status";

/// The counts and times of one group, or of the whole cluster.
struct Summary {
    int target = 0, ready = 0, upcoming = 0;
    std::size_t candidates = 0;
    std::string now;
};

std::string activity_lines(const Summary& summary, std::string_view indent) {
    const auto times = fmt::format("{0}  lastProbeTime: \"{1}\"\n", indent, summary.now);
    return fmt::format(
        "{0}scaleUp:\n{0}  status: \"{1}\"\n{2}{0}scaleDown:\n{0}  status: "
        "\"{3}\"\n{0}  candidates: {4}\n{2}",
        indent, summary.upcoming > 0 ? "InProgress" : "NoActivity", times,
        summary.candidates > 0 ? "CandidatesPresent" : "NoCandidates", summary.candidates);
}

std::string health_lines(const Summary& summary, std::string_view indent, std::string_view bounds) {
    return fmt::format(
        "{0}health:\n{0}  status: \"Healthy\"\n{0}  nodeCounts:\n{0}    registered:"
        "\n{0}      total: {1}\n{0}      ready: {1}\n{2}{0}  lastProbeTime: "
        "\"{3}\"\n",
        indent, summary.ready, bounds, summary.now);
}

std::string group_lines(const ScaledGroup& group, const Summary& summary) {
    const auto bounds = fmt::format(
        "      cloudProviderTarget: {}\n      minSize: {}\n      "
        "maxSize: {}\n",
        group.target, group.minimum, group.maximum);
    return fmt::format("  - name: \"{}\"\n{}{}", group.name, health_lines(summary, "    ", bounds),
                       activity_lines(summary, "    "));
}

Summary summary_of(const ScaledGroup& group, const std::vector<UnneededNode>& unneeded,
                   const std::string& now) {
    return {
        group.target, group.target - group.upcoming, group.upcoming,
        static_cast<std::size_t>(std::ranges::count(unneeded, group.name, &UnneededNode::group)),
        now};
}

}  // namespace

void Reports::on_pod(const json::object& pod, std::string_view type, std::string_view reason,
                     std::string message) {
    cluster::record_event(objects_, pod, {type, reason, std::move(message), component});
}

void Reports::on_node(std::string_view node, std::string_view type, std::string_view reason,
                      std::string message) {
    if (const auto* stored = objects_.find(type_of("", "nodes"), "", node))
        cluster::record_event(objects_, json::object(*stored),
                              {type, reason, std::move(message), component});
}

void Reports::on_status(std::string_view type, std::string_view reason, std::string message) {
    if (const auto* stored = objects_.find(type_of("", "configmaps"), namespace_, status_map))
        cluster::record_event(objects_, json::object(*stored),
                              {type, reason, std::move(message), component});
}

void Reports::write_status(const std::vector<ScaledGroup>& groups,
                           const std::vector<UnneededNode>& unneeded) {
    const auto now = iso8601(objects_.world().now());
    Summary whole{.candidates = unneeded.size(), .now = now};
    std::string rows;
    for (const auto& group : groups) {
        const auto summary = summary_of(group, unneeded, now);
        whole.ready += summary.ready;
        whole.upcoming += summary.upcoming;
        rows += group_lines(group, summary);
    }
    const auto text = fmt::format(
        "time: \"{}\"\nautoscalerStatus: Running\nclusterWide:\n{}{}"
        "nodeGroups:{}{}",
        now, health_lines(whole, "  ", ""), activity_lines(whole, "  "),
        groups.empty() ? " []\n" : "\n", rows);
    const auto& type = type_of("", "configmaps");
    objects_.ensure(type,
                    {{"metadata", json::object{{"name", status_map}, {"namespace", namespace_}}},
                     {"data", json::object{{"status", text}}}});
    objects_.change(type, namespace_, status_map, [&](json::object& stored) {
        object_in(stored, "data")["status"] = text;
        object_in(object_in(stored, "metadata"),
                  "annotations")["cluster-autoscaler.kubernetes.io/last-updated"] = now;
    });
}

std::string listed_reasons(const std::map<std::string, int>& reasons) {
    std::vector<std::string> listed;
    for (const auto& [reason, count] : reasons)
        listed.push_back(fmt::format("{} {}", count, reason));
    return fmt::format("{}", fmt::join(listed, ", "));
}

}  // namespace inland::emulator::autoscaler
