// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <string>

namespace inland::emulator::cluster {

/// An OpenAPI 2 document as the protocol buffer openapi.v2.Document, which is the only form in
/// which kubectl before 1.27 reads it (google/gnostic, openapiv2/OpenAPIv2.proto): what clients
/// look at, which is info, paths with the parameters of their operations, and definitions. Pure.
std::string open_api_protobuf(const json::object& document);

}  // namespace inland::emulator::cluster
