// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "deploy/compare.h"
#include "topology/topology.h"

#include <optional>
#include <type_traits>

namespace inland::deploy {

/// The tags that differ, those to be taken off included: of what is not ours, both sides come from
/// one observation (given_network.h).
std::vector<FieldChange> tag_edits(const topology::Tags& desired, const topology::Tags& observed);

/// Types of which something may be changed that is not ours (topology/network_edit.h).
template <typename R>
constexpr bool may_be_edited =
    std::is_same_v<R, topology::Subnet> || std::is_same_v<R, topology::RouteTable>;

/// What is to be changed in a resource that is there and not ours; nothing for all others.
template <typename R>
std::optional<Change> edit_of_given(const R& wanted, const topology::Topology& observed) {
    if constexpr (may_be_edited<R>) {
        const auto* found = wanted.id.empty() ? nullptr : observed.find<R>(wanted.key);
        if (found == nullptr)
            return std::nullopt;
        Change change{Action::Update, R::type, wanted.key, found->id, wanted.why, {}};
        auto untagged = wanted;
        untagged.tags = found->tags;
        change.fields = compare(untagged, *found, {});
        std::ranges::move(tag_edits(wanted.tags, found->tags), std::back_inserter(change.fields));
        if (!change.fields.empty())
            return change;
    }
    return std::nullopt;
}

}  // namespace inland::deploy
