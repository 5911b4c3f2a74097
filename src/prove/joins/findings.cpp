// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/findings.h"

#include "prove/joins/empty_groups.h"
#include "prove/joins/metadata_findings.h"
#include "prove/joins/scaled_groups.h"
#include "prove/joins/shadowed_issuer.h"
#include "prove/joins/version_findings.h"
#include "prove/names/endpoint_service.h"
#include "prove/policies/exfiltration.h"
#include "prove/policies/role_policies.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace inland::prove {

namespace {

/// A policy that lets data out is what AWS gives by default, so it is a warning; what cannot be
/// decided is worth a note.
void add_exit(std::vector<Finding>& findings, const topology::VpcEndpoint& endpoint,
              const PolicyJudgement& judgement) {
    if (judgement.outcome == Outcome::Holds)
        return;
    const bool leaves = judgement.outcome == Outcome::Fails;
    findings.push_back({"exfiltration.endpoint-policy", leaves ? Severity::Warning : Severity::Note,
                        resource_name(endpoint),
                        fmt::format("{}, so data {} leave to any account", judgement.detail,
                                    leaves ? "can" : "may"),
                        endpoint.place});
}

void add_exits(std::vector<Finding>& findings, const Network& network) {
    for (const auto& [key, endpoint] : network.topology().all<topology::VpcEndpoint>()) {
        const auto* service =
            endpoint_service(network.tables(), network.topology().region, endpoint);
        if (service != nullptr && service->policy_support == "full")
            add_exit(findings, endpoint, judge_exfiltration(network, endpoint, *service));
    }
}

/// AWS refuses the second of two endpoints whose private names collide.
void add_conflicts(std::vector<Finding>& findings, const VpcView& vpc) {
    for (std::size_t later = 0; later < vpc.zones.size(); ++later)
        for (std::size_t earlier = 0; earlier < later; ++earlier) {
            const PrivateZone& one = vpc.zones[earlier];
            const PrivateZone& other = vpc.zones[later];
            if (one.endpoint == other.endpoint || one.zone != other.zone ||
                one.privacy != topology::Knowledge::Known ||
                other.privacy != topology::Knowledge::Known)
                continue;
            findings.push_back({"conflicting-private-dns", Severity::Error,
                                resource_name(*other.endpoint),
                                fmt::format("{} answers for {} with private DNS already, so AWS "
                                            "refuses this endpoint",
                                            resource_name(*one.endpoint), one.zone),
                                other.endpoint->place});
        }
}

/// EKS refuses a cluster whose role it may not assume (EKS User Guide, Amazon EKS cluster IAM
/// role).
void add_untrusting_roles(std::vector<Finding>& findings, const Network& network) {
    for (const auto& [key, cluster] : network.topology().all<topology::Cluster>()) {
        const auto* role = network.topology().find(cluster.role);
        if (role == nullptr)
            continue;
        const auto judgement = judge_trust(network, *role, "eks.amazonaws.com");
        if (judgement.outcome == Outcome::Fails)
            findings.push_back({"cluster-role-trust", Severity::Error, resource_name(*role),
                                judgement.detail + ", so EKS refuses the cluster", role->place});
    }
}

/// What the source shows and nobody reads may filter, name or route too. (The names of types, which
/// stand there as well, make what they concern unknown.)
void add_unread(std::vector<Finding>& findings, const Network& network) {
    for (const auto& what : network.topology().missing)
        if (what.find('.') != std::string::npos)
            findings.push_back({"not-read",
                                Severity::Warning,
                                what,
                                "it may matter, and the proof takes no account of it",
                                {}});
}

}  // namespace

std::vector<Finding> findings_of(const Network& network) {
    std::vector<Finding> findings = version_findings_of(network);
    std::ranges::move(empty_group_findings_of(network), std::back_inserter(findings));
    std::ranges::move(metadata_findings_of(network), std::back_inserter(findings));
    std::ranges::move(shadowed_issuer_findings_of(network), std::back_inserter(findings));
    std::ranges::move(scaled_group_findings_of(network), std::back_inserter(findings));
    add_exits(findings, network);
    add_untrusting_roles(findings, network);
    add_unread(findings, network);
    for (const auto& [key, vpc] : network.topology().all<topology::Vpc>())
        add_conflicts(findings, *network.vpc(key));
    return findings;
}

}  // namespace inland::prove
