// SPDX-License-Identifier: Apache-2.0
#include "prove/cause_kinds.h"
#include "prove/repairs/remedy.h"
#include "prove/repairs/snippets.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::NetworkAcl;
using topology::NetworkAclEntry;
using topology::TrafficDirection;

/// Numbers go from 1 to 32766; the new entry comes before all others of its direction.
int first_free_number(const NetworkAcl& acl, TrafficDirection direction) {
    int lowest = 101;
    if (acl.entries.is_known())
        for (const NetworkAclEntry& entry : acl.entries.value())
            if (entry.direction == direction)
                lowest = std::min(lowest, entry.rule_number);
    return lowest - 1;
}

NetworkAclEntry allowing(const Complaint& complaint, const NetworkAcl& acl) {
    const Blocker& blocker = complaint.blocker;
    NetworkAclEntry entry;
    entry.direction = blocker.cause.kind == cause_kind::nacl_egress ? TrafficDirection::Egress
                                                                    : TrafficDirection::Ingress;
    entry.rule_number = first_free_number(acl, entry.direction);
    entry.action = topology::RuleAction::Allow;
    entry.protocol = blocker.traffic.protocol;
    entry.block = block_around(complaint.scene, blocker.packets.addresses(blocker.address_side));
    entry.ports =
        blocker.port_side == Side::Source ? blocker.traffic.source_ports : blocker.traffic.ports;
    return entry;
}

void append_entry(NetworkAcl& acl, const NetworkAclEntry& entry) {
    if (!acl.entries.is_known())
        acl.entries = std::vector<NetworkAclEntry>{};
    acl.entries.mutable_value().push_back(entry);
}

}  // namespace

std::vector<Remedy> add_acl_entry(const Complaint& complaint) {
    const std::string& key = complaint.blocker.key;
    const auto* acl = complaint.scene.network.topology().find<NetworkAcl>(key);
    if (acl == nullptr)
        return {};
    const NetworkAclEntry entry = allowing(complaint, *acl);
    if (entry.rule_number < 1)
        return {};
    const bool egress = entry.direction == TrafficDirection::Egress;
    const Traffic traffic{entry.protocol, entry.ports, {}};
    const auto sentence =
        fmt::format("add rule {} to the {} of {}: allow {} {} {}", entry.rule_number,
                    egress ? "egress" : "ingress", resource_name(*acl), traffic.text(),
                    egress ? "to" : "from", entry.block.text());
    return {{say(sentence, *acl, snippets::acl_entry(*acl, entry)),
             [key, entry](topology::Topology& topology) {
                 append_entry(topology.all<NetworkAcl>()[key], entry);
             }}};
}

}  // namespace inland::prove
