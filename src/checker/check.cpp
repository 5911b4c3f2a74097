// SPDX-License-Identifier: Apache-2.0
#include "checker/check.h"

#include "checker/check_passage.h"
#include "checker/coverage.h"
#include "checker/pods.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::checker {

namespace {

/// Why nobody could follow the packets of a row: written by the prover's side.
constexpr std::string_view packets = "packets";

std::string text_of(const Row& row) {
    return fmt::format("{} {} to {}", row.flow, row.from, row.to);
}

/// The worst of the passages is the row's, but what holds of packets may fail otherwise.
std::string fault_of_outcome(const Row& row) {
    Outcome worst = Outcome::Holds;
    for (const Passage& passage : row.passages) {
        if (passage.must != row.must)
            return "its packets are about something else";
        worst = std::max(worst, passage.outcome);
    }
    return worst > row.outcome ? "its packets fare worse than it says" : std::string();
}

/// Of a row that holds every choice must be there; one that fails shows one failure.
std::string fault_of_extent(const World& world, const Certificate& certificate, const Row& row) {
    if (row.passages.empty())
        return {};
    if (row.outcome == Outcome::Fails)
        return left_out_of_failure(row);
    auto fault = left_out(world, row);
    return fault.empty() ? left_out(world, certificate, row) : fault;
}

std::string fault_of_parts(const World& world, const Row& row) {
    for (const Name& name : row.names)
        if (auto fault = fault_of(world, name); !fault.empty())
            return fault;
    for (const Passage& passage : row.passages)
        if (auto fault = fault_of(world, passage); !fault.empty())
            return fault;
    return {};
}

std::string fault_of(const World& world, const Certificate& certificate, const Row& row) {
    for (auto fault : {fault_of_outcome(row), fault_of_parts(world, row),
                       fault_of_extent(world, certificate, row)})
        if (!fault.empty())
            return fault;
    return {};
}

/// A row may not simply leave its packets out: one that holds, nor one that fails for no reason.
bool lacks_packets(const World& world, const Row& row) {
    if (row.outcome == Outcome::Holds)
        return row.passages.empty() && is_about_packets(world, row);
    return std::ranges::find(row.passages, row.outcome, &Passage::outcome) == row.passages.end();
}

/// Why nobody could follow a row; "" when one can.
std::string why_unshown(const World& world, const Row& row) {
    const auto left_out = std::ranges::find_if(
        row.unchecked, [](const std::string& what) { return what.starts_with(packets); });
    if (left_out != row.unchecked.end())
        return *left_out;
    if (leaves_pods_open(world, row))
        return "its pods may be elsewhere than their nodes";
    if (!lacks_packets(world, row))
        return {};
    return row.outcome == Outcome::Holds
               ? "nothing is said of its packets"
               : fmt::format("it is not for its packets that it fails, but for {}",
                             fmt::join(row.unchecked, ", "));
}

}  // namespace

Report check(const World& world, const Certificate& certificate) {
    Report report;
    std::set<std::string> on_trust;
    for (const Row& row : certificate.rows) {
        on_trust.insert(row.unchecked.begin(), row.unchecked.end());
        if (row.outcome == Outcome::Unknown)
            continue;
        if (row.passages.empty() && is_about_public_access(world, row))
            ++report.shown;
        else if (auto why = why_unshown(world, row); !why.empty())
            report.unshown.push_back(fmt::format("{}: {}", text_of(row), why));
        else if (auto fault = fault_of(world, certificate, row); !fault.empty())
            report.faults.push_back({text_of(row), std::move(fault)});
        else if (!row.passages.empty())
            ++report.shown;
    }
    report.on_trust.assign(on_trust.begin(), on_trust.end());
    return report;
}

}  // namespace inland::checker
