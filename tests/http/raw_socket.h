// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace inland::http {

/// A blocking TCP connection to this machine that says exactly the bytes it is told to.
class RawSocket {
  public:
    explicit RawSocket(int port) : descriptor_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ =
            ::connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
        const timeval limit{.tv_sec = 10, .tv_usec = 0};
        ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    }
    ~RawSocket() { close(); }
    RawSocket(const RawSocket&) = delete;
    RawSocket& operator=(const RawSocket&) = delete;

    [[nodiscard]] bool connected() const { return connected_; }
    bool write(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto wrote = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (wrote <= 0)
                return false;
            bytes.remove_prefix(static_cast<std::size_t>(wrote));
        }
        return true;
    }
    /// Reads until `text` was seen, the peer closed, or ten seconds passed.
    std::string read_until(std::string_view text) {
        std::string seen;
        std::array<char, 4096> buffer{};
        while (seen.find(text) == seen.npos) {
            const auto count = ::recv(descriptor_, buffer.data(), buffer.size(), 0);
            if (count <= 0)
                break;
            seen.append(buffer.data(), static_cast<std::size_t>(count));
        }
        return seen;
    }
    std::string read_all() { return read_until(std::string_view("\0no such text\0", 14)); }
    void end_writing() { ::shutdown(descriptor_, SHUT_WR); }
    void close() {
        if (descriptor_ >= 0)
            ::close(std::exchange(descriptor_, -1));
    }

  private:
    int descriptor_;
    bool connected_ = false;
};

}  // namespace inland::http
