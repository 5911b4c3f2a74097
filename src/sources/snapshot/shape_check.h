// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/model.h"
#include "core/json.h"

#include <string>
#include <vector>

namespace inland::sources::snapshot {

/// Where a document is not of the shape that AWS's service model gives it: "SecurityGroups.0.
/// IpPermissions must be a list", the first few. A member of the wrong kind would otherwise read as
/// one that is not there. Members that the model does not have are newer than it, and pass.
std::vector<std::string> misshapes(const json::object& document, const aws::Shape& shape);

}  // namespace inland::sources::snapshot
