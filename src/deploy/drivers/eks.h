// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "deploy/context.h"
#include "deploy/driver.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::deploy::drivers {

/// The ARN of a role of the design, asked of IAM: EKS wants ARNs, paths included.
Result<std::string> role_arn(Context& context, const topology::Reference<topology::Role>& role);
Result<std::string> key_arn(Context& context, const topology::Reference<topology::Key>& key);

/// What a description says about health: "CODE: message (resources)", one after another.
std::string issues_of(const json::value& document, std::string_view path);

/// One EKS description and how it is judged.
struct EksLook {
    std::string_view operation;  ///< "DescribeNodegroup"
    json::object input;
    std::string_view document;     ///< "nodegroup"
    std::string_view issues_path;  ///< "health.issues"
};

/// Ready when ACTIVE; an Error with the health issues when it failed; else not yet. `document` gets
/// what EKS said.
Result<Readiness> look_ready(Context& context, const EksLook& look,
                             json::value* document = nullptr);
/// Ready when EKS does not find it any more.
Result<Readiness> look_gone(Context& context, const EksLook& look);

/// Asks for an update and waits until EKS has carried it out: it takes one at a time.
Result<void> update(Context& context, std::string_view operation, json::object input);

/// Sets the tags that are wanted and not there; `arn_member` of the description says by which ARN.
Result<void> put_eks_tags(Context& context, const EksLook& look, std::string_view arn_member,
                          const topology::Tags& desired, const topology::Resource* observed);

}  // namespace inland::deploy::drivers
