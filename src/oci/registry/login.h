// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/secret.h"
#include "core/clock.h"
#include "core/result.h"

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace inland::oci {

/// Who somebody is to a registry: a name with a password, or an identity token, which a token
/// server takes in the place of both.
struct Login {
    std::string username = {};
    aws::Secret password = {};
    aws::Secret identity_token = {};
    std::optional<TimePoint> expires = {};  ///< of a password that does, as ECR's

    bool operator==(const Login&) const = default;
};

/// Finds the login for a registry's repository; nothing when there is none, which means anonymous.
/// Safe for all threads.
class Logins {
  public:
    Logins() = default;
    Logins(const Logins&) = delete;
    Logins& operator=(const Logins&) = delete;
    virtual ~Logins() = default;
    virtual Result<std::optional<Login>> find(std::string_view registry,
                                              std::string_view repository,
                                              std::stop_token stop) = 0;
};

}  // namespace inland::oci
