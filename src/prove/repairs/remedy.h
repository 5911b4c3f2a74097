// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/joins/proof.h"
#include "prove/joins/scene.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::prove {

/// One change that may take a blocker away: in words for the user, and as an edit by which it is
/// tried on a copy of the Topology. An edit of what another remedy was to make, and did not, leaves
/// a resource that belongs nowhere.
struct Remedy {
    std::string step;
    std::function<void(topology::Topology&)> apply;
};

/// What a remedy is made for.
struct Complaint {
    const Scene& scene;
    const Verdict& verdict;
    const Blocker& blocker;
};

/// Alternatives, the likeliest first; none when nothing in the Topology would help.
std::vector<Remedy> remedies_for(const Complaint& complaint);

/// Whether the Topology was designed from a spec, so that steps are said in the spec's words.
bool is_designed(const Complaint& complaint);
/// The AWS API that the verdict's flow goes to; null when it goes to none.
const knowledge::ServiceName* service_of(const Complaint& complaint);
/// The smallest block that holds a range; for a range inside a subnet, the subnet's.
Ipv4Prefix block_around(const Scene& scene, const AddressRange& range);

/// The resource of this type that the user calls so; null when there is none.
template <typename R>
const R* named(const Complaint& complaint, std::string_view name) {
    for (const auto& [key, resource] : complaint.scene.network.topology().all<R>())
        if (resource_name(resource) == name)
            return &resource;
    return nullptr;
}

// endpoint_remedies.cpp
std::vector<Remedy> add_endpoint(const Complaint& complaint);
std::vector<Remedy> turn_on_private_dns(const Complaint& complaint);
std::vector<Remedy> associate_route_table(const Complaint& complaint);
// vpc_remedies.cpp
std::vector<Remedy> turn_on_dns_support(const Complaint& complaint);
std::vector<Remedy> turn_on_dns_hostnames(const Complaint& complaint);
std::vector<Remedy> ask_amazon_dns(const Complaint& complaint);
std::vector<Remedy> use_amazon_domain(const Complaint& complaint);
// group_remedies.cpp
std::vector<Remedy> add_ingress_rule(const Complaint& complaint);
std::vector<Remedy> add_egress_rule(const Complaint& complaint);
// acl_remedies.cpp
std::vector<Remedy> add_acl_entry(const Complaint& complaint);
// route_remedies.cpp
std::vector<Remedy> lead_to_clients(const Complaint& complaint);
std::vector<Remedy> remove_blackhole(const Complaint& complaint);
std::vector<Remedy> remove_way_out(const Complaint& complaint);
// cluster_remedies.cpp
std::vector<Remedy> map_role(const Complaint& complaint);
std::vector<Remedy> turn_on_private_access(const Complaint& complaint);
std::vector<Remedy> let_nodes_in_privately(const Complaint& complaint);
std::vector<Remedy> turn_off_public_access(const Complaint& complaint);
// template_remedies.cpp
std::vector<Remedy> turn_on_metadata_service(const Complaint& complaint);
// role_remedies.cpp
std::vector<Remedy> allow_calls(const Complaint& complaint);

}  // namespace inland::prove
