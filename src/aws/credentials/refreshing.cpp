// SPDX-License-Identifier: Apache-2.0
#include "aws/credentials/refreshing.h"

namespace inland::aws {

namespace {
constexpr std::chrono::minutes advisory(15);
constexpr std::chrono::minutes mandatory(10);
}  // namespace

bool RefreshingCredentials::expires_within(Duration time) const {
    return !current_ || (current_->expiration && *current_->expiration - clock_.now() < time);
}

Result<Credentials> RefreshingCredentials::credentials(std::stop_token stop) {
    const std::scoped_lock lock(mutex_);
    if (!expires_within(advisory))
        return *current_;
    auto fetched = fetch_(std::move(stop));
    if (fetched)
        current_ = *fetched;
    else if (!expires_within(mandatory))
        return *current_;
    return fetched;
}

}  // namespace inland::aws
