// SPDX-License-Identifier: Apache-2.0
#include "sources/remote_access.h"

#include <utility>

namespace inland::sources {

namespace {

using namespace topology;
using Groups = Attribute<std::vector<Reference<SecurityGroup>>>;

constexpr int tcp = 6;
constexpr PortRange ssh{22, 22};

std::vector<SecurityGroupRule> admitted(const Groups& sources) {
    const SecurityGroupRule permission{.protocol = tcp, .ports = ssh};
    std::vector<SecurityGroupRule> rules;
    if (sources.is_unknown()) {
        rules.push_back(permission);
        rules.back().unknown_peer = true;
        return rules;
    }
    for (const auto& source :
         sources.value_or_default({}).value_or(std::vector<Reference<SecurityGroup>>())) {
        rules.push_back(permission);
        rules.back().group = source.key;
    }
    if (rules.empty()) {
        rules.push_back(permission);
        rules.back().block = Ipv4Prefix();
    }
    return rules;
}

Groups groups_of(const Topology& topology, const NodeGroup& group, const std::string& own) {
    const auto* cluster = topology.find(group.cluster);
    if (cluster == nullptr || !cluster->cluster_security_group.is_known())
        return Groups::unknown(group.place);
    return std::vector{cluster->cluster_security_group.value(), Reference<SecurityGroup>{own}};
}

std::string reason(const NodeGroup& group) {
    return "EKS makes it for SSH to the nodes of " + (group.name.empty() ? group.id : group.name);
}

}  // namespace

void start_in_remote_access_group(Topology& topology, NodeGroup& group,
                                  const std::string& security_group) {
    LaunchTemplate made;
    made.key = made.name = group.key + ".launch_template";
    made.why = reason(group);
    made.place = group.place;
    made.security_groups = groups_of(topology, group, security_group);
    group.launch_template = Reference<LaunchTemplate>{made.key};
    topology.add(std::move(made));
}

void add_remote_access(Topology& topology, NodeGroup& group, const Groups& sources) {
    SecurityGroup added;
    added.key = added.name = group.key + ".remote_access";
    added.why = reason(group);
    added.place = group.place;
    if (group.subnets.is_known() && !group.subnets.value().empty())
        if (const auto* subnet = topology.find<Subnet>(group.subnets.value().front().key))
            added.vpc = subnet->vpc;
    added.ingress = admitted(sources);
    added.egress = std::vector{SecurityGroupRule{.block = Ipv4Prefix()}};
    start_in_remote_access_group(topology, group, added.key);
    topology.add(std::move(added));
}

}  // namespace inland::sources
