// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "deploy/context.h"
#include "topology/topology.h"

#include <span>
#include <string>
#include <variant>
#include <vector>

namespace inland::deploy {

struct Ready {};
/// Not yet, with AWS's own word for where it stands ("CREATING").
struct NotYet {
    std::string state;
};
/// What a look at a waiting resource came to; an Error means that it will not get there
/// (CREATE_FAILED).
using Readiness = std::variant<Ready, NotYet, Error>;

/// How one resource type is made, changed and removed through AWS's API: the only way out of this
/// room. Each drivers/*.cpp defines the rows of a family. All functions block, may run on any
/// worker thread at the same time as those of other resources, and can be run again after a kill:
/// `create` finds what a lost answer left behind, `attach` and `remove` accept what is already so.
template <typename R>
struct Operations {
    /// Makes the bare resource with its tags and returns the id by which APIs call it.
    Result<std::string> (*create)(Context& context, const R& desired);
    /// Brings parts and changeable fields to `desired`; `observed` is nullptr right after create.
    Result<void> (*attach)(Context& context, const R& desired, const R* observed) = nullptr;
    /// Looks at all of these with as few calls as AWS allows; one answer each, in order. May bind
    /// more ids (the security group of a cluster). Nothing to wait for when absent.
    Result<std::vector<Readiness>> (*ready)(Context& context,
                                            std::span<const R* const> desired) = nullptr;
    /// Takes off what others hold on to: routes, associations, rules that name groups.
    Result<void> (*detach)(Context& context, const R& observed) = nullptr;
    /// Asks AWS to remove it; gone already is fine, DependencyViolation is tried again by the
    /// caller.
    Result<void> (*remove)(Context& context, const R& observed) = nullptr;
    Result<std::vector<Readiness>> (*gone)(Context& context,
                                           std::span<const R* const> observed) = nullptr;
    /// The rows of knowledge/durations.yaml, for the critical path and the progress line.
    std::string_view create_duration = {};
    std::string_view remove_duration = {};
};

/// The row of a type; defined in drivers/ for every type that a design can hold.
template <typename R>
const Operations<R>& operations();

}  // namespace inland::deploy
