// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/credentials/credentials.h"

#include <functional>
#include <mutex>
#include <optional>

namespace inland::aws {

/// Keeps what `fetch` gives and fetches anew before it expires: from 15 minutes before on it tries
/// (and goes on with the old ones when that fails), from 10 minutes before on it insists.
class RefreshingCredentials final : public CredentialsProvider {
  public:
    using Fetch = std::function<Result<Credentials>(std::stop_token)>;

    RefreshingCredentials(Clock& clock, Fetch fetch) : clock_(clock), fetch_(std::move(fetch)) {}
    Result<Credentials> credentials(std::stop_token stop) override;

  private:
    [[nodiscard]] bool expires_within(Duration time) const;

    Clock& clock_;
    Fetch fetch_;
    std::mutex mutex_;
    std::optional<Credentials> current_;
};

}  // namespace inland::aws
