// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/cluster/api/resource_types.h"

#include <string_view>

namespace inland::emulator::cluster {

/// Whether the object's name and namespace are ones that Kubernetes takes (RFC 1123 subdomain, at
/// most 253 characters; labels of 63 for namespaces and services). Invalid in its words.
Result<void> check_names(const ResourceType& type, const json::object& object);

}  // namespace inland::emulator::cluster
