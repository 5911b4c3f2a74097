// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/server.h"

#include <string>
#include <thread>

#include <gtest/gtest.h>

namespace inland::http {

/// A server on a free port and a thread of its own, stopped at the end of the test.
class TestServer {
  public:
    explicit TestServer(Handler handler, ConnectHandler connect = {}, ServerOptions options = {}) {
        auto listening = Server::listen(std::move(options), std::move(handler), std::move(connect));
        if (!listening)
            throw std::runtime_error(listening.error().message);
        server_ = std::move(*listening);
        thread_ = std::jthread([this] { outcome_ = server_->run(); });
    }
    ~TestServer() { server_->stop(); }
    TestServer(const TestServer&) = delete;
    TestServer& operator=(const TestServer&) = delete;

    [[nodiscard]] Server& server() { return *server_; }
    [[nodiscard]] int port() const { return server_->port(); }
    [[nodiscard]] std::string origin() const {
        return "http://127.0.0.1:" + std::to_string(port());
    }
    /// What run() returned, after it did.
    Result<void> outcome() {
        thread_.join();
        return outcome_;
    }

  private:
    std::unique_ptr<Server> server_;
    Result<void> outcome_;
    std::jthread thread_;
};

/// Answers with the request itself: method, target and body in the body, its fields as "x-got-...".
inline void echo(const Request& request, Responder responder) {
    Response response;
    for (const auto& [name, value] : request.headers.fields())
        response.headers.add("x-got-" + name, value);
    response.body = request.method + " " + request.target + "\n" + request.body;
    responder.send(std::move(response));
}

}  // namespace inland::http
