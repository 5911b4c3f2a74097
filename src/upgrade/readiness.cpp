// SPDX-License-Identifier: Apache-2.0
#include "upgrade/readiness.h"

#include "upgrade/checks/checks.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace inland::upgrade {

namespace {

constexpr std::array checks{check_path,      check_skew,    check_apis, check_addons,
                            check_addresses, check_budgets, check_pods};

json::value finding_json(const Finding& finding) {
    return {{"check", finding.check},
            {"standing", standing_name(finding.standing)},
            {"resource", finding.resource},
            {"message", finding.message},
            {"remedy", finding.remedy}};
}

}  // namespace

std::string_view standing_name(Standing standing) {
    constexpr std::array<std::string_view, 4> names{"ready", "warns", "unknown", "blocks"};
    return names.at(static_cast<std::size_t>(standing));
}

Standing Report::standing() const {
    auto worst = Standing::Ready;
    for (const auto& finding : findings)
        worst = std::max(worst, finding.standing);
    return worst;
}

std::vector<Minor> path_of(const Facts& facts) {
    std::vector<Minor> path;
    for (auto minor = facts.current.next(); minor <= facts.target; minor = minor.next())
        path.push_back(minor);
    return path;
}

Report readiness(const Facts& facts, Findings more) {
    Report report{facts.cluster, facts.current, facts.target, {}};
    for (const auto check : checks)
        std::ranges::move(check(facts), std::back_inserter(report.findings));
    std::ranges::move(more, std::back_inserter(report.findings));
    std::ranges::stable_sort(report.findings, std::greater{}, &Finding::standing);
    return report;
}

json::value readiness_json(const Report& report) {
    json::array findings;
    for (const auto& finding : report.findings)
        findings.push_back(finding_json(finding));
    return {{"schema", "inland.dev/readiness/v1"},
            {"cluster", report.cluster},
            {"from", report.from.text()},
            {"to", report.to.text()},
            {"standing", standing_name(report.standing())},
            {"findings", std::move(findings)}};
}

}  // namespace inland::upgrade
