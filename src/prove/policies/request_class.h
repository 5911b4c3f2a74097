// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/policies/evaluation.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::prove {

/// Requests that differ in action and resource only: all that both patterns match.
struct RequestClass {
    std::string actions;    ///< "s3:Get*"
    std::string resources;  ///< "arn:aws:s3:::corp-*", without variables
};

/// The classes that a statement which allows can match, of actions that begin with `prefix`
/// ("s3:"), sent as `request` is and for resources that may be of `request.resource_account`.
/// Together they hold every such request. Empty when conditions or principals surely keep it out.
std::vector<RequestClass> classes_of(const PolicyStatement& statement, std::string_view prefix,
                                     const PolicyRequest& request);

/// Whether a statement surely denies every request of the class, sent as `request` is.
bool denies_all(const PolicyStatement& statement, const RequestClass& requests,
                const PolicyRequest& request);

/// A resource of `account` that the pattern matches: "arn:aws:s3:::corp-x/object".
std::string resource_like(std::string_view pattern, std::string_view account);

}  // namespace inland::prove
