// SPDX-License-Identifier: Apache-2.0
#include "prove/repairs/remedy.h"
#include "prove/repairs/snippets.h"

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::Cluster;
using topology::LoadBalancer;

Remedy set_access(const Complaint& complaint, std::string_view what, std::string_view in_spec,
                  topology::Attribute<bool> Cluster::* attribute, bool value) {
    const Cluster& cluster = complaint.scene.cluster;
    const std::string_view access =
        attribute == &Cluster::endpoint_private_access ? "private" : "public";
    const std::string step = is_designed(complaint)
                                 ? std::string(in_spec)
                                 : say(fmt::format("{} of {}", what, resource_name(cluster)),
                                       cluster, snippets::api_access(cluster, access, value));
    return {step, [key = cluster.key, attribute, value](topology::Topology& topology) {
                topology.all<Cluster>()[key].*attribute = value;
            }};
}

Remedy make_internal(const LoadBalancer& balancer) {
    return {say("make " + resource_name(balancer) + " internal", balancer,
                {.terraform = "internal = true", .cloudformation = "Scheme: internal", .cli = ""}),
            [key = balancer.key](topology::Topology& topology) {
                topology.all<LoadBalancer>()[key].scheme = "internal";
            }};
}

}  // namespace

std::vector<Remedy> map_role(const Complaint& complaint) {
    const std::string& key = complaint.blocker.key;
    if (complaint.scene.network.topology().find<topology::AccessEntry>(key) == nullptr)
        return {};
    return {{fmt::format("set the type of {} to EC2_LINUX", complaint.blocker.cause.resource),
             [key](topology::Topology& topology) {
                 topology.all<topology::AccessEntry>()[key].entry_type = std::string("EC2_LINUX");
             }}};
}

std::vector<Remedy> turn_on_private_access(const Complaint& complaint) {
    return {set_access(complaint, "turn on the private access", "set access to private",
                       &Cluster::endpoint_private_access, true)};
}

/// Nodes then come by private addresses, which publicAccessCidrs do not judge.
std::vector<Remedy> let_nodes_in_privately(const Complaint& complaint) {
    return {set_access(complaint, "turn on the private access", "set access to public-and-private",
                       &Cluster::endpoint_private_access, true)};
}

std::vector<Remedy> turn_off_public_access(const Complaint& complaint) {
    if (const auto* balancer =
            complaint.scene.network.topology().find<LoadBalancer>(complaint.blocker.key))
        return {make_internal(*balancer)};
    return {set_access(complaint, "turn off the public access", "set access to private",
                       &Cluster::endpoint_public_access, false)};
}

}  // namespace inland::prove
