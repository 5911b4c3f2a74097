// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/cluster/api/resource_types.h"

#include <string_view>

namespace inland::emulator::cluster {

/// What a PATCH body may be, by its content type; each applied to a copy of the object. Failures
/// are Kubernetes' own (status.h).

/// RFC 7396: application/merge-patch+json.
json::value merge_patch(json::value target, const json::value& patch);
/// RFC 6902: application/json-patch+json.
Result<json::value> json_patch(json::value target, const json::value& patch);
/// application/strategic-merge-patch+json: lists whose elements have a key are merged by it, with
/// Kubernetes' directives ($patch, $deleteFromPrimitiveList/, $setElementOrder/, $retainKeys).
json::value strategic_merge_patch(json::value target, const json::value& patch);

/// Strategic merge patches need to know the type: custom resources have none.
enum class PatchTypes { All, WithoutStrategic };
PatchTypes patch_types_of(const ResourceType& type);

/// The patch that the content type names; 415 for another.
Result<json::value> apply_patch(std::string_view content_type, json::value target,
                                const json::value& patch, PatchTypes types = PatchTypes::All);

}  // namespace inland::emulator::cluster
