// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/message.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace inland::http {

/// Bytes of a file, which are read as the peer takes them. The file keeps its content meanwhile.
struct FileRange {
    std::filesystem::path path;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

/// The way back to one request's sender: copies share it; the server's thread only. Either one
/// send(), or start(), any number of write(), and finish(). Whatever is called after the answer is
/// complete or the peer is gone does nothing. A responder that is dropped unanswered answers 500; a
/// stream that is dropped unfinished breaks the connection.
class Responder {
  public:
    /// One answer on its way out; the server's side of a Responder.
    class Exchange {
      public:
        virtual ~Exchange() = default;
        virtual void send(Response response) = 0;
        /// Unless a server does better: the bytes become the response's body.
        virtual void send_file(Response response, FileRange file);
        virtual void start(int status, Headers headers) = 0;
        virtual void write(std::string_view chunk) = 0;
        virtual void finish() = 0;
        virtual void on_gone(std::function<void()> notice) = 0;
        /// Whether what is written may still reach somebody.
        [[nodiscard]] virtual bool open() const = 0;
        /// Bytes written and not yet taken by the peer's socket.
        [[nodiscard]] virtual std::size_t pending() const = 0;
        /// Breaks the connection without an answer, as a network that fails does.
        virtual void abort() = 0;
    };

    Responder() = default;
    explicit Responder(std::shared_ptr<Exchange> exchange) : exchange_(std::move(exchange)) {}

    /// The whole answer; Content-Length is set here.
    void send(Response response) { exchange_->send(std::move(response)); }
    /// The whole answer with the file's bytes as its body; 500 when they cannot be read. For HEAD
    /// only their length is told.
    void send_file(Response response, FileRange file) {
        exchange_->send_file(std::move(response), std::move(file));
    }
    /// Begins an answer of unknown length (chunked).
    void start(int status, Headers headers) { exchange_->start(status, std::move(headers)); }
    void write(std::string_view chunk) { exchange_->write(chunk); }
    void finish() { exchange_->finish(); }
    /// Called once when the peer goes away before the answer is complete.
    void on_gone(std::function<void()> notice) { exchange_->on_gone(std::move(notice)); }
    [[nodiscard]] bool open() const { return exchange_->open(); }
    [[nodiscard]] std::size_t pending() const { return exchange_->pending(); }
    void abort() { exchange_->abort(); }

  private:
    std::shared_ptr<Exchange> exchange_;
};

}  // namespace inland::http
