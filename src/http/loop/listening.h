// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <cstdint>
#include <string>

#include <boost/asio/ip/tcp.hpp>
#include <fmt/format.h>

namespace inland::http::loop {

/// Opens, binds and listens; Unavailable, with the address, when any of it fails.
inline Result<void> listen_on(boost::asio::ip::tcp::acceptor& acceptor, const std::string& address,
                              std::uint16_t port) {
    using boost::asio::ip::tcp;
    boost::system::error_code error;
    const tcp::endpoint endpoint(boost::asio::ip::make_address(address, error), port);
    // Each step is skipped when one before it failed.
    if (!error)
        acceptor.open(endpoint.protocol(), error);
    if (!error)
        acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error)
        acceptor.bind(endpoint, error);
    if (!error)
        acceptor.listen(boost::asio::socket_base::max_listen_connections, error);
    if (error)
        return failure(ErrorKind::Unavailable,
                       fmt::format("cannot listen on {}:{}: {}", address, port, error.message()));
    return {};
}

}  // namespace inland::http::loop
