// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/model.h"
#include "aws/sigv4/verify.h"
#include "core/result.h"
#include "http/message.h"

#include <optional>
#include <string>

namespace inland::emulator {

/// The service that a request to the one port is for: by the signature's scope, then X-Amz-Target,
/// the host, the API version of a form, the path. The error names the service that is not emulated.
Result<const aws::Service*> find_addressed_service(const http::Request& request,
                                                   const std::optional<aws::sigv4::Claim>& claim);

/// The operation as the request names it: the Action of a form, the end of X-Amz-Target, else
/// method and path. What a client wrote, so not to be trusted to be short or known.
std::string named_operation(const http::Request& request);

}  // namespace inland::emulator
