// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/findings.h"

#include "prove/names/endpoint_service.h"
#include "prove/policies/endpoint_policy.h"
#include "prove/policies/role_policies.h"

#include <fmt/format.h>

namespace inland::prove {

namespace {

bool has_policies(const Network& network, const topology::VpcEndpoint& endpoint) {
    const auto* service = endpoint_service(network.tables(), network.topology().region, endpoint);
    return service != nullptr && service->policy_support == "full";
}

void add_open_policies(std::vector<Finding>& findings, const Network& network) {
    for (const auto& [key, endpoint] : network.topology().all<topology::VpcEndpoint>())
        if (has_policies(network, endpoint) && restricts(endpoint) == topology::Knowledge::Absent)
            findings.push_back(
                {"exfiltration.endpoint-policy", Severity::Warning, resource_name(endpoint),
                 fmt::format("its policy gives full access, so data can leave to any "
                             "account through {}",
                             endpoint.service_name.value()),
                 endpoint.place});
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

}  // namespace

std::vector<Finding> findings_of(const Network& network) {
    std::vector<Finding> findings;
    add_open_policies(findings, network);
    add_untrusting_roles(findings, network);
    for (const auto& [key, vpc] : network.topology().all<topology::Vpc>())
        add_conflicts(findings, *network.vpc(key));
    return findings;
}

}  // namespace inland::prove
