// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/drawing.h"

namespace inland::design {

/// The version of an add-on for the spec's Kubernetes; null, and an Error in the drawing's
/// diagnostics, where none is known.
const knowledge::AddonVersion* version_or_refusal(const Drawing& drawing,
                                                  const knowledge::Addon& addon,
                                                  const Place& place);

}  // namespace inland::design
