// SPDX-License-Identifier: Apache-2.0
#pragma once

// Part of server.cpp: how a session becomes a tunnel to a virtual host.

#include "http/loop/session.h"
#include "http/wire.h"

#include <exception>
#include <variant>

namespace inland::http::loop {

inline void Session::ask_connect(const Request& request) {
    if (!connect_ || !parse_authority(request.target)) {
        keep_alive_ = false;
        return answer_plainly(connect_ ? 400 : 405, "CONNECT needs a proxy and a host:port");
    }
    phase_ = Phase::Deciding;  // in which nothing is read: what comes is for the tunnel
    try {
        connect_(request, [weak = weak_from_this(), number = number_](ConnectDecision decision) {
            if (const auto self = weak.lock())
                self->on_decision(number, std::move(decision));
        });
    } catch (const std::exception&) {
        on_decision(number_, ConnectRefusal{500, "the tunnel could not be made", ""});
    }
}

inline void Session::on_decision(std::uint64_t number, ConnectDecision decision) {
    if (!current(number, Phase::Deciding))
        return;
    if (const auto* refusal = std::get_if<ConnectRefusal>(&decision))
        refuse(*refusal);
    else
        accept(std::move(std::get<VirtualHost>(decision)));
}

inline void Session::refuse(const ConnectRefusal& refusal) {
    keep_alive_ = false;
    phase_ = Phase::Answered;
    put(response_head(refusal.status, refusal.reason,
                      {{"Content-Type", "text/plain; charset=utf-8"},
                       {"Content-Length", std::to_string(refusal.body.size())},
                       {"Connection", "close"}}) +
        refusal.body);
}

inline void Session::accept(VirtualHost virtual_host) {
    if (virtual_host.tls && !host_.tls().get(*virtual_host.tls))
        return refuse({500, "the certificate of the virtual host is not usable", ""});
    tunnel_ = std::move(virtual_host);
    phase_ = Phase::Tunnelling;
    put("HTTP/1.1 200 Connection established\r\n\r\n");
}

/// After the 200 is out: this connection now speaks to the virtual host.
inline void Session::enter_tunnel() {
    handler_ = std::move(tunnel_->handler);
    choose_receiver_ = std::move(tunnel_->receiver);
    connect_ = {};
    phase_ = Phase::Reading;
    keep_alive_ = true;
    if (!tunnel_->tls)
        return advance();
    const auto context = host_.tls().get(*tunnel_->tls);
    if (!context)
        return close();
    const auto secure = std::make_shared<TlsStream>(plain_->release(), *context);
    plain_ = nullptr;
    stream_ = secure;
    expect_within(host_.options().request_timeout);
    secure->handshake(buffer_.data(),
                      [self = shared_from_this()](error_code error, std::size_t used) {
                          self->deadline_.cancel();
                          if (error)
                              return self->close();
                          self->buffer_.consume(used);
                          self->advance();
                      });
}

}  // namespace inland::http::loop
