// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <string>
#include <string_view>

namespace inland::emulator::cluster {

/// The types of a table as OpenAPI v3 schemas by their full names (schemas.h has its format). The
/// table is ours: what is not understood in it is left out.
json::object read_schema_table(std::string_view text);

/// "core.v1.PodSpec" as "io.k8s.api.core.v1.PodSpec".
std::string full_type_name(std::string_view name);

}  // namespace inland::emulator::cluster
