// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::cli {

/// What the JSON Schema of the spec says of a field, as a page for people. `field` leads there from
/// the document or from `spec`: "spec.nodeGroups.kind", "nodeGroups.kind". Nothing for others.
std::optional<std::string> spec_field_page(std::string_view field);

/// Every field of `spec`, from there: "nodeGroups.kind".
std::vector<std::string> spec_field_names();

}  // namespace inland::cli
