// SPDX-License-Identifier: Apache-2.0
#pragma once

// Part of server.cpp: how a session turns answers into bytes.

#include "http/loop/exchange.h"
#include "http/wire.h"

#include <algorithm>

namespace inland::http::loop {

/// A handler's own idea of these would contradict what is sent.
inline constexpr std::array framing_headers = {"Transfer-Encoding", "Connection", "Content-Length"};

inline bool has_no_body(int status) {
    return status == 204 || status == 304;
}

inline void Session::put(std::string_view bytes) {
    outbox_ += bytes;
    if (pending() > host_.options().max_pending_bytes && phase_ == Phase::Streaming)
        return close();
    host_.answer_ready(shared_from_this());
}

inline void Session::put_head(int status, Headers headers) {
    if (!headers.get("Date"))
        headers.add("Date", http_date(std::chrono::system_clock::now()));
    headers.add("Connection", keep_alive_ ? "keep-alive" : "close");
    put(response_head(status, reason_phrase(status), headers));
}

inline void Session::send(std::uint64_t number, Response response) {
    if (!current(number, Phase::Answering))
        return;
    const auto length = response.headers.get_or_empty("Content-Length");
    std::ranges::for_each(framing_headers,
                          [&](std::string_view name) { response.headers.remove(name); });
    // The length of what a GET would have answered is the handler's to say.
    const bool described = head_request_ && response.body.empty() && !length.empty();
    if (!has_no_body(response.status))
        response.headers.add("Content-Length",
                             described ? length : std::to_string(response.body.size()));
    phase_ = Phase::Answered;
    gone_ = {};
    put_head(response.status, std::move(response.headers));
    if (!head_request_ && !has_no_body(response.status))
        put(response.body);
}

inline void Session::send_file(std::uint64_t number, Response response, const FileRange& file) {
    if (!current(number, Phase::Answering))
        return;
    file_ = std::ifstream(file.path, std::ios::binary);
    if (!file_.seekg(static_cast<std::streamoff>(file.offset)))
        return answer_plainly(500, "the file to send cannot be read");
    std::ranges::for_each(framing_headers,
                          [&](std::string_view name) { response.headers.remove(name); });
    response.headers.add("Content-Length", std::to_string(file.length));
    file_remaining_ = head_request_ ? 0 : file.length;
    phase_ = Phase::Answered;
    gone_ = {};
    put_head(response.status, std::move(response.headers));
}

inline void Session::start_stream(std::uint64_t number, int status, Headers headers) {
    if (!current(number, Phase::Answering))
        return;
    std::ranges::for_each(framing_headers, [&](std::string_view name) { headers.remove(name); });
    // HTTP/1.0 has no chunks: the end of the connection ends the body.
    keep_alive_ = keep_alive_ && chunked_;
    if (chunked_)
        headers.add("Transfer-Encoding", "chunked");
    phase_ = Phase::Streaming;
    put_head(status, std::move(headers));
}

inline void Session::write_chunk(std::uint64_t number, std::string_view bytes) {
    if (current(number, Phase::Streaming) && !bytes.empty() && !head_request_)
        put(chunked_ ? chunk(bytes) : std::string(bytes));
}

inline void Session::finish_stream(std::uint64_t number) {
    if (!current(number, Phase::Streaming))
        return;
    phase_ = Phase::Answered;
    gone_ = {};
    put(chunked_ && !head_request_ ? last_chunk : "");
}

inline void Session::notify_gone(std::uint64_t number, std::function<void()> notice) {
    const bool is_open = open(number);
    if (is_open && !input_ended_)
        gone_ = std::move(notice);
    else if (is_open || current(number, Phase::Closed))
        notice();
}

inline void Session::dropped(std::uint64_t number) {
    if (current(number, Phase::Answering))
        answer_plainly(500, "the request was left without an answer");
    else if (current(number, Phase::Streaming))
        close();
}

inline bool Session::open(std::uint64_t number) const {
    return current(number, Phase::Answering) || current(number, Phase::Streaming);
}

inline void Session::answer_plainly(int status, std::string_view text) {
    send(number_, {.status = status,
                   .headers = {{"Content-Type", "text/plain; charset=utf-8"}},
                   .body = std::string(text) + "\n"});
}

inline void Session::send_outbox() {
    if (phase_ == Phase::Closed || !writing_.empty())
        return;
    if (outbox_.empty())
        return on_answered();
    writing_ = std::exchange(outbox_, {});
    written_ = 0;
    on_written({}, 0);
}

/// Writes on until all is written; each part has its own deadline.
inline void Session::on_written(error_code error, std::size_t count) {
    if (phase_ == Phase::Closed)
        return;
    if (error)
        return close();
    written_ += count;
    if (written_ == writing_.size()) {
        writing_ = {};
        written_ = 0;
        if (file_remaining_ > 0)
            return write_file_on();
        deadline_.cancel();
        // What was added meanwhile is of a later turn, and goes out at that turn's end.
        return outbox_.empty() ? on_answered() : host_.answer_ready(shared_from_this());
    }
    expect_within(host_.options().write_timeout);
    stream_->write_some(asio::buffer(writing_) + written_,
                        [self = shared_from_this()](error_code failed, std::size_t wrote) {
                            self->on_written(failed, wrote);
                        });
}

/// The next piece of the file, when the one before it is out. A file that ends early breaks the
/// connection, so that the peer sees that bytes are missing.
inline void Session::write_file_on() {
    constexpr std::uint64_t piece = std::uint64_t{256} * 1024;
    writing_.resize(std::min(piece, file_remaining_));
    file_.read(writing_.data(), static_cast<std::streamsize>(writing_.size()));
    if (!file_)
        return close();
    file_remaining_ -= writing_.size();
    if (file_remaining_ == 0)
        file_ = {};
    on_written({}, 0);
}

/// When nothing is left to write and the answer is complete: the next request, or the end.
inline void Session::on_answered() {
    if (phase_ == Phase::Reading)
        return expect_within(host_.options().request_timeout);  // after 100 Continue
    if (phase_ == Phase::Tunnelling)
        return enter_tunnel();
    if (phase_ != Phase::Answered)
        return;
    if (keep_alive_) {
        phase_ = Phase::Reading;
        return input_ended_ ? close() : advance();
    }
    phase_ = Phase::Draining;
    constexpr std::chrono::seconds patience{2};
    expect_within(patience);
    stream_->end([self = shared_from_this()](error_code error) {
        if (error || self->input_ended_ || self->plain_ == nullptr)
            self->close();
        else
            self->read();
    });
}

}  // namespace inland::http::loop
