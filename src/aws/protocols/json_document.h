// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/model.h"
#include "core/json.h"
#include "core/result.h"

#include <string>
#include <vector>

namespace inland::aws {

/// The JSON wire form of a document (json and rest-json): wire names, timestamps as seconds since
/// 1970. Only body members of the top structure; members that the shape does not have, or null, are
/// left out.
json::object to_wire_json(const Shape& shape, const json::object& document);

/// Back again. InvalidInput naming the path of a value of the wrong kind; paths of members that the
/// shape does not have are added to `unknown`. null counts as absent.
Result<json::object> from_wire_json(const Shape& shape, const json::value& wire,
                                    std::vector<std::string>& unknown);

}  // namespace inland::aws
