// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "deploy/field_value.h"
#include "deploy/plan.h"
#include "topology/field_json.h"
#include "topology/references.h"

#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace inland::deploy {

/// Resources that the plan makes anew, by type and key: whoever refers to one changes with it.
using Renewed = std::set<std::pair<std::string, std::string>>;

/// Tags of a cluster by which Inland knows what it has made of it, and that are wanted no more.
std::vector<std::string> outlived_tags(const topology::Tags& desired,
                                       const topology::Tags& observed);

/// The tags that are wanted and are not there or say something else, and those above; others are
/// not ours.
std::vector<FieldChange> tag_changes(const topology::Tags& desired, const topology::Tags& observed);

/// Whether the value refers to a resource that is made anew.
template <typename T>
bool refers_to_renewed(const T& value, const Renewed& renewed) {
    bool found = false;
    topology::visit_keys(value, [&]<typename Target>(const std::string& key) {
        found = found || renewed.contains({std::string(Target::type), key});
    });
    return found;
}

/// The fields of one resource that are not as they should be, walking its type's table of fields.
template <typename R>
std::vector<FieldChange> compare(const R& desired, const R& observed, const Renewed& renewed) {
    std::vector<FieldChange> changes;
    topology::for_each_field<R>([&](const auto& field) {
        const auto& wanted = desired.*field.member;
        const auto& found = observed.*field.member;
        if (field.on_change == topology::OnChange::Ignore || !wanted.is_known() ||
            found.is_unknown())
            return;
        const auto same = found.is_known() && same_value(wanted.value(), found.value());
        if (same && !refers_to_renewed(wanted.value(), renewed))
            return;
        changes.push_back({std::string(field.name), topology::attribute_json(found),
                           topology::attribute_json(wanted),
                           field.on_change == topology::OnChange::Replace});
    });
    auto tags = tag_changes(desired.tags, observed.tags);
    std::ranges::move(tags, std::back_inserter(changes));
    return changes;
}

}  // namespace inland::deploy
