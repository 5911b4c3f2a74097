// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>

namespace inland::spec {

/// What pods show a registry: Docker's config with that registry's entry alone. It must reach no
/// log, message, plan or user data, so nothing can print it: only what sends it calls reveal().
class PullCredentials {
  public:
    PullCredentials() = default;
    explicit PullCredentials(std::string docker_config)
        : docker_config_(std::move(docker_config)) {}
    [[nodiscard]] const std::string& reveal() const { return docker_config_; }
    [[nodiscard]] bool empty() const { return docker_config_.empty(); }

  private:
    std::string docker_config_;  ///< {"auths": {"HOST[:PORT][/PATH]": {"auth": "..."}}}
};

/// Of the text of Docker's config.json, the entry for a registry "host[:port][/path]" as kubelet
/// would find it: the longest path that leads there. InvalidInput with a reason, in which nothing
/// of the text stands: no JSON, no such entry, or one that a pod cannot use. Pure.
Result<PullCredentials> pull_credentials_of(std::string_view docker_config,
                                            std::string_view registry);

}  // namespace inland::spec
