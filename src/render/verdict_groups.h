// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/verdict.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::render {

/// Rows of one flow that tell the same story of several sources, shown once. Refers to the verdicts
/// that it was made of.
struct VerdictGroup {
    const prove::Verdict* verdict;
    std::vector<std::string> from;

    /// "nodegroup/general in subnet/a, subnet/b".
    [[nodiscard]] std::string from_text() const;
    /// "nodegroup/general in subnet/a, subnet/b to api.ecr… tcp/443".
    [[nodiscard]] std::string flow_text() const;
};

std::vector<VerdictGroup> groups_of(const prove::ClusterVerdicts& cluster, prove::Outcome outcome);

/// Findings of one rule with the same words, shown once.
struct FindingGroup {
    const prove::Finding* first;
    std::vector<const prove::Finding*> all;

    /// "endpoint/ec2, endpoint/sts".
    [[nodiscard]] std::string resources_text() const;
};

std::vector<FindingGroup> groups_of(const std::vector<prove::Finding>& findings);

/// "error", "warning", "note".
std::string_view severity_name(Severity severity);
/// "aws_subnet.a: it has no route to 10.0.0.0/8"; what is missing of a missing fact.
std::string cause_text(const prove::Cause& cause);

}  // namespace inland::render
