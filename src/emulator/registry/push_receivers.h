// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/registry/visit.h"
#include "http/server.h"

#include <functional>
#include <memory>

namespace inland::emulator::registry {

/// A request whose body is received piece by piece, and its head.
using MakeVisit = std::function<Result<Visit>(const http::Request& head)>;
/// Finishes every answer (headers that all have), then sends it.
using SendAnswer = std::function<void(Result<Answer>, const http::Request&, http::Responder)>;

/// The receiver of a push (POST, PATCH and PUT of uploads; PUT of manifests), or nullptr for other
/// requests. What is refused by its head is read to its end and thrown away.
std::unique_ptr<http::BodyReceiver> make_push_receiver(const http::Request& head,
                                                       const MakeVisit& make_visit,
                                                       SendAnswer send);

}  // namespace inland::emulator::registry
