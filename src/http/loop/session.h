// SPDX-License-Identifier: Apache-2.0
#pragma once

// Part of server.cpp, the one translation unit that includes Asio and Beast.

#include "http/loop/stream.h"
#include "http/loop/tls_contexts.h"
#include "http/server.h"

#include <fstream>
#include <memory>
#include <string>

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace inland::http::loop {

class Session;

/// What sessions need of the loop that they run in.
class Host {
  public:
    virtual ~Host() = default;
    [[nodiscard]] virtual const ServerOptions& options() const = 0;
    virtual TlsContexts& tls() = 0;
    virtual asio::io_context& io() = 0;
    /// A handler ran, so that the turn has an end even when nothing is to be sent.
    virtual void handled() = 0;
    /// At the end of this turn, after before_answers, calls Session::send_outbox.
    virtual void answer_ready(std::shared_ptr<Session> session) = 0;
    virtual void forget(const std::shared_ptr<Session>& session) = 0;
};

/// One connection: reads a request, hands it over, writes its answer, and so on. Requests that
/// come early (pipelining) wait in the buffer until the answer before them is out.
class Session final : public std::enable_shared_from_this<Session> {
  public:
    Session(Host& host, asio::ip::tcp::socket socket, Handler handler, ConnectHandler connect);

    void start() { advance(); }
    void close();
    /// Closes at the end of the server, when nobody is to be told any more.
    void abandon();
    /// Writes what the answers put into the outbox; the loop calls it at the end of a turn.
    void send_outbox();

    // The exchange's side (Responder::Exchange), each with the number of its request.
    void send(std::uint64_t number, Response response);
    void send_file(std::uint64_t number, Response response, const FileRange& file);
    void start_stream(std::uint64_t number, int status, Headers headers);
    void write_chunk(std::uint64_t number, std::string_view bytes);
    void finish_stream(std::uint64_t number);
    void notify_gone(std::uint64_t number, std::function<void()> notice);
    void dropped(std::uint64_t number);
    [[nodiscard]] bool open(std::uint64_t number) const;
    [[nodiscard]] std::size_t pending() const {
        return outbox_.size() + writing_.size() - written_;
    }

  private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
    enum class Phase {
        Reading,
        Answering,
        Streaming,
        Answered,
        Deciding,
        Tunnelling,
        Draining,
        Closed
    };

    // session_read.h: from bytes to requests.
    void advance();
    bool parse();
    std::size_t put_into_parser(error_code& error);
    void on_head(error_code& error);
    [[nodiscard]] Request head() const;
    void pass_body_on();
    void say_continue();
    void reject(error_code error);
    void read();
    void expect_input();
    void on_read(error_code error, std::size_t count);
    void on_end_of_input();
    void dispatch();
    void hand_over(const Request& request);
    void drain();

    // session_write.h: from answers to bytes.
    void put(std::string_view bytes);
    void write_file_on();
    void put_head(int status, Headers headers);
    void answer_plainly(int status, std::string_view text);
    void on_written(error_code error, std::size_t count);
    void on_answered();

    // session_connect.h: tunnels.
    void ask_connect(const Request& request);
    void on_decision(std::uint64_t number, ConnectDecision decision);
    void refuse(const ConnectRefusal& refusal);
    void accept(VirtualHost virtual_host);
    void enter_tunnel();

    [[nodiscard]] bool current(std::uint64_t number, Phase phase) const {
        return number == number_ && phase_ == phase;
    }
    void expect_within(std::chrono::milliseconds delay);
    void call_gone();

    Host& host_;
    std::shared_ptr<PlainStream> plain_;  ///< null inside a tunnel with TLS
    std::shared_ptr<Stream> stream_;
    Handler handler_;
    ConnectHandler connect_;
    ReceiverChooser choose_receiver_;
    asio::steady_timer deadline_;

    std::array<char, std::size_t{16} * 1024> input_{};
    boost::beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    bool reading_ = false;
    bool input_ended_ = false;
    bool said_continue_ = false;
    bool head_timed_ = false;
    bool head_seen_ = false;
    std::unique_ptr<BodyReceiver> receiver_;  ///< of the request that is being read

    Phase phase_ = Phase::Reading;
    std::uint64_t number_ = 0;  ///< of the request that is being answered
    bool head_request_ = false;
    bool chunked_ = false;
    bool keep_alive_ = true;
    std::function<void()> gone_;
    std::optional<VirtualHost> tunnel_;

    std::string outbox_;   ///< of this turn, not to be sent before its end
    std::string writing_;  ///< on its way to the socket
    std::size_t written_ = 0;
    std::ifstream file_;  ///< what follows the outbox
    std::uint64_t file_remaining_ = 0;
    std::size_t drained_ = 0;
};

}  // namespace inland::http::loop
