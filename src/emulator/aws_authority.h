// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "http/server.h"

#include <string>

namespace inland::emulator {

class World;

/// The certificate authority of the emulated AWS's own names: what the world's clients would have
/// in their trust stores. Made at its first use and kept with the state. I/O thread only.

/// In PEM, for AWS_CA_BUNDLE and the like.
std::string aws_authority_certificate(World& world);
/// What a server of that name ("123456789012.dkr.ecr.eu-central-1.amazonaws.com") shows; made once
/// a name and run.
Result<http::TlsIdentity> aws_server_identity(World& world, const std::string& host);

}  // namespace inland::emulator
