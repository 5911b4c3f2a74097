// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/json.h"
#include "emulator/cluster/api/resource_types.h"

namespace inland::emulator::cluster {

/// How `kubectl get` shows a custom resource: its name, then its definition's
/// additionalPrinterColumns, or its age where there are none.
json::array custom_column_definitions(const ResourceType& type);
json::array custom_cells(const ResourceType& type, const json::object& object, TimePoint now);

}  // namespace inland::emulator::cluster
