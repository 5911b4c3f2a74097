// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/model.h"
#include "core/result.h"

#include <string_view>

namespace inland::aws {

/// Parses one table of src/aws/api. Blocks start at the left edge, what belongs to them is
/// indented:
///
///     service NAME                    id, protocol, version, endpoint, signing, target, json,
///                                     namespace: one fact a line
///     operation NAME METHOD URI       input SHAPE, output SHAPE, element NAME, status N, unsigned,
///                                     errors CODE..., page-in, page-out, page-results, page-more
///     error CODE STATUS
///     structure NAME                  MEMBER SHAPE [wire=NAME] [query=NAME] [at=uri|query|header]
///                                     [required] [token] [last-segment]
///     list NAME SHAPE [wire=NAME]
///     map NAME SHAPE
///
/// SHAPE is a block's name or a scalar: string, integer, double, boolean, timestamp, blob. Errors
/// name the line.
Result<Service> parse_api_table(std::string_view text);

}  // namespace inland::aws
