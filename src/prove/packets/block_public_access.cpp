// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/block_public_access.h"

#include "prove/cause_kinds.h"
#include "prove/packets/gate.h"

#include <algorithm>
#include <optional>

namespace inland::prove {

namespace {

using topology::BlockPublicAccess;
using topology::BlockPublicAccessExclusion;

enum class Ruling { Passes, Unknown, Stops };

enum class Mode { Off, Ingress, Bidirectional, Unknown };
enum class Exclusion { None, Egress, Bidirectional, Unknown };

const BlockPublicAccess* settings(const Network& network) {
    const auto& all = network.topology().all<BlockPublicAccess>();
    return all.empty() ? nullptr : &all.begin()->second;
}

Mode mode_of(const Network& network) {
    const auto* set = settings(network);
    const auto mode = set == nullptr ? std::string("off") : set->mode.value_or_default("off");
    if (!mode)
        return Mode::Unknown;
    if (*mode == "off")
        return Mode::Off;
    if (*mode == "block-ingress")
        return Mode::Ingress;
    return *mode == "block-bidirectional" ? Mode::Bidirectional : Mode::Unknown;
}

template <typename R>
bool is_for(const topology::Attribute<topology::Reference<R>>& subject, const std::string& key) {
    return subject.is_known() && subject.value().key == key;
}

Exclusion exclusion_of(const BlockPublicAccessExclusion& exclusion, const SubnetView& subnet) {
    if (exclusion.vpc.is_unknown() || exclusion.subnet.is_unknown())
        return Exclusion::Unknown;
    if (!is_for(exclusion.vpc, subnet.vpc->vpc->key) &&
        !is_for(exclusion.subnet, subnet.subnet->key))
        return Exclusion::None;
    if (!exclusion.mode.is_known())
        return Exclusion::Unknown;
    return exclusion.mode.value() == "allow-bidirectional" ? Exclusion::Bidirectional
                                                           : Exclusion::Egress;
}

/// The widest exclusion of the subnet or its VPC; one that is sure outranks one that may be.
Exclusion exclusion_of(const Network& network, const SubnetView& subnet) {
    Exclusion widest = Exclusion::None;
    bool open = network.is_missing(BlockPublicAccessExclusion::type);
    for (const auto& [key, exclusion] : network.topology().all<BlockPublicAccessExclusion>()) {
        const Exclusion found = exclusion_of(exclusion, subnet);
        open = open || found == Exclusion::Unknown;
        if (found != Exclusion::Unknown)
            widest = std::max(widest, found);
    }
    return open && widest != Exclusion::Bidirectional ? Exclusion::Unknown : widest;
}

Ruling ruling_of(bool passes) {
    return passes ? Ruling::Passes : Ruling::Stops;
}

/// block-ingress lets pass what NAT gateways and egress-only gateways do, for nobody outside can
/// begin there; exclusions of egress mean nothing to it.
Ruling rule(Mode mode, Exclusion exclusion, PublicPath path) {
    if (mode == Mode::Off || exclusion == Exclusion::Bidirectional)
        return Ruling::Passes;
    if (mode == Mode::Unknown || exclusion == Exclusion::Unknown)
        return Ruling::Unknown;
    if (mode == Mode::Ingress)
        return ruling_of(path == PublicPath::OutByNat || path == PublicPath::EgressOnly);
    return ruling_of(exclusion == Exclusion::Egress && path != PublicPath::In);
}

Filter gate_of(const Network& network, Ruling ruling, const SubnetView& subnet) {
    const std::string title = "VPC Block Public Access";
    if (ruling == Ruling::Unknown)
        return unknown_gate(title, "whether it spares " + resource_name(*subnet.subnet));
    if (ruling == Ruling::Passes)
        return open_gate(title, "lets it pass");
    const auto* set = settings(network);
    return closed_gate(title, {std::string(cause_kind::block_public_access),
                               set == nullptr ? title : resource_name(*set),
                               "it blocks " + resource_name(*subnet.subnet),
                               {}});
}

}  // namespace

Filter public_access_gate(const Network& network, const SubnetView& subnet, PublicPath path) {
    return gate_of(network, rule(mode_of(network), exclusion_of(network, subnet), path), subnet);
}

Filter public_access_gate(const Network& network, const SubnetView& source,
                          const SubnetView& gateway) {
    const Mode mode = mode_of(network);
    const auto ruling = [&](const SubnetView& subnet) {
        return rule(mode, exclusion_of(network, subnet), PublicPath::OutByNat);
    };
    const Ruling one = ruling(source);
    const Ruling other = ruling(gateway);
    return gate_of(network, one == other ? one : Ruling::Unknown, gateway);
}

bool assumes_no_block(const Network& network) {
    return settings(network) == nullptr;
}

}  // namespace inland::prove
