// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <string_view>

namespace inland::sources::terraform {

/// The expression of an attribute in a plan's configuration.
struct FoundExpression {
    const json::value* expression =
        nullptr;  ///< nullptr: there is none, or it cannot be told which
    /// It is the expression of all blocks together (`ingress = [...]`): whose is whose is not told.
    bool is_shared = false;
};

/// The expression at `path` ("ingress.0.security_groups") in a block's `expressions`. Terraform
/// orders the blocks of a set by their values and the configuration as they are written, so
/// `values` (of the planned resource) say which block is meant: the one whose constants it has.
FoundExpression expression_at(const json::object& block, const json::object& values,
                              std::string_view path);

}  // namespace inland::sources::terraform
