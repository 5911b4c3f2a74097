// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/error.h"

#include <expected>
#include <string>
#include <utility>

namespace inland {

/// A value or the Error that kept it from being. Nothing in this house throws across a room's door.
template <typename T>
using Result = std::expected<T, Error>;

/// `return failure(ErrorKind::NotFound, "no subnet a");`
[[nodiscard]] inline std::unexpected<Error> failure(ErrorKind kind, std::string message,
                                                    std::string code = {}, int http_status = 0) {
    return std::unexpected(Error{kind, std::move(message), std::move(code), http_status});
}

}  // namespace inland

#define INLAND_CONCAT_(a, b) a##b
#define INLAND_CONCAT(a, b) INLAND_CONCAT_(a, b)

#define INLAND_TRY_(name, ...)                                                  \
    __extension__({                                                             \
        auto&& name = (__VA_ARGS__);                                            \
        if (!name) [[unlikely]] {                                               \
            return std::unexpected(std::forward<decltype(name)>(name).error()); \
        }                                                                       \
        *std::forward<decltype(name)>(name);                                    \
    })

/// The value of a Result, or return its error from this function. A statement expression: sound in
/// g++ 12 and clang 19 outside coroutines, of which this project has none.
#define TRY(...) INLAND_TRY_(INLAND_CONCAT(try_result_, __COUNTER__), __VA_ARGS__)

/// The same for a Result<void>.
#define TRY_VOID(...)                                                   \
    do {                                                                \
        if (auto try_void_result = (__VA_ARGS__); !try_void_result)     \
            return std::unexpected(std::move(try_void_result).error()); \
    } while (false)
