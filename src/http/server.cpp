// SPDX-License-Identifier: Apache-2.0
#include "http/server.h"

#include "http/loop/listening.h"
#include "http/loop/session_connect.h"
#include "http/loop/session_read.h"
#include "http/loop/session_write.h"

#include <set>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <fmt/format.h>

namespace inland::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using loop::Session;

/// The io_context, the sessions that live in it, and the end of each turn.
class Server::Loop final : public loop::Host {
  public:
    Loop(ServerOptions options, Handler handler, ConnectHandler connect)
        : options_(std::move(options)),
          handler_(std::move(handler)),
          connect_(std::move(connect)) {}

    ~Loop() override {
        for (const auto& session : sessions_)
            session->abandon();
    }
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    Result<void> bind() {
        TRY_VOID(loop::listen_on(acceptor_, options_.address, options_.port));
        accept();
        return {};
    }

    [[nodiscard]] int port() const {
        error_code ignored;
        return acceptor_.local_endpoint(ignored).port();
    }

    Result<void> run() {
        const auto work = asio::make_work_guard(io_);
        try {
            io_.run();
        } catch (const std::exception& thrown) {
            outcome_ = failure(ErrorKind::Internal,
                               fmt::format("a task of the server failed: {}", thrown.what()));
        }
        return outcome_;
    }

    void post(std::function<void()> task) {
        asio::post(io_, [this, task = std::move(task)] {
            task();
            end_turn_later();
        });
    }

    void post_after(std::chrono::milliseconds delay, std::function<void()> task) {
        auto timer = std::make_shared<asio::steady_timer>(io_, delay);
        timer->async_wait([this, timer, task = std::move(task)](error_code) {
            task();
            end_turn_later();
        });
    }

    void stop() {
        asio::post(io_, [this] {
            end_turn();
            io_.stop();
        });
    }

    [[nodiscard]] const ServerOptions& options() const override { return options_; }
    loop::TlsContexts& tls() override { return tls_; }
    asio::io_context& io() override { return io_; }

    void handled() override { end_turn_later(); }

    void answer_ready(std::shared_ptr<Session> session) override {
        ready_.insert(std::move(session));
        end_turn_later();
    }

    void forget(const std::shared_ptr<Session>& session) override {
        ready_.erase(session);
        sessions_.erase(session);
    }

  private:
    void accept() {
        acceptor_.async_accept([this](error_code error, tcp::socket socket) {
            if (error)
                return accept_later();
            error_code ignored;
            socket.set_option(tcp::no_delay(true), ignored);
            const auto session =
                std::make_shared<Session>(*this, std::move(socket), handler_, connect_);
            sessions_.insert(session);
            session->start();
            accept();
        });
    }

    /// Out of file descriptors, most likely: they come back as connections end.
    void accept_later() {
        constexpr std::chrono::milliseconds pause{100};
        post_after(pause, [this] { accept(); });
    }

    /// The end of a turn stands behind the handlers that are ready now, so that one commit serves
    /// all requests that came together.
    void end_turn_later() {
        if (std::exchange(ending_turn_, true))
            return;
        asio::post(io_, [this] { end_turn(); });
    }

    void end_turn() {
        ending_turn_ = false;
        if (options_.before_answers) {
            if (auto committed = options_.before_answers(); !committed) {
                outcome_ = std::move(committed);
                return io_.stop();
            }
        }
        for (const auto& session : std::exchange(ready_, {}))
            session->send_outbox();
    }

    ServerOptions options_;
    Handler handler_;
    ConnectHandler connect_;
    loop::TlsContexts tls_;
    Result<void> outcome_;
    bool ending_turn_ = false;
    asio::io_context io_{1};
    tcp::acceptor acceptor_{io_};
    std::set<std::shared_ptr<Session>> sessions_;
    std::set<std::shared_ptr<Session>> ready_;
};

Server::Server(std::unique_ptr<Loop> loop) : loop_(std::move(loop)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::listen(ServerOptions options, Handler handler,
                                               ConnectHandler connect) {
    auto made = std::make_unique<Loop>(std::move(options), std::move(handler), std::move(connect));
    TRY_VOID(made->bind());
    return std::unique_ptr<Server>(new Server(std::move(made)));
}

int Server::port() const {
    return loop_->port();
}

Result<void> Server::run() {
    return loop_->run();
}

void Server::stop() {
    loop_->stop();
}

void Server::post(std::function<void()> task) {
    loop_->post(std::move(task));
}

void Server::post_after(std::chrono::milliseconds delay, std::function<void()> task) {
    loop_->post_after(delay, std::move(task));
}

}  // namespace inland::http
