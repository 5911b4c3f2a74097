// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform/plan_part.h"

#include <algorithm>
#include <array>

namespace inland::sources::terraform {

namespace {

struct Row {
    PlanPart of;
    std::string_view name;
    PlanPart part;
};
constexpr std::array rows{
    Row{PlanPart::Plan, "planned_values", PlanPart::Skipped},
    Row{PlanPart::Plan, "resource_changes", PlanPart::ResourceChange},
    Row{PlanPart::Plan, "resource_drift", PlanPart::Skipped},
    Row{PlanPart::Plan, "deferred_changes", PlanPart::Skipped},
    Row{PlanPart::Plan, "output_changes", PlanPart::Skipped},
    Row{PlanPart::Plan, "relevant_attributes", PlanPart::Skipped},
    Row{PlanPart::Plan, "checks", PlanPart::Skipped},
    Row{PlanPart::Plan, "prior_state", PlanPart::PriorState},
    Row{PlanPart::ResourceChange, "change", PlanPart::Change},
    Row{PlanPart::Change, "before", PlanPart::Skipped},
    Row{PlanPart::Change, "after", PlanPart::After},
    Row{PlanPart::Change, "before_sensitive", PlanPart::Skipped},
    Row{PlanPart::Change, "after_sensitive", PlanPart::Skipped},
    Row{PlanPart::Change, "after_unknown", PlanPart::Marks},
    Row{PlanPart::Change, "replace_paths", PlanPart::Skipped},
    Row{PlanPart::After, "ingress", PlanPart::Rules},
    Row{PlanPart::After, "egress", PlanPart::Rules},
    Row{PlanPart::PriorState, "values", PlanPart::PriorState},
    Row{PlanPart::PriorState, "outputs", PlanPart::Skipped},
    Row{PlanPart::PriorState, "root_module", PlanPart::PriorState},
    Row{PlanPart::PriorState, "child_modules", PlanPart::PriorState},
    Row{PlanPart::PriorState, "resources", PlanPart::PriorResource},
    Row{PlanPart::PriorResource, "mode", PlanPart::PriorMode},
    Row{PlanPart::PriorResource, "sensitive_values", PlanPart::Skipped},
    Row{PlanPart::PriorManaged, "values", PlanPart::Skipped},
    Row{PlanPart::PriorManaged, "sensitive_values", PlanPart::Skipped},
};

}  // namespace

PlanPart member_part(PlanPart of, std::string_view name) {
    if (of == PlanPart::Rules)
        return PlanPart::Member;
    if (of < PlanPart::Plan)
        return of;
    const auto* row = std::ranges::find_if(
        rows, [&](const Row& one) { return one.of == of && one.name == name; });
    return row == rows.end() ? PlanPart::Kept : row->part;
}

}  // namespace inland::sources::terraform
