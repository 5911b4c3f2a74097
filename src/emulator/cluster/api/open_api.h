// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/message.h"

#include <optional>

namespace inland::emulator::cluster {

/// "/openapi/v2" and "/openapi/v3": documents that describe no types yet, so that clients which
/// read them before they write (kubectl apply) go on with their own knowledge of the built-in
/// types. Nothing for other paths.
std::optional<http::Response> open_api_answer(const http::Request& request);

}  // namespace inland::emulator::cluster
