// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/error.h"
#include "http/responder.h"

#include <optional>

namespace inland::emulator::registry {

/// What goes back to a client of /v2/ or of the layer bucket.
struct Answer {
    http::Response response = {};
    std::optional<http::FileRange> file = {};  ///< instead of the response's body
};

void deliver(Answer answer, http::Responder& responder);

/// The error body of the distribution specification; codes of the ECR API become those that its
/// registry answers with.
http::Response error_response(const Error& error);

}  // namespace inland::emulator::registry
