// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/model.h"
#include "core/json.h"
#include "core/result.h"

namespace inland::aws {

/// Whether a document fits a shape: no members that the shape does not have, the right JSON kinds,
/// nothing required missing. InvalidInput naming the path of the first that does not. null counts
/// as absent.
Result<void> check_document(const Shape& shape, const json::value& document);

/// The path of the first required member that is missing, or "".
std::string missing_member(const Shape& shape, const json::value& document);

}  // namespace inland::aws
