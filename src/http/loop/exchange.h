// SPDX-License-Identifier: Apache-2.0
#pragma once

// Part of server.cpp, the one translation unit that includes Asio and Beast.

#include "http/loop/session.h"

namespace inland::http::loop {

/// A Responder's hold on one request of a session, which may end before it.
class SessionExchange final : public Responder::Exchange {
  public:
    SessionExchange(std::weak_ptr<Session> session, std::uint64_t number)
        : session_(std::move(session)), number_(number) {}
    ~SessionExchange() override {
        if (const auto session = session_.lock())
            session->dropped(number_);
    }
    SessionExchange(const SessionExchange&) = delete;
    SessionExchange& operator=(const SessionExchange&) = delete;

    void send(Response response) override {
        if (const auto session = session_.lock())
            session->send(number_, std::move(response));
    }
    void send_file(Response response, FileRange file) override {
        if (const auto session = session_.lock())
            session->send_file(number_, std::move(response), file);
    }
    void start(int status, Headers headers) override {
        if (const auto session = session_.lock())
            session->start_stream(number_, status, std::move(headers));
    }
    void write(std::string_view bytes) override {
        if (const auto session = session_.lock())
            session->write_chunk(number_, bytes);
    }
    void finish() override {
        if (const auto session = session_.lock())
            session->finish_stream(number_);
    }
    void on_gone(std::function<void()> notice) override {
        if (const auto session = session_.lock())
            session->notify_gone(number_, std::move(notice));
    }
    [[nodiscard]] bool open() const override {
        const auto session = session_.lock();
        return session != nullptr && session->open(number_);
    }
    [[nodiscard]] std::size_t pending() const override {
        const auto session = session_.lock();
        return session == nullptr ? 0 : session->pending();
    }
    void abort() override {
        if (const auto session = session_.lock(); session != nullptr && session->open(number_))
            session->close();
    }

  private:
    std::weak_ptr<Session> session_;
    std::uint64_t number_;
};

}  // namespace inland::http::loop
