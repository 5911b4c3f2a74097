// SPDX-License-Identifier: Apache-2.0

#include "knowledge/restrictions.h"

#include "design/designers.h"

#include <fmt/format.h>

namespace inland::design {
namespace {

using knowledge::MeetingPlace;

std::string_view word_of(spec::OperatingSystem system) {
    switch (system) {
        case spec::OperatingSystem::Al2023:
            return "al2023";
        case spec::OperatingSystem::Bottlerocket:
            return "bottlerocket";
        case spec::OperatingSystem::Al2:
            return "al2";
    }
    return {};
}

/// `at` is the field as restrictions.yaml has it.
void tell(const Drawing& drawing, std::string_view at, std::string_view value, const Place& place) {
    for (const auto* met : knowledge::built_in_restrictions().met(MeetingPlace::Spec, at, value))
        drawing.result.diagnostics.add(
            knowledge::told(*met, fmt::format("spec.{}: {}", at, value), place));
}

/// Nodes that reach the internet reach a public API, too.
bool has_public_api_alone(const spec::Cluster& spec) {
    return std::holds_alternative<spec::PublicAccess>(spec.access.value) &&
           spec.network.egress.value == spec::Egress::None &&
           spec.network.nodes.value == spec::NodePlacement::Private;
}

}  // namespace

void tell_restrictions(Drawing& drawing) {
    for (const auto& addon : drawing.spec.addons)
        tell(drawing, "addons", addon.value, addon.place);
    for (const auto& group : drawing.spec.node_groups)
        tell(drawing, "nodeGroups.os", word_of(group.os.value), group.os.place);
    if (has_public_api_alone(drawing.spec))
        tell(drawing, "access", "public", drawing.spec.access.place);
}

}  // namespace inland::design
