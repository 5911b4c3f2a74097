// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "http/message.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

namespace inland::http {

/// Sends one request and waits for its whole response. Any status is a success; an Error means that
/// no response came (Unavailable: nobody there or the connection broke; Timeout; Interrupted), with
/// one of the transport_code's as its code. Does not retry, does not follow redirects. Header
/// fields go out as they are given; only Host, Content-Length and what frames the body are added.
/// Safe for all threads.
class Client {
  public:
    virtual ~Client() = default;
    virtual Result<Response> send(const Request& request, std::stop_token stop) = 0;
};

/// Error::code of a Client's failures. After ConnectionBroken and Timeout the request may have been
/// carried out and only its answer be lost; after the others it was never seen.
namespace transport_code {
inline constexpr std::string_view name_not_found = "NameNotFound";
inline constexpr std::string_view connection_refused = "ConnectionRefused";
inline constexpr std::string_view connect_timeout = "ConnectTimeout";
inline constexpr std::string_view tls_failure = "TlsFailure";
inline constexpr std::string_view proxy_refused = "ProxyRefused";
inline constexpr std::string_view connection_broken = "ConnectionBroken";
inline constexpr std::string_view timeout = "Timeout";
inline constexpr std::string_view interrupted = "Interrupted";
}  // namespace transport_code

struct ClientOptions {
    std::chrono::milliseconds connect_timeout{10'000};
    std::chrono::milliseconds timeout{60'000};
    std::string ca_bundle = {};   ///< a PEM file; empty: the system's
    std::string proxy = {};       ///< "http://host:port"; empty: what the environment says
    std::string connect_to = {};  ///< "host:port" where connections go, whatever the origin says
    std::size_t max_body_bytes = std::size_t{1} << 30U;  ///< of a response; more is a failure
};

/// libcurl: pooled connections on one I/O thread.
std::unique_ptr<Client> make_client(ClientOptions options = {});

}  // namespace inland::http
