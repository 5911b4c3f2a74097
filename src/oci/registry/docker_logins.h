// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/environment.h"
#include "oci/registry/docker_config.h"
#include "oci/registry/login.h"

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace inland::oci {

/// The logins that `docker login` and `podman login` left on this machine, in their files or with
/// their credential helpers. The files are read once, at the first question.
class DockerLogins final : public Logins {
  public:
    explicit DockerLogins(const aws::Environment& environment) : environment_(environment) {}

    Result<std::optional<Login>> find(std::string_view registry, std::string_view repository,
                                      std::stop_token stop) override;

  private:
    Result<void> read_files();
    [[nodiscard]] std::vector<std::string> places() const;

    const aws::Environment& environment_;
    std::mutex mutex_;
    bool read_ = false;
    std::vector<DockerConfig> configs_;  ///< the first that knows the registry counts
};

/// Asks the program docker-credential-NAME (the protocol of docker-credential-helpers). Nothing
/// when it has no login for that server.
Result<std::optional<Login>> ask_helper(const aws::Environment& environment, std::string_view name,
                                        std::string_view server);

}  // namespace inland::oci
