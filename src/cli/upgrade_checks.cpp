// SPDX-License-Identifier: Apache-2.0
#include "cli/upgrade_checks.h"

#include "cli/errands.h"
#include "cli/image_errands.h"
#include "cli/operator_place.h"
#include "cli/proof.h"
#include "cli/report.h"
#include "prove/prove.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::cli {

namespace {

using upgrade::Findings;
using upgrade::Standing;

std::string of_version(const DesignedSpec& designed) {
    return "Kubernetes " + designed.spec.version.value;
}

void check_design(const DesignedSpec& designed, Findings& findings) {
    for (const auto& diagnostic : designed.design.diagnostics.items())
        if (diagnostic.severity == Severity::Error)
            findings.push_back({"design", Standing::Blocks, of_version(designed),
                                diagnostic.summary + ": " + diagnostic.detail, diagnostic.remedy});
}

Standing standing_of(prove::Outcome outcome) {
    switch (outcome) {
        case prove::Outcome::Fails:
            return Standing::Blocks;
        case prove::Outcome::Unknown:
            return Standing::Unknown;
        case prove::Outcome::Holds:
            break;
    }
    return Standing::Ready;
}

/// The endpoints, names and permissions that the version's nodes and add-ons call.
Result<void> check_proof(const Invocation& invocation, const DesignedSpec& designed,
                         Findings& findings) {
    auto question = designed.question();
    question.operator_place = TRY(operator_place(invocation));
    const auto verdicts = prove::prove(question);
    const auto standing = standing_of(overall(verdicts));
    std::set<std::string> flows;
    for (const auto& cluster : verdicts.clusters)
        for (const auto& verdict : cluster.flows)
            if (verdict.outcome != prove::Outcome::Holds)
                flows.insert(verdict.flow);
    findings.push_back(
        {"proof", standing, of_version(designed),
         standing == Standing::Ready
             ? "every flow holds in its design"
             : fmt::format("in its design {} {}", fmt::join(flows, ", "),
                           standing == Standing::Blocks ? "fails" : "is not known to hold"),
         standing == Standing::Ready ? "" : "inland prove says why"});
    return {};
}

Result<void> check_machine_images(const Invocation& invocation, Session& session,
                                  const DesignedSpec& designed, Findings& findings) {
    std::set<std::string> looked_at;
    for (const auto& group : designed.spec.node_groups) {
        const auto* ami = designed.tables->ami(spec::text(group.os.value), group.architecture);
        const auto parameter =
            knowledge::expand(ami->ssm_parameter, {{"version", designed.spec.version.value}});
        if (!looked_at.insert(parameter).second)
            continue;
        const auto found =
            session.aws().call("ssm", "GetParameter", {{"Name", parameter}}, invocation.stop);
        const bool is_missing = !found && (found.error().kind == ErrorKind::NotFound ||
                                           found.error().code == "ParameterNotFound");
        findings.push_back(
            {"machine-images",
             found        ? Standing::Ready
             : is_missing ? Standing::Blocks
                          : Standing::Unknown,
             "node group " + group.name.value,
             found ? fmt::format("{} starts from {}", of_version(designed),
                                 string_or_empty(*found, "Parameter.Value"))
                   : fmt::format("{}: {}", parameter, error_text(found.error())),
             is_missing ? fmt::format("no image of {} is published for that version: choose "
                                      "another operating system",
                                      spec::text(group.os.value))
                        : ""});
    }
    return {};
}

void check_images(const Invocation& invocation, Session& session, const DesignedSpec& designed,
                  const std::string& account, const topology::Topology& observed,
                  Findings& findings) {
    const auto errands = SpecErrands::find(invocation, session, designed, account, observed);
    const auto ready =
        errands ? (*errands)->check_images() : Result<void>(std::unexpected(errands.error()));
    if (!ready) {
        findings.push_back({"images", errands ? Standing::Blocks : Standing::Unknown,
                            of_version(designed), error_text(ready.error()), ""});
        return;
    }
    const auto missing =
        std::ranges::count((*errands)->errands().changes, image_type, &deploy::Change::type);
    findings.push_back({"images", Standing::Ready, of_version(designed),
                        missing == 0
                            ? "the images of its add-ons are where nodes pull them from"
                            : fmt::format("{} images of its add-ons will be copied first", missing),
                        ""});
}

}  // namespace

Result<Findings> check_version(const Invocation& invocation, Session& session,
                               const DesignedSpec& designed, const std::string& account,
                               const topology::Topology& observed) {
    Findings findings;
    check_design(designed, findings);
    if (!findings.empty())
        return findings;
    TRY_VOID(check_proof(invocation, designed, findings));
    TRY_VOID(check_machine_images(invocation, session, designed, findings));
    check_images(invocation, session, designed, account, observed, findings);
    return findings;
}

}  // namespace inland::cli
