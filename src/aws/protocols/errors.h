// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/model.h"
#include "core/result.h"
#include "http/message.h"

#include <string>
#include <string_view>

namespace inland::aws {

/// What the caller can do about an AWS error, by its code and, failing that, its status.
ErrorKind error_kind(std::string_view code, int status);

/// What a service may find wrong with a request before it looks at what is asked.
enum class RequestFault {
    UnknownOperation,
    MissingOperation,
    Malformed,
    MissingMember,
    UnknownParameter
};

/// That fault in the words of a service of that protocol. `what`: the operation, the explanation,
/// or the member.
Error request_fault(Protocol protocol, RequestFault fault, std::string_view what);

/// The Error that an answer of status 300 and above carries. The message is AWS's own.
Error decode_error(Protocol protocol, const http::Response& response);

}  // namespace inland::aws
