// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/secret.h"
#include "core/clock.h"
#include "core/result.h"

#include <optional>
#include <stop_token>
#include <string>

namespace inland::aws {

/// What signs requests. `source` says in a word where it came from ("environment", "profile x").
struct Credentials {
    std::string access_key_id;
    Secret secret_access_key;
    Secret session_token = {};
    std::optional<TimePoint> expiration = {};
    std::string source = {};
};

/// Gives credentials that are good now, refreshing them before they expire. AccessDenied when there
/// are none, saying where it looked. Safe for all threads.
class CredentialsProvider {
  public:
    virtual ~CredentialsProvider() = default;
    virtual Result<Credentials> credentials(std::stop_token stop = {}) = 0;
};

/// Always the same ones.
class StaticCredentials final : public CredentialsProvider {
  public:
    explicit StaticCredentials(Credentials credentials) : credentials_(std::move(credentials)) {}
    Result<Credentials> credentials(std::stop_token) override { return credentials_; }

  private:
    Credentials credentials_;
};

}  // namespace inland::aws
