// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/restrictions.h"

#include <string>
#include <string_view>

namespace inland::sources {

/// What the resources of a Terraform plan or a CloudFormation template are that private clusters
/// cannot have, or only by a rule: each restriction once for each resource. Bytes that are neither,
/// or that cannot be read, have none: their reader says what is wrong.
Diagnostics met_restrictions(std::string_view bytes, const std::string& file,
                             const knowledge::Restrictions& restrictions);

}  // namespace inland::sources
