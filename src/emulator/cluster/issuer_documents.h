// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/world.h"
#include "http/message.h"

namespace inland::emulator {

/// What a cluster's OpenID Connect issuer shows to everybody at https://oidc.eks.REGION/id/ID: its
/// discovery document and its keys (OpenID Connect Discovery 1.0, sections 3 and 4). The host is
/// the proxy's matter; here the path says which issuer.
bool is_for_issuer(const http::Request& request);
/// 404 for an issuer that no cluster has. I/O thread only.
http::Response answer_as_issuer(World& world, const http::Request& request);

}  // namespace inland::emulator
