// SPDX-License-Identifier: Apache-2.0
#include "prove/reach/carried_groups.h"

#include <algorithm>
#include <map>

namespace inland::prove {

CarriedGroups::CarriedGroups(std::span<const ReachSite* const> sites) {
    std::map<Set, std::uint32_t> known;
    for (const ReachSite* site : sites) {
        Set set{{}, site->may_carry_more};
        for (const topology::SecurityGroup* group : site->groups)
            set.groups.push_back(add(*group, *site->subnet));
        std::ranges::sort(set.groups);
        set.groups.erase(std::ranges::unique(set.groups).begin(), set.groups.end());
        const auto [found, is_new] =
            known.try_emplace(std::move(set), static_cast<std::uint32_t>(sets_.size()));
        if (is_new)
            sets_.push_back(found->first);
        set_of_.push_back(found->second);
    }
}

std::uint32_t CarriedGroups::add(const topology::SecurityGroup& group, const SubnetView& subnet) {
    const auto [found, is_new] =
        numbers_.try_emplace(group.key, static_cast<std::uint32_t>(groups_.size()));
    if (is_new) {
        groups_.push_back(&group);
        subnets_.push_back(&subnet);
    }
    return found->second;
}

std::optional<std::uint32_t> CarriedGroups::number_of(std::string_view key) const {
    const auto found = numbers_.find(key);
    if (found == numbers_.end())
        return std::nullopt;
    return found->second;
}

std::vector<std::uint32_t> CarriedGroups::sets_with(std::uint32_t group) const {
    std::vector<std::uint32_t> with;
    for (std::uint32_t set = 0; set < sets_.size(); ++set)
        if (std::ranges::binary_search(sets_[set].groups, group))
            with.push_back(set);
    return with;
}

std::size_t CarriedGroups::bytes() const {
    std::size_t sum = numbers_.bucket_count() * sizeof(std::pair<std::string_view, std::uint32_t>) +
                      groups_.capacity() * sizeof(groups_[0]) +
                      subnets_.capacity() * sizeof(subnets_[0]) +
                      sets_.capacity() * sizeof(sets_[0]) + set_of_.capacity() * sizeof(set_of_[0]);
    for (const Set& set : sets_)
        sum += set.groups.capacity() * sizeof(set.groups[0]);
    return sum;
}

}  // namespace inland::prove
