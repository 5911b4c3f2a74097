// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "http/message.h"

namespace inland::emulator::cluster {

/// The object in a request's body, JSON or a Kubernetes protocol buffer; UnsupportedMediaType for
/// another form, BadRequest for a body that is no object.
Result<json::object> read_body(const http::Request& request);

}  // namespace inland::emulator::cluster
