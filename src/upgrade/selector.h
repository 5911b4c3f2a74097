// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

namespace inland::upgrade {

/// Whether a meta/v1 LabelSelector selects an object: an empty one selects all.
bool selects(const json::object& selector, const json::object& object);

}  // namespace inland::upgrade
