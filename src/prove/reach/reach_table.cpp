// SPDX-License-Identifier: Apache-2.0
#include "prove/reach/reach_table.h"

#include "prove/reach/pair_outcome.h"

namespace inland::prove {

ReachTable::ReachTable(const Network& network, std::vector<ReachSite> sites, const Traffic& traffic,
                       Purpose purpose)
    : network_(network), traffic_(traffic), purpose_(purpose), sites_(std::move(sites)) {
    boost::unordered_flat_map<const VpcView*, std::uint32_t> numbers;
    std::vector<std::vector<const ReachSite*>> by_vpc;
    places_.reserve(sites_.size());
    for (const ReachSite& site : sites_) {
        const auto [found, is_new] =
            numbers.try_emplace(site.subnet->vpc, static_cast<std::uint32_t>(by_vpc.size()));
        if (is_new)
            by_vpc.emplace_back();
        auto& members = by_vpc[found->second];
        places_.emplace_back(found->second, static_cast<std::uint32_t>(members.size()));
        members.push_back(&site);
    }
    vpcs_.reserve(by_vpc.size());
    for (std::uint32_t vpc = 0; vpc < by_vpc.size(); ++vpc) {
        vpcs_.emplace_back(network, std::move(by_vpc[vpc]), traffic, purpose);
        for (const topology::SecurityGroup* group : vpcs_.back().groups())
            carrying_vpcs_[group->key].push_back(vpc);
    }
    add_up();
}

void ReachTable::add_up() {
    counts_ = {};
    for (const VpcReach& vpc : vpcs_)
        counts_ += vpc.counts();
}

Outcome ReachTable::outcome(std::size_t from, std::size_t to) const {
    const auto [vpc, place] = places_[from];
    const auto [other_vpc, other_place] = places_[to];
    if (vpc == other_vpc)
        return vpcs_[vpc].outcome(place, other_place);
    return pair_outcome(
        {network_, party_of(sites_[from]), party_of(sites_[to]), traffic_, purpose_});
}

std::size_t ReachTable::classes() const {
    std::size_t sum = 0;
    for (const VpcReach& vpc : vpcs_)
        sum += vpc.classes();
    return sum;
}

std::size_t ReachTable::bytes() const {
    std::size_t sum = sizeof(*this) + sites_.capacity() * sizeof(ReachSite) +
                      places_.capacity() * sizeof(places_[0]);
    for (const ReachSite& site : sites_)
        sum += site.addresses.capacity() * sizeof(AddressRange) +
               site.groups.capacity() * sizeof(site.groups[0]);
    for (const VpcReach& vpc : vpcs_)
        sum += vpc.bytes();
    for (const auto& [key, vpcs] : carrying_vpcs_)
        sum += sizeof(key) + sizeof(vpcs) + vpcs.capacity() * sizeof(vpcs[0]);
    return sum;
}

void ReachTable::update(std::string_view group) {
    const auto* changed = network_.group(group);
    const auto vpcs = carrying_vpcs_.find(group);
    if (changed == nullptr || vpcs == carrying_vpcs_.end())
        return;
    for (const std::uint32_t vpc : vpcs->second)
        vpcs_[vpc].update(*changed);
    add_up();
}

}  // namespace inland::prove
