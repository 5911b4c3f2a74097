// SPDX-License-Identifier: Apache-2.0
#include "prove/reach/vpc_reach.h"

#include "prove/reach/pair_outcome.h"

#include <algorithm>

namespace inland::prove {

namespace {

AddressRange hull(const std::vector<const ReachSite*>& sites) {
    AddressRange all = sites.front()->addresses.front();
    for (const ReachSite* site : sites)
        for (const AddressRange& range : site->addresses)
            all = {std::min(all.first, range.first), std::max(all.last, range.last)};
    return all;
}

/// Nobody calls himself, or one family's address from the other's.
bool never_call(const SitePart& from, const SitePart& to) {
    const bool is_self =
        from.addresses == to.addresses && from.addresses.first == from.addresses.last;
    return is_self || from.addresses.is_ipv4() != to.addresses.is_ipv4();
}

}  // namespace

VpcReach::VpcReach(const Network& network, std::vector<const ReachSite*> sites,
                   const Traffic& traffic, Purpose purpose)
    : network_(&network),
      sites_(std::move(sites)),
      traffic_(traffic),
      purpose_(purpose),
      carried_(sites_),
      groups_(carried_, traffic) {
    prove();
}

void VpcReach::prove() {
    const SiteSubnets subnets(sites_);
    const SubnetFilters filters(subnets.subnets, traffic_, purpose_, hull(sites_));
    AddressBounds bounds;
    groups_.add_bounds(bounds);
    filters.add_bounds(bounds);
    bounds.sort();
    classes_ = SiteClasses(sites_, subnets, carried_, bounds);
    groups_.prove(carried_, classes_);
    subnets_ = filters.rows(classes_);
    count();
}

PairRows VpcReach::surely() const {
    return {classes_.classes, groups_.egress().surely, groups_.ingress().surely,
            subnets_.leaving.surely, subnets_.entering.surely};
}

PairRows VpcReach::possibly() const {
    return {classes_.classes, groups_.egress().possibly, groups_.ingress().possibly,
            subnets_.leaving.possibly, subnets_.entering.possibly};
}

Outcome VpcReach::outcome(std::size_t from, std::size_t to) const {
    Outcome worst = Outcome::Holds;
    for (const SitePart& source : classes_.parts_of(from))
        for (const SitePart& destination : classes_.parts_of(to))
            if (!never_call(source, destination))
                worst =
                    std::max(worst, outcome_of_classes(source.site_class, destination.site_class));
    return worst;
}

Outcome VpcReach::outcome_of_classes(std::uint32_t from, std::uint32_t to) const {
    if (is_odd(from, to))
        return pair_outcome(
            {*network_, party_of_class(from), party_of_class(to), traffic_, purpose_});
    if (surely().admits(from, to))
        return Outcome::Holds;
    return possibly().admits(from, to) ? Outcome::Unknown : Outcome::Fails;
}

void VpcReach::count() {
    counts_ = {};
    if (classes_.are_single)
        return count_classes();
    for (std::size_t from = 0; from < sites_.size(); ++from)
        for (std::size_t to = 0; to < sites_.size(); ++to)
            if (from != to)
                counts_.add(outcome(from, to));
}

void VpcReach::count_classes() {
    const std::uint64_t all = sites_.size() * (sites_.size() - 1);
    const std::uint64_t sure = surely().count(), possible = possibly().count();
    counts_ = {.holds = sure, .unknown = possible - sure, .fails = all - possible};
    if (subnets_.has_odd)
        count_odd_classes();
}

/// Odd pairs are in the rows as possible and not sure.
void VpcReach::count_odd_classes() {
    const auto& classes = classes_.classes;
    const PairRows possible = possibly();
    for (std::uint32_t from = 0; from < classes.size(); ++from)
        for (std::uint32_t to = 0; to < classes.size(); ++to) {
            if (!is_odd(from, to))
                continue;
            const std::uint64_t pairs = std::uint64_t{classes[from].parts} * classes[to].parts;
            (possible.admits(from, to) ? counts_.unknown : counts_.fails) -= pairs;
            counts_.add(outcome_of_classes(from, to), pairs);
        }
}

bool VpcReach::is_odd(std::uint32_t from, std::uint32_t to) const {
    return subnets_.has_odd && (has_bit(subnets_.odd_requests[classes_.classes[from].subnet], to) ||
                                has_bit(subnets_.odd_replies[classes_.classes[to].subnet], from));
}

Party VpcReach::party_of_class(std::uint32_t number) const {
    Party party = party_of(*sites_[classes_.classes[number].site]);
    party.addresses = {{classes_.peers[number], classes_.peers[number]}};
    return party;
}

void VpcReach::update(const topology::SecurityGroup& changed) {
    const auto group = carried_.number_of(changed.key);
    if (!group)
        return;
    if (groups_.update(carried_, classes_, *group, changed))
        count();
    else
        *this = VpcReach(*network_, std::move(sites_), traffic_, purpose_);
}

std::size_t VpcReach::bytes() const {
    return sizeof(*this) + sites_.capacity() * sizeof(sites_[0]) + carried_.bytes() +
           groups_.bytes() + classes_.bytes() + subnets_.bytes();
}

}  // namespace inland::prove
