// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/cloudformation/world.h"

#include <string_view>
#include <vector>

namespace inland::sources::cloudformation {

/// Notes as missing, by its key, what a template makes that may matter to the proof and that no
/// reader of `read` (the types that have one) takes in: a firewall, a transit gateway.
void note_unread(World& world, const std::vector<std::string_view>& read);

}  // namespace inland::sources::cloudformation
