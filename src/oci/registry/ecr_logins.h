// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/client.h"
#include "oci/registry/login.h"

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace inland::oci {

/// A private registry of Amazon ECR, by its host.
struct EcrRegistry {
    std::string account;  ///< twelve digits
    std::string region;
    bool operator==(const EcrRegistry&) const = default;
};

/// "ACCOUNT.dkr.ecr[-fips].REGION.amazonaws.com[.cn]" or "ACCOUNT.dkr-ecr[-fips].REGION.on.aws".
std::optional<EcrRegistry> ecr_registry(std::string_view host);

/// The client for calls in a Region; it stays its owner's.
using AwsClientFor = std::function<Result<aws::Client*>(std::string_view region)>;

/// Logs in to Amazon ECR with AWS's own credentials (GetAuthorizationToken, whose password is good
/// for twelve hours in every registry of the Region); all other registries are `others`' business.
class EcrLogins final : public Logins {
  public:
    EcrLogins(AwsClientFor aws, Logins& others, const Clock& clock)
        : aws_(std::move(aws)), others_(others), clock_(clock) {}

    Result<std::optional<Login>> find(std::string_view registry, std::string_view repository,
                                      std::stop_token stop) override;

  private:
    Result<Login> ask(std::string_view region, const std::stop_token& stop);

    AwsClientFor aws_;
    Logins& others_;
    const Clock& clock_;
    std::mutex mutex_;
    std::map<std::string, Login, std::less<>> known_;  ///< by Region
};

}  // namespace inland::oci
