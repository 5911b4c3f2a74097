// SPDX-License-Identifier: Apache-2.0
#include "upgrade/checks/checks.h"
#include "upgrade/pods.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::upgrade {

namespace {

constexpr std::string_view check = "disruption-budgets";
constexpr auto time_to_start = std::chrono::minutes(10);

std::string budget_name(const json::object& budget) {
    return fmt::format("poddisruptionbudget {}/{}", string_or_empty(budget, "metadata.namespace"),
                       string_or_empty(budget, "metadata.name"));
}

std::vector<std::string> names_of(const std::vector<const json::object*>& pods) {
    std::vector<std::string> names;
    for (const auto* pod : pods)
        if (is_to_be_moved(*pod))
            names.push_back(pod_name(*pod));
    return names;
}

/// It asks for as many pods as there are, so that none may ever go.
bool can_never_be_met(const json::object& budget) {
    return find_int(budget, "status.desiredHealthy").value_or(0) >=
           find_int(budget, "status.expectedPods").value_or(0);
}

/// A pod that began a while ago will not become ready by itself.
bool is_stuck(const json::object& pod, TimePoint now) {
    const auto began = parse_iso8601(string_or_empty(pod, "metadata.creationTimestamp"));
    return !is_ready(pod) && (!began || now - *began > time_to_start);
}

std::optional<Finding> look_at(const json::object& budget, const Facts& facts) {
    const auto pods = pods_of_budget(budget, facts.contents.pods);
    const auto names = names_of(pods);
    if (names.empty() || find_int(budget, "status.disruptionsAllowed").value_or(0) > 0)
        return std::nullopt;
    const auto wanted = find_int(budget, "status.desiredHealthy").value_or(0);
    if (can_never_be_met(budget))
        return Finding{std::string(check), Standing::Blocks, budget_name(budget),
                       fmt::format("it asks for {} healthy pods of {}, so that pod {} is never let "
                                   "go and its node never drained",
                                   wanted, find_int(budget, "status.expectedPods").value_or(0),
                                   fmt::join(names, ", ")),
                       "run one replica more than the budget asks for, or let it say "
                       "maxUnavailable: 1"};
    std::vector<std::string> sick;
    auto standing = Standing::Warns;
    for (const auto* pod : pods) {
        if (is_stuck(*pod, facts.now))
            standing = Standing::Blocks;
        if (!is_ready(*pod))
            sick.push_back(pod_name(*pod));
    }
    return Finding{
        std::string(check), standing, budget_name(budget),
        fmt::format("{} of {} healthy pods that it asks for: none may go while pod {} is "
                    "not ready",
                    find_int(budget, "status.currentHealthy").value_or(0), wanted,
                    sick.empty() ? "of it" : fmt::format("{}", fmt::join(sick, ", "))),
        "mend the workload first (kubectl describe pod says why)"};
}

/// The eviction API answers such a pod with an error, whatever the budgets allow.
void add_pods_of_several(const Contents& contents, Findings& findings) {
    std::map<std::string, std::vector<std::string>> budgets;
    for (const auto& budget : contents.budgets)
        for (const auto& name : names_of(pods_of_budget(budget, contents.pods)))
            budgets[name].push_back(string_or_empty(budget, "metadata.name"));
    for (const auto& [pod, names] : budgets)
        if (names.size() > 1)
            findings.push_back({std::string(check), Standing::Blocks, "pod " + pod,
                                fmt::format("{} budgets select it ({}), and a pod with more than "
                                            "one cannot be evicted",
                                            names.size(), fmt::join(names, ", ")),
                                "leave it to one of them"});
}

}  // namespace

Findings check_budgets(const Facts& facts) {
    if (!facts.unseen.empty())
        return {{std::string(check), Standing::Unknown, "poddisruptionbudgets", facts.unseen,
                 "run this from inside the network, or say --via"}};
    Findings findings;
    for (const auto& budget : facts.contents.budgets)
        if (auto found = look_at(budget, facts))
            findings.push_back(*std::move(found));
    add_pods_of_several(facts.contents, findings);
    if (findings.empty())
        findings.push_back(
            {std::string(check), Standing::Ready, "poddisruptionbudgets",
             fmt::format("{} budgets let their pods go", facts.contents.budgets.size()), ""});
    return findings;
}

}  // namespace inland::upgrade
