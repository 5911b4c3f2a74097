// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/cloudformation/world.h"

namespace inland::sources::cloudformation {

/// Reports resources that need each other in a circle, which CloudFormation refuses to create.
void check_dependencies(World& world);

}  // namespace inland::sources::cloudformation
