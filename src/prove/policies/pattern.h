// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/policies/truth.h"

#include <string>
#include <string_view>

namespace inland::prove {

/// Actions ignore case, resources mind it (IAM User Guide).
enum class Case { Ignored, Minded };

/// IAM's patterns: `*` is any text, `?` any character. Where `text` holds unknown_account, the
/// answer is Unknown when the account's digits decide.
Truth match_pattern(std::string_view pattern, std::string_view text, Case letters);

/// The Resource element's: a wildcard inside of one of an ARN's first five segments stays in it,
/// one that ends a segment may reach beyond (IAM User Guide, Resource, 2026-08).
Truth match_resource(std::string_view pattern, std::string_view arn);

/// The ARN operators': six components, each matched by itself; a lone `*` matches every ARN.
Truth match_arn(std::string_view pattern, std::string_view arn);

/// A text as a pattern that only that text matches: its wildcards become ordinary characters.
std::string as_literal(std::string_view text);

}  // namespace inland::prove
