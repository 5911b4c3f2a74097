// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace inland {

/// What went wrong, by what the caller can do about it.
enum class ErrorKind {
    InvalidInput,   ///< the user's file, flags or request are wrong: exit 2
    NotFound,       ///< the thing named does not exist
    AlreadyExists,  ///< a thing of that name exists
    InUse,          ///< something still depends on it (DependencyViolation, ResourceInUse)
    AccessDenied,   ///< credentials missing, wrong, or not permitted
    Throttled,      ///< asked too often; worth a retry
    Unavailable,    ///< nobody answers, or answers 5xx; worth a retry
    Timeout,        ///< waited as long as the deadline allows
    Interrupted,    ///< the user asked to stop
    Failed,         ///< AWS carried the request out and it failed (CREATE_FAILED)
    Internal,       ///< a bug of ours
};

/// A failure as a value. `code` is AWS's (or Kubernetes') own error code where there is one.
/// Messages never hold secrets: what is put in here reaches terminals and logs.
struct [[nodiscard]] Error {
    ErrorKind kind = ErrorKind::Internal;
    std::string message;
    std::string code = {};
    int http_status = 0;

    /// The same failure, said with what was being done: "creating subnet/a: <message>".
    [[nodiscard]] Error with_context(std::string_view doing) && {
        message.insert(0, std::string(doing) + ": ");
        return std::move(*this);
    }

    bool operator==(const Error&) const = default;
};

}  // namespace inland
