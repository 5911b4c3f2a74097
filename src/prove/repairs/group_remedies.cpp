// SPDX-License-Identifier: Apache-2.0
#include "prove/repairs/remedy.h"
#include "prove/repairs/snippets.h"

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::SecurityGroup;
using topology::SecurityGroupRule;
using Rules = topology::Attribute<std::vector<SecurityGroupRule>>;

void append_rule(topology::Topology& topology, SecurityGroup group, Rules SecurityGroup::* rules,
                 const SecurityGroupRule& rule) {
    if (const auto* held = topology.find<SecurityGroup>(group.key))
        group = *held;
    if (!(group.*rules).is_known())
        group.*rules = std::vector<SecurityGroupRule>{};
    (group.*rules).mutable_value().push_back(rule);
    topology.add(std::move(group));
}

std::vector<Remedy> add_rule(const Complaint& complaint, Rules SecurityGroup::* rules,
                             topology::TrafficDirection direction) {
    const bool egress = direction == topology::TrafficDirection::Egress;
    const Blocker& blocker = complaint.blocker;
    const auto* group = complaint.scene.network.group(blocker.key);
    if (group == nullptr)
        return {};
    const Ipv4Prefix peers =
        block_around(complaint.scene, blocker.packets.addresses(blocker.address_side));
    SecurityGroupRule rule;
    rule.protocol = blocker.traffic.protocol;
    rule.ports = blocker.traffic.ports;
    rule.block = peers;
    const auto sentence = fmt::format("add an {} rule to {}: {} {} {}",
                                      egress ? "egress" : "ingress", resource_name(*group),
                                      blocker.traffic.text(), egress ? "to" : "from", peers.text());
    return {{say(sentence, *group, snippets::group_rule(*group, direction, rule)),
             [group = *group, rules, rule](topology::Topology& topology) {
                 append_rule(topology, group, rules, rule);
             }}};
}

}  // namespace

std::vector<Remedy> add_ingress_rule(const Complaint& complaint) {
    return add_rule(complaint, &SecurityGroup::ingress, topology::TrafficDirection::Ingress);
}

std::vector<Remedy> add_egress_rule(const Complaint& complaint) {
    return add_rule(complaint, &SecurityGroup::egress, topology::TrafficDirection::Egress);
}

}  // namespace inland::prove
