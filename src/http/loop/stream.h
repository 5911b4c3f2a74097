// SPDX-License-Identifier: Apache-2.0
#pragma once

// Part of server.cpp, the one translation unit that includes Asio and Beast.

#include <functional>
#include <memory>
#include <utility>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>

namespace inland::http::loop {

namespace asio = boost::asio;
using boost::system::error_code;
using Transferred = std::function<void(error_code, std::size_t)>;
using Done = std::function<void(error_code)>;

/// A connection's bytes, plain or inside TLS. At most one read and one write at a time.
class Stream {
  public:
    virtual ~Stream() = default;
    virtual void read_some(asio::mutable_buffer buffer, Transferred then) = 0;
    virtual void write_some(asio::const_buffer buffer, Transferred then) = 0;
    /// Says to the peer that nothing more will come.
    virtual void end(Done then) = 0;
    /// Drops the connection; what is under way ends with an error.
    virtual void close() = 0;
};

class PlainStream final : public Stream {
  public:
    explicit PlainStream(asio::ip::tcp::socket socket) : socket_(std::move(socket)) {}

    void read_some(asio::mutable_buffer buffer, Transferred then) override {
        socket_.async_read_some(buffer, std::move(then));
    }
    void write_some(asio::const_buffer buffer, Transferred then) override {
        socket_.async_write_some(buffer, std::move(then));
    }
    void end(Done then) override {
        error_code error;
        socket_.shutdown(asio::ip::tcp::socket::shutdown_send, error);
        asio::post(socket_.get_executor(), [then = std::move(then), error] { then(error); });
    }
    void close() override {
        error_code ignored;
        socket_.close(ignored);
    }
    /// The socket, for a TLS stream to take over.
    [[nodiscard]] asio::ip::tcp::socket release() { return std::move(socket_); }

  private:
    asio::ip::tcp::socket socket_;
};

class TlsStream final : public Stream {
  public:
    TlsStream(asio::ip::tcp::socket socket, std::shared_ptr<asio::ssl::context> context)
        : context_(std::move(context)), stream_(std::move(socket), *context_) {}

    /// `early` are bytes of the client's that were read before.
    void handshake(asio::const_buffer early, Transferred then) {
        stream_.async_handshake(asio::ssl::stream_base::server, early, std::move(then));
    }
    void read_some(asio::mutable_buffer buffer, Transferred then) override {
        stream_.async_read_some(buffer, std::move(then));
    }
    void write_some(asio::const_buffer buffer, Transferred then) override {
        stream_.async_write_some(buffer, std::move(then));
    }
    void end(Done then) override { stream_.async_shutdown(std::move(then)); }
    void close() override {
        error_code ignored;
        stream_.next_layer().close(ignored);
    }

  private:
    std::shared_ptr<asio::ssl::context> context_;
    asio::ssl::stream<asio::ip::tcp::socket> stream_;
};

}  // namespace inland::http::loop
