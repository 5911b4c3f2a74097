// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/model.h"
#include "core/clock.h"
#include "emulator/authorization/resource.h"
#include "emulator/service.h"
#include "prove/policies/evaluation.h"

#include <vector>

namespace inland::emulator {

/// One action on one resource that a call must be allowed to do.
struct AskedPermission {
    prove::PolicyRequest request;
    JudgedResource resource;
};

/// Everything that a call asks for, as knowledge/permissions.yaml says: its own action on each
/// resource first. Empty for calls that need no permission; a service without rows is judged by its
/// operations' names on any resource.
std::vector<AskedPermission> asked_permissions(const Call& call, std::string_view service,
                                               TimePoint wall_now);

}  // namespace inland::emulator
