// SPDX-License-Identifier: Apache-2.0
#include "http/relay.h"

#include "http/loop/listening.h"

#include <array>
#include <chrono>

#include <boost/algorithm/string/predicate.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>

namespace inland::http {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::string_view line_end = "\r\n";
constexpr std::string_view head_end = "\r\n\r\n";
constexpr std::size_t max_head_bytes = std::size_t{64} * 1024;

/// One way of a connection: what is read from one socket is written to the other, until its end.
struct Direction {
    tcp::socket& from;
    tcp::socket& to;
    std::array<char, std::size_t{16} * 1024> buffer = {};
};

/// One client and its connection to the proxy. Keeps itself alive while anything is under way.
class Pair : public std::enable_shared_from_this<Pair> {
  public:
    Pair(asio::io_context& context, tcp::socket client, const RelayOptions& options)
        : client_(std::move(client)), proxy_(context), resolver_(context), options_(options) {}

    void start() {
        asio::async_read_until(client_, asio::dynamic_buffer(head_, max_head_bytes), head_end,
                               [self = shared_from_this()](error_code error, std::size_t length) {
                                   if (!error)
                                       self->find_proxy(length);
                               });
    }

  private:
    void find_proxy(std::size_t head_length) {
        const auto head = authorized_head(std::string_view(head_).substr(0, head_length),
                                          options_.proxy_authorization);
        head_.replace(0, head_length, head);
        resolver_.async_resolve(
            options_.proxy_host, std::to_string(options_.proxy_port),
            [self = shared_from_this()](error_code error, const auto& endpoints) {
                if (!error)
                    self->connect(endpoints);
            });
    }

    void connect(const tcp::resolver::results_type& endpoints) {
        asio::async_connect(proxy_, endpoints,
                            [self = shared_from_this()](error_code error, const auto&) {
                                if (!error)
                                    self->send_head();
                            });
    }

    void send_head() {
        asio::async_write(proxy_, asio::buffer(head_),
                          [self = shared_from_this()](error_code error, std::size_t) {
                              if (error)
                                  return;
                              self->pass(self->up_);
                              self->pass(self->down_);
                          });
    }

    void pass(Direction& direction) {
        direction.from.async_read_some(
            asio::buffer(direction.buffer),
            [self = shared_from_this(), &direction](error_code error, std::size_t length) {
                error ? finish(direction) : self->write(direction, length);
            });
    }

    void write(Direction& direction, std::size_t length) {
        asio::async_write(direction.to, asio::buffer(direction.buffer.data(), length),
                          [self = shared_from_this(), &direction](error_code error, std::size_t) {
                              error ? finish(direction) : self->pass(direction);
                          });
    }

    /// The other way goes on: a client may send no more and still wait for its answer.
    static void finish(Direction& direction) {
        error_code ignored;
        direction.to.shutdown(tcp::socket::shutdown_send, ignored);
        direction.from.shutdown(tcp::socket::shutdown_receive, ignored);
    }

    tcp::socket client_;
    tcp::socket proxy_;
    tcp::resolver resolver_;
    const RelayOptions& options_;
    std::string head_;
    Direction up_{client_, proxy_};
    Direction down_{proxy_, client_};
};

}  // namespace

std::string authorized_head(std::string_view head, std::string_view proxy_authorization) {
    constexpr std::string_view field = "Proxy-Authorization:";
    std::string authorized;
    while (!head.empty()) {
        const auto end = head.find(line_end);
        const auto line = head.substr(0, end);
        head.remove_prefix(end == head.npos ? head.size() : end + line_end.size());
        if (line.empty())
            authorized += fmt::format("{} {}{}", field, proxy_authorization, line_end);
        if (!boost::istarts_with(line, field))
            authorized += fmt::format("{}{}", line, line_end);
    }
    return authorized;
}

class Relay::Loop {
  public:
    explicit Loop(RelayOptions options) : options_(std::move(options)) {}

    Result<void> listen() { return loop::listen_on(acceptor_, options_.address, options_.port); }

    [[nodiscard]] int port() const { return acceptor_.local_endpoint().port(); }

    void run() {
        accept();
        context_.run();
    }

    void stop() { context_.stop(); }

  private:
    void accept() {
        acceptor_.async_accept([this](error_code error, tcp::socket socket) {
            if (error)
                return accept_later();
            std::make_shared<Pair>(context_, std::move(socket), options_)->start();
            accept();
        });
    }

    /// Out of file descriptors, most likely: they come back as connections end.
    void accept_later() {
        pause_.expires_after(std::chrono::milliseconds(100));
        pause_.async_wait([this](error_code) { accept(); });
    }

    RelayOptions options_;  // outlives the pairs, which the context owns
    asio::io_context context_;
    tcp::acceptor acceptor_{context_};
    asio::steady_timer pause_{context_};
};

Relay::Relay(std::unique_ptr<Loop> loop) : loop_(std::move(loop)) {}
Relay::~Relay() = default;

Result<std::unique_ptr<Relay>> Relay::listen(RelayOptions options) {
    auto loop = std::make_unique<Loop>(std::move(options));
    TRY_VOID(loop->listen());
    return std::unique_ptr<Relay>(new Relay(std::move(loop)));
}

int Relay::port() const {
    return loop_->port();
}

void Relay::run() {
    loop_->run();
}

void Relay::stop() {
    loop_->stop();
}

}  // namespace inland::http
