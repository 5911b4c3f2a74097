// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/certificate.h"
#include "checker/world.h"

namespace inland::checker {

/// Whether a row is about pods, among others, that may be in other subnets or have other security
/// groups than their nodes: the checker knows no such interfaces, so it cannot see that a
/// certificate left them out. Said of everything that might move pods, without reading it closely.
bool leaves_pods_open(const World& world, const Row& row);

}  // namespace inland::checker
