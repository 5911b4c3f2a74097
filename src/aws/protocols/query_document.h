// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/model.h"
#include "core/json.h"
#include "core/result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inland::aws {

using Parameters = std::vector<std::pair<std::string, std::string>>;

/// A document as flat parameters: "Tags.member.1.Key" in query, "Tag.1.Key" in ec2.
Parameters to_parameters(Protocol protocol, const Shape& shape, const json::object& document);

/// What a service refuses in parameters: which one, and whether it is unknown or malformed.
struct ParameterFault {
    enum class Kind { Unknown, Malformed } kind;
    std::string message;  ///< Unknown: the parameter's name
};

/// Back again; every parameter must be known to the shape.
std::expected<json::object, ParameterFault> from_parameters(Protocol protocol, const Shape& shape,
                                                            const Parameters& parameters);

}  // namespace inland::aws
