// SPDX-License-Identifier: Apache-2.0
#include "prove/difference/difference.h"

#include "prove/packets/passing_ports.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>

namespace inland::prove {

namespace {

using RowKey = std::tuple<std::string, std::string, std::string, std::string>;

RowKey key_of(const std::string& cluster, const Verdict& verdict) {
    return {cluster, verdict.flow, verdict.from, verdict.to};
}

std::map<RowKey, const Verdict*> rows_of(const Verdicts& verdicts) {
    std::map<RowKey, const Verdict*> rows;
    for (const ClusterVerdicts& cluster : verdicts.clusters)
        for (const Verdict& verdict : cluster.flows)
            rows.emplace(key_of(cluster.cluster, verdict), &verdict);
    return rows;
}

/// Causes are the same wherever they are written.
bool same_causes(const Verdict& one, const Verdict& other) {
    return std::ranges::equal(one.causes, other.causes, [](const Cause& left, const Cause& right) {
        return std::tie(left.kind, left.resource, left.missing) ==
               std::tie(right.kind, right.resource, right.missing);
    });
}

std::optional<Change> change_of(const Verdict* older, const Verdict& newer) {
    const bool holds = newer.outcome == Outcome::Holds;
    const bool held = older != nullptr && older->outcome == Outcome::Holds;
    if (holds)
        return held ? std::nullopt : std::optional(Change::Gained);
    if (older == nullptr)
        return Change::Missed;
    if (held)
        return Change::Lost;
    const bool same = older->outcome == newer.outcome && same_causes(*older, newer);
    return same ? std::nullopt : std::optional(Change::Differs);
}

void add_newer(Difference& difference, const Verdicts& older, const Verdicts& newer) {
    const auto before = rows_of(older);
    for (const ClusterVerdicts& cluster : newer.clusters)
        for (const Verdict& verdict : cluster.flows) {
            const auto known = before.find(key_of(cluster.cluster, verdict));
            const auto* earlier = known == before.end() ? nullptr : known->second;
            if (const auto change = change_of(earlier, verdict))
                difference.rows.push_back({*change, cluster.cluster, verdict});
        }
}

void add_dropped(Difference& difference, const Verdicts& older, const Verdicts& newer) {
    const auto after = rows_of(newer);
    for (const ClusterVerdicts& cluster : older.clusters)
        for (const Verdict& verdict : cluster.flows)
            if (verdict.outcome == Outcome::Holds &&
                !after.contains(key_of(cluster.cluster, verdict)))
                difference.rows.push_back({Change::Dropped, cluster.cluster, verdict});
}

bool is_worse(const RowChange& row) {
    return row.change == Change::Lost || row.change == Change::Missed;
}

/// The ports of the first that the second does not have, for every talk.
std::vector<TalkChange> beyond(const Reachability& one, const Reachability& other) {
    std::vector<TalkChange> changes;
    for (const auto& [talk, ports] : one) {
        const auto known = other.find(talk);
        auto rest = known == other.end() ? ports : without(ports, known->second);
        if (!rest.empty())
            changes.push_back({talk, std::move(rest)});
    }
    return changes;
}

}  // namespace

Difference difference(const Verdicts& older, const Verdicts& newer) {
    Difference difference;
    add_newer(difference, older, newer);
    add_dropped(difference, older, newer);
    std::ranges::stable_sort(difference.rows, {}, &RowChange::change);
    for (const RowChange& row : difference.rows)
        if (is_worse(row))
            difference.outcome = std::max(difference.outcome, row.verdict.outcome);
    return difference;
}

void compare(Difference& difference, const Reachability& older, const Reachability& newer) {
    difference.gained = beyond(newer, older);
    difference.lost = beyond(older, newer);
}

std::string_view change_name(Change change) {
    constexpr std::array<std::string_view, 5> names{"lost", "missed", "gained", "dropped",
                                                    "differs"};
    return names.at(static_cast<std::size_t>(change));
}

}  // namespace inland::prove
