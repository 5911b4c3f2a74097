// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/model.h"
#include "core/json.h"
#include "core/result.h"

#include <string>
#include <string_view>

namespace inland::aws {

/// Scalars as text: query parameters, XML elements, URI labels, headers. A value of another JSON
/// kind than the shape's is written as it reads.
std::string scalar_to_text(const json::value& value);

/// The document's value for a text of the wire. InvalidInput naming `path` when it is no such
/// thing.
Result<json::value> scalar_from_text(const Shape& shape, std::string_view text,
                                     const std::string& path);

[[nodiscard]] bool is_scalar(const Shape& shape);

/// "Tags" and "0" as "Tags.0"; an empty parent adds no dot.
std::string path_join(const std::string& parent, std::string_view child);

}  // namespace inland::aws
