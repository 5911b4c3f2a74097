// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/cloudformation/value.h"

#include <string>

namespace inland::sources::cloudformation {

/// A policy written in a template, all of it known, as the JSON text that IAM keeps.
std::string policy_json(const Value& value);

}  // namespace inland::sources::cloudformation
