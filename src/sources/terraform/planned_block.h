// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <string>
#include <string_view>

namespace inland::sources::terraform {

/// The first step of a dotted path; moves `path` behind it and its dot.
std::string_view take_step(std::string_view& path);

/// Terraform takes "443" for 443: as text they are the same.
std::string plain_text(const json::value& value);

/// A member, or an element of a list by its index; nullptr when there is none.
const json::value* planned_member(const json::value* value, std::string_view name);
const json::value* planned_element(const json::value* value, std::string_view index);

}  // namespace inland::sources::terraform
