// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/node.h"
#include "knowledge/reporter.h"

#include <optional>
#include <string>
#include <string_view>

namespace inland::sources::cloudformation {

/// CloudFormation takes templates of at most 1 MB, from Amazon S3 (CloudFormation quotas).
inline constexpr std::size_t largest_template = 1'000'000;

/// A template's tree, from YAML or JSON, UTF-8 or UTF-16. Short forms are written out: !Ref x is
/// {Ref: x}. Nothing when it cannot be read; mistakes are reported with their places.
std::optional<knowledge::Node> read_template_file(std::string_view bytes,
                                                  knowledge::Reporter& reporter);

/// The function that a short form stands for: "!Sub" is "Fn::Sub"; "" for other tags.
std::string function_of_tag(std::string_view tag);

}  // namespace inland::sources::cloudformation
