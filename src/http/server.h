// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "http/message.h"
#include "http/responder.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace inland::http {

/// Answers one request through the responder, at once or later, from the server's thread.
using Handler = std::function<void(const Request&, Responder)>;

/// One request whose body is not held in memory: gets it as it comes, then answers. Destroyed
/// unfinished when the peer goes away first. The server's thread only.
class BodyReceiver {
  public:
    BodyReceiver() = default;
    BodyReceiver(const BodyReceiver&) = delete;
    BodyReceiver& operator=(const BodyReceiver&) = delete;
    virtual ~BodyReceiver() = default;
    virtual void receive(std::string_view bytes) = 0;
    /// The body is complete: answer now or later.
    virtual void finish(Responder responder) = 0;
};

/// Chooses by a request's head (its body is empty) who receives its body piecemeal, whatever its
/// length; nullptr: the Handler gets it whole.
using ReceiverChooser = std::function<std::unique_ptr<BodyReceiver>(const Request& head)>;

/// PEM texts: the leaf first, then its issuers; the leaf's key.
struct TlsIdentity {
    std::string certificate_chain;
    std::string private_key;
};

/// What a CONNECT tunnel ends at, inside this process: TLS by that identity (plain HTTP without
/// one), then HTTP/1.1 requests to that handler.
struct VirtualHost {
    std::optional<TlsIdentity> tls = {};
    Handler handler;
    ReceiverChooser receiver = {};
};

/// A tunnel that is not to be. Most clients show only the reason phrase of the status line, so the
/// reason says why in one line; the body has room for the steps.
struct ConnectRefusal {
    int status = 502;
    std::string reason = "Bad Gateway";
    std::string body = {};
};

using ConnectDecision = std::variant<VirtualHost, ConnectRefusal>;
/// Decides about a CONNECT request (target "host:port", headers with Proxy-Authorization) by
/// calling `decide` once, now or later, on the server's thread.
using ConnectHandler =
    std::function<void(const Request&, std::function<void(ConnectDecision)> decide)>;

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  ///< 0: any that is free
    /// Of a whole head; a single field has at most 64 KiB all the same.
    std::size_t max_header_bytes = std::size_t{64} * 1024;
    /// Of a body that goes to a Handler.
    std::size_t max_body_bytes = std::size_t{64} * 1024 * 1024;
    /// A peer that has this much unread in a stream is disconnected.
    std::size_t max_pending_bytes = std::size_t{64} * 1024 * 1024;
    std::chrono::milliseconds idle_timeout{120'000};    ///< between requests
    std::chrono::milliseconds request_timeout{30'000};  ///< for a head, and between parts of a body
    std::chrono::milliseconds write_timeout{60'000};    ///< for a peer that does not read
    /// Runs once per turn of the loop, before any of the turn's answers is sent: the place to
    /// commit what the turn changed. When it fails, the turn's answers are not sent and run()
    /// returns.
    std::function<Result<void>()> before_answers = {};
    ReceiverChooser receiver = {};  ///< of the server itself; a tunnel has its virtual host's
};

/// An HTTP/1.1 server on one thread: the one that calls run(). All handlers run there, one at a
/// time. Malformed requests are answered with 400, 413 or 431; slow peers are disconnected.
class Server {
  public:
    /// Binds and listens; Unavailable when the address is taken.
    static Result<std::unique_ptr<Server>> listen(ServerOptions options, Handler handler,
                                                  ConnectHandler connect = {});
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server();

    /// The port that it listens on.
    [[nodiscard]] int port() const;
    /// Serves until stop(); fails when before_answers did. Call once.
    Result<void> run();
    /// Ends run() soon. Safe for all threads and more than once.
    void stop();
    /// Runs `task` on the server's thread, in a turn of the loop. Safe for all threads.
    void post(std::function<void()> task);
    /// The same after a delay by the wall clock. Safe for all threads.
    void post_after(std::chrono::milliseconds delay, std::function<void()> task);

  private:
    class Loop;
    explicit Server(std::unique_ptr<Loop> loop);

    std::unique_ptr<Loop> loop_;
};

}  // namespace inland::http
