// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/process.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace inland::testing {

/// Debian's docker-registry on a free port with an empty folder, and what it was asked.
class DockerRegistry {
  public:
    DockerRegistry();

    /// "127.0.0.1:PORT".
    [[nodiscard]] std::string name() const { return name_; }
    /// "METHOD /path STATUS" of every request so far.
    [[nodiscard]] std::vector<std::string> asked() const;

  private:
    TemporaryFolder folder_;
    std::string name_;
    std::unique_ptr<BackgroundProcess> server_;
};

/// A port that nobody listens on.
int free_port();

}  // namespace inland::testing
