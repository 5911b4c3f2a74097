// SPDX-License-Identifier: Apache-2.0
#pragma once

// Part of server.cpp: how a session turns bytes into requests.

#include "http/loop/exchange.h"
#include "http/wire.h"

#include <exception>
#include <stdexcept>

namespace inland::http::loop {

inline Session::Session(Host& host, asio::ip::tcp::socket socket, Handler handler,
                        ConnectHandler connect)
    : host_(host),
      plain_(std::make_shared<PlainStream>(std::move(socket))),
      stream_(plain_),
      handler_(std::move(handler)),
      connect_(std::move(connect)),
      choose_receiver_(host.options().receiver),
      deadline_(host.io()) {}

/// Takes requests from the buffer as long as none is being answered, then reads on.
inline void Session::advance() {
    while (phase_ == Phase::Reading && parse())
        dispatch();
    if (phase_ == Phase::Reading || phase_ == Phase::Draining)
        read();
    else if ((phase_ == Phase::Answering || phase_ == Phase::Streaming) &&
             buffer_.size() < input_.size())
        read();  // to learn that the peer is gone
}

/// Whether a whole request is in the parser.
inline bool Session::parse() {
    while (buffer_.size() > 0) {
        if (!parser_) {
            parser_.emplace();
            parser_->header_limit(static_cast<std::uint32_t>(host_.options().max_header_bytes));
            parser_->body_limit(boost::none);  // until the head says whose body it is
        }
        error_code error;
        const auto used = put_into_parser(error);
        buffer_.consume(used);
        if (!error && parser_->is_header_done())
            on_head(error);
        if (error && error != boost::beast::http::error::need_more) {
            reject(error);
            return false;
        }
        pass_body_on();
        if (parser_->is_done())
            return true;
        if (parser_->is_header_done())
            say_continue();
        if (used == 0)
            return false;
    }
    return false;
}

/// Beast throws where a single field is larger than its 64 KiB.
inline std::size_t Session::put_into_parser(error_code& error) {
    try {
        return parser_->put(buffer_.data(), error);
    } catch (const std::length_error&) {
        error = boost::beast::http::error::header_limit;
        return 0;
    }
}

/// Once for each request, when it is known who takes its body and so how long it may be.
inline void Session::on_head(error_code& error) {
    if (std::exchange(head_seen_, true))
        return;
    parser_->eager(true);
    if (choose_receiver_)
        receiver_ = choose_receiver_(head());
    if (receiver_ != nullptr)
        return;
    const auto most = host_.options().max_body_bytes;
    parser_->body_limit(most);
    if (parser_->content_length().value_or(0) > most)
        error = boost::beast::http::error::body_limit;
}

inline Request Session::head() const {
    const auto& message = parser_->get();
    Request request;
    request.method = std::string(message.method_string());
    request.target = std::string(message.target());
    for (const auto& field : message)
        request.headers.add(std::string(field.name_string()), std::string(field.value()));
    return request;
}

inline void Session::pass_body_on() {
    auto& body = parser_->get().body();
    if (receiver_ == nullptr || body.empty())
        return;
    receiver_->receive(body);
    body.clear();
}

/// RFC 9110 section 10.1.1: the client waits for it before it sends the body.
inline void Session::say_continue() {
    if (said_continue_ || parser_->get()["Expect"] != "100-continue")
        return;
    said_continue_ = true;
    put("HTTP/1.1 100 Continue\r\n\r\n");
}

inline void Session::reject(error_code error) {
    using Reason = boost::beast::http::error;
    keep_alive_ = false;
    head_request_ = false;
    ++number_;
    phase_ = Phase::Answering;
    const bool head_too_large = error == Reason::header_limit || error == Reason::buffer_overflow;
    const int status = head_too_large ? 431 : error == Reason::body_limit ? 413 : 400;
    answer_plainly(status, error.message());
}

inline void Session::read() {
    if (reading_ || input_ended_ || phase_ == Phase::Closed)
        return;
    reading_ = true;
    if (phase_ == Phase::Reading)
        expect_input();
    stream_->read_some(asio::buffer(input_),
                       [self = shared_from_this()](error_code error, std::size_t count) {
                           self->on_read(error, count);
                       });
}

/// Between requests a peer may be silent for long; a head has one deadline as a whole, a body one
/// for each of its parts.
inline void Session::expect_input() {
    const bool idle = !parser_ && buffer_.size() == 0;
    const bool in_head = !idle && !(parser_ && parser_->is_header_done());
    if (!in_head || !std::exchange(head_timed_, true))
        expect_within(idle ? host_.options().idle_timeout : host_.options().request_timeout);
}

inline void Session::on_read(error_code error, std::size_t count) {
    reading_ = false;
    if (phase_ == Phase::Closed)
        return;
    if (error) {
        input_ended_ = true;
        return error == asio::error::eof ? on_end_of_input() : close();
    }
    if (phase_ == Phase::Draining)
        return drain();
    buffer_.commit(asio::buffer_copy(buffer_.prepare(count), asio::buffer(input_, count)));
    advance();
}

/// A peer that only closed its sending side still gets its answer, but streams end.
inline void Session::on_end_of_input() {
    if (phase_ == Phase::Answering || phase_ == Phase::Streaming)
        return call_gone();
    if (phase_ != Phase::Answered && phase_ != Phase::Tunnelling)
        close();
}

inline void Session::dispatch() {
    auto request = head();
    auto message = parser_->release();
    keep_alive_ = message.keep_alive();
    chunked_ = message.version() >= 11;
    head_request_ = request.method == "HEAD";
    const auto hosts = message.count(boost::beast::http::field::host);
    request.body = std::move(message.body());
    parser_.reset();
    said_continue_ = false;
    head_timed_ = false;
    head_seen_ = false;
    ++number_;
    phase_ = Phase::Answering;
    deadline_.cancel();
    host_.handled();
    if (hosts > 1 || (hosts == 0 && chunked_)) {
        keep_alive_ = false;
        return answer_plainly(400, "a request needs one Host header");
    }
    if (request.method == "CONNECT")
        return ask_connect(request);
    hand_over(request);
}

inline void Session::hand_over(const Request& request) {
    const auto receiver = std::exchange(receiver_, nullptr);
    Responder responder(std::make_shared<SessionExchange>(weak_from_this(), number_));
    try {
        if (receiver != nullptr)
            receiver->finish(std::move(responder));
        else
            handler_(request, std::move(responder));
    } catch (const std::exception&) {
        answer_plainly(500, "the request could not be handled");
    }
}

/// Throws away what the peer still sends, so that closing does not destroy an answer that is on its
/// way (RFC 9112 section 9.6).
inline void Session::drain() {
    constexpr std::size_t enough = 64;
    if (++drained_ > enough)
        return close();
    read();
}

inline void Session::expect_within(std::chrono::milliseconds delay) {
    deadline_.expires_after(delay);
    deadline_.async_wait([weak = weak_from_this()](error_code error) {
        if (const auto self = weak.lock(); !error && self != nullptr)
            self->close();
    });
}

inline void Session::call_gone() {
    if (const auto notice = std::exchange(gone_, {}))
        notice();
}

inline void Session::abandon() {
    gone_ = {};
    phase_ = Phase::Closed;
    deadline_.cancel();
    stream_->close();
}

inline void Session::close() {
    if (phase_ == Phase::Closed)
        return;
    const auto self = shared_from_this();
    phase_ = Phase::Closed;
    deadline_.cancel();
    stream_->close();
    call_gone();
    host_.forget(self);
}

}  // namespace inland::http::loop
