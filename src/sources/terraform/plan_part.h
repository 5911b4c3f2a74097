// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace inland::sources::terraform {

/// What a value within a plan's JSON is to the reader. A list's elements are the part that it is.
enum class PlanPart : std::uint8_t {
    Kept,     ///< with all that is below it
    Skipped,  ///< with all that is below it: nobody reads it
    Marks,    ///< `after_unknown`: of all that is below it only what is true is kept
    Rules,    ///< the blocks of a security group or a network ACL: of Members
    Member,   ///< kept unless there is nothing in it, as in most
    Plan,     ///< the document; the parts from here on have members of several parts
    ResourceChange,
    Change,
    After,
    PriorState,
    PriorResource,
    PriorMode,     ///< "managed" or "data" of a resource
    PriorManaged,  ///< the resource, once its mode has said so: its values are those of the past
};

/// The part that a member of a part is. Most of a plan's bytes say what is said elsewhere in it:
/// the same values as `planned_values`, as they were before, and which of them are secret.
/// https://developer.hashicorp.com/terraform/internals/json-format
PlanPart member_part(PlanPart of, std::string_view name);

}  // namespace inland::sources::terraform
