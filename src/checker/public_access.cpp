// SPDX-License-Identifier: Apache-2.0
// VPC Block Public Access (VPC-SEMANTICS 1.4).
#include "checker/connections.h"

#include <algorithm>

namespace inland::checker {

namespace {

using topology::BlockPublicAccess;
using topology::BlockPublicAccessExclusion;

/// "off" where there are no settings; nothing: it is not known.
std::optional<std::string> mode_of(const World& world) {
    const auto& all = world.topology.all<BlockPublicAccess>();
    return all.empty() ? "off" : all.begin()->second.mode.value_or_default("off");
}

template <typename R>
bool is_of(const topology::Attribute<topology::Reference<R>>& subject, std::string_view key) {
    return subject.is_known() && subject.value().key == key;
}

/// What the exclusions of a subnet and of its VPC spare: Yes: everything.
struct Exclusions {
    Answer both_ways = Answer::No, egress = Answer::No;
};

Exclusions exclusions_of(const World& world, const topology::Subnet& subnet) {
    Exclusions found;
    const auto add = [](Answer& answer, Answer more) { answer = std::max(answer, more); };
    if (world.is_missing(BlockPublicAccessExclusion::type))
        found = {Answer::Unknown, Answer::Unknown};
    for (const auto& [key, exclusion] : world.topology.all<BlockPublicAccessExclusion>()) {
        const bool doubtful = exclusion.vpc.is_unknown() || exclusion.subnet.is_unknown();
        const bool about = is_of(exclusion.subnet, subnet.key) ||
                           (subnet.vpc.is_known() && is_of(exclusion.vpc, subnet.vpc.value().key));
        if (!doubtful && !about)
            continue;
        const bool known = !doubtful && exclusion.mode.is_known();
        const bool both = known && exclusion.mode.value() == "allow-bidirectional";
        add(found.egress, known ? Answer::Yes : Answer::Unknown);
        if (!known || both)
            add(found.both_ways, known ? Answer::Yes : Answer::Unknown);
    }
    return found;
}

}  // namespace

/// block-ingress lets pass what nobody outside can begin; exclusions of egress mean nothing to it.
Answer public_access(const World& world, const topology::Subnet& subnet, PublicPath path) {
    const auto mode = mode_of(world);
    const Exclusions spared = exclusions_of(world, subnet);
    if (mode == "off" || spared.both_ways == Answer::Yes)
        return Answer::Yes;
    if (mode == "block-ingress") {
        const bool by_gateway = path == PublicPath::OutByNat || path == PublicPath::EgressOnly;
        return by_gateway ? Answer::Yes : spared.both_ways;
    }
    if (mode != "block-bidirectional")
        return Answer::Unknown;
    return path == PublicPath::In ? spared.both_ways : spared.egress;
}

}  // namespace inland::checker
