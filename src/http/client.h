// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "http/message.h"

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>

namespace inland::http {

/// Sends one request and waits for its whole response. Any status is a success; an Error means that
/// no response came (Unavailable: nobody there or the connection broke; Timeout; Interrupted).
/// Does not retry, does not follow redirects. Safe for all threads.
class Client {
  public:
    virtual ~Client() = default;
    virtual Result<Response> send(const Request& request, std::stop_token stop) = 0;
};

struct ClientOptions {
    std::chrono::milliseconds connect_timeout{10'000};
    std::chrono::milliseconds timeout{60'000};
    std::string ca_bundle = {};  ///< a PEM file; empty: the system's
    std::string proxy = {};      ///< "http://host:port"; empty: what the environment says
};

/// libcurl: pooled connections on one I/O thread.
std::unique_ptr<Client> make_client(ClientOptions options = {});

}  // namespace inland::http
