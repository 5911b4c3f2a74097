// SPDX-License-Identifier: Apache-2.0
#include "tests/kernel/sockets.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace inland::kernel {

namespace {

constexpr std::size_t message_size = 1 + sizeof(std::uint32_t);

void check(int result, const char* what) {
    if (result < 0)
        throw std::system_error(errno, std::generic_category(), what);
}

sockaddr_in raw(const SocketAddress& address) {
    sockaddr_in made{};
    made.sin_family = AF_INET;
    made.sin_port = htons(address.port);
    made.sin_addr.s_addr = htonl(address.address.bits);
    return made;
}

const sockaddr* generic(const sockaddr_in& address) {
    return reinterpret_cast<const sockaddr*>(&address);
}

void set_option(int socket, int option) {
    const int yes = 1;
    check(setsockopt(socket, SOL_SOCKET, option, &yes, sizeof yes), "setsockopt");
}

Descriptor bound(int type, const SocketAddress& own) {
    Descriptor made(socket(AF_INET, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    check(made.get(), "socket");
    set_option(made.get(), SO_REUSEADDR);
    set_option(made.get(), SO_REUSEPORT);
    const sockaddr_in address = raw(own);
    check(bind(made.get(), generic(address), sizeof address), "bind");
    return made;
}

}  // namespace

Descriptor listen_at(const SocketAddress& own) {
    Descriptor made = bound(SOCK_STREAM, own);
    check(listen(made.get(), SOMAXCONN), "listen");
    return made;
}

Descriptor connect_from(const SocketAddress& own, const SocketAddress& peer) {
    Descriptor made = bound(SOCK_STREAM, own);
    const sockaddr_in address = raw(peer);
    if (connect(made.get(), generic(address), sizeof address) != 0 && errno != EINPROGRESS)
        return {};
    return made;
}

Descriptor datagrams_at(const SocketAddress& own) {
    return bound(SOCK_DGRAM, own);
}

void send_datagram(int socket, const Datagram& datagram) {
    std::array<char, message_size> message{datagram.kind};
    std::memcpy(message.data() + 1, &datagram.number, sizeof datagram.number);
    const sockaddr_in address = raw(datagram.peer);
    sendto(socket, message.data(), message.size(), 0, generic(address), sizeof address);
}

std::optional<Datagram> receive_datagram(int socket) {
    std::array<char, message_size> message{};
    sockaddr_in from{};
    socklen_t size = sizeof from;
    const auto count = recvfrom(socket, message.data(), message.size(), 0,
                                reinterpret_cast<sockaddr*>(&from), &size);
    if (count != static_cast<ssize_t>(message.size()))
        return std::nullopt;
    Datagram datagram{{{ntohl(from.sin_addr.s_addr)}, ntohs(from.sin_port)}, message[0], 0};
    std::memcpy(&datagram.number, message.data() + 1, sizeof datagram.number);
    return datagram;
}

}  // namespace inland::kernel
