// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/process.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace inland::testing {

/// Debian's docker-registry on a free port with an empty folder, and what it was asked.
class DockerRegistry {
  public:
    enum class Guard : std::uint8_t {
        Open,
        TlsAndLogin,  ///< of the user "me" with the password "secret"
    };
    explicit DockerRegistry(Guard guard = Guard::Open);

    /// "127.0.0.1:PORT".
    [[nodiscard]] std::string name() const { return name_; }
    /// The file of the certificate that it made itself.
    [[nodiscard]] std::string certificate() const {
        return (folder_.path() / "certificate.pem").string();
    }
    /// "METHOD /path STATUS" of every request so far.
    [[nodiscard]] std::vector<std::string> asked() const;
    /// How often each blob ("repository digest") was uploaded to its end.
    [[nodiscard]] std::map<std::string, int> uploads() const;
    /// How many of these uploads brought what had been brought before. Where a client was killed
    /// they may be as many as it had under way: the registry ends them after the next has asked.
    [[nodiscard]] int repeated_uploads() const;

  private:
    /// Certificate, key and password file, and what the configuration says of them.
    [[nodiscard]] std::pair<std::string, std::string> make_guard() const;

    TemporaryFolder folder_;
    std::string name_;
    std::unique_ptr<BackgroundProcess> server_;
};

/// A port that nobody listens on.
int free_port();

}  // namespace inland::testing
