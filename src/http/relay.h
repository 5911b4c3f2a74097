// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace inland::http {

struct RelayOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  ///< 0: any that is free
    std::string proxy_host;  ///< where connections go on to
    std::uint16_t proxy_port = 0;
    /// Who the proxy is told is asking: "Basic ..." or the like. Not logged.
    std::string proxy_authorization;
};

/// A head of a request to a proxy (RFC 9110, 11.7.2) with that Proxy-Authorization and no other.
/// `head` ends with its empty line.
std::string authorized_head(std::string_view head, std::string_view proxy_authorization);

/// Takes connections of clients that cannot say who they are to a proxy, and says it for them; what
/// follows the first head is passed on as it is, both ways. One thread: the one that calls run().
class Relay {
  public:
    /// Binds and listens; Unavailable when the address is taken.
    static Result<std::unique_ptr<Relay>> listen(RelayOptions options);
    Relay(const Relay&) = delete;
    Relay& operator=(const Relay&) = delete;
    ~Relay();

    [[nodiscard]] int port() const;
    /// Serves until stop(). Call once.
    void run();
    /// Ends run() soon. Safe for all threads and more than once.
    void stop();

  private:
    class Loop;
    explicit Relay(std::unique_ptr<Loop> loop);

    std::unique_ptr<Loop> loop_;
};

}  // namespace inland::http
