// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/user.h"
#include "emulator/world.h"
#include "http/server.h"

#include <functional>

namespace inland::emulator::cluster {

/// Says who sent a request (authentication.h); tests give their own.
using Authenticate = std::function<Result<User>(World& world, const RecordKey& cluster,
                                                const http::Request& request)>;

/// The API server of one cluster: authenticates, authorizes and answers. Failures are answered with
/// Status documents, also those of a cluster that is gone.
http::Handler api_server(World& world, const RecordKey& cluster, Authenticate authenticate);

}  // namespace inland::emulator::cluster
