// SPDX-License-Identifier: Apache-2.0
#include "tests/kernel/probe.h"

#include "tests/kernel/kernel_network.h"
#include "tests/kernel/sockets.h"

#include <array>
#include <map>
#include <set>
#include <tuple>

#include <sys/epoll.h>
#include <sys/socket.h>

namespace inland::kernel {

namespace {

constexpr int tcp = 6;
constexpr char question = 'q', reply = 'r';

/// One exchange of probes and their echoes: every socket of every host in one epoll.
class Exchange {
  public:
    Exchange(const KernelNetwork& network, const std::vector<Probe>& probes)
        : network_(network), probes_(probes), answered_(probes.size(), false) {}

    std::vector<bool> run(std::chrono::milliseconds patience) {
        open_servers();
        send_probes();
        std::array<epoll_event, 256> events{};
        for (;;) {
            const int count = epoll_wait(poll_.get(), events.data(), events.size(),
                                         static_cast<int>(patience.count()));
            if (count <= 0)
                return std::move(answered_);
            for (std::size_t index = 0; index < static_cast<std::size_t>(count); ++index)
                handle(events[index]);
        }
    }

  private:
    /// What a socket is there for.
    enum class Role { Listener, Accepted, Client, Datagrams };
    struct Socket {
        Descriptor descriptor;
        Role role = Role::Listener;
        std::size_t probe = 0;  ///< of a Client
    };
    using Own = std::pair<std::string, SocketAddress>;  ///< of a host

    int watch(Descriptor descriptor, Role role, std::uint32_t events, std::size_t probe = 0) {
        const int number = descriptor.get();
        epoll_event event{.events = events, .data = {.u64 = sockets_.size()}};
        epoll_ctl(poll_.get(), EPOLL_CTL_ADD, number, &event);
        sockets_.push_back({std::move(descriptor), role, probe});
        return number;
    }

    /// Echoes at every probed port, and datagrams' own ports at their senders.
    void open_servers() {
        std::set<Own> listeners, datagrams;
        for (const Probe& probe : probes_) {
            (probe.protocol == tcp ? listeners : datagrams)
                .insert({probe.to.interface, {probe.to.address, probe.port}});
            if (probe.protocol != tcp)
                datagrams.insert({probe.from.interface, {probe.from.address, probe.source_port}});
        }
        for (const auto& [host, own] : listeners) {
            const Inside inside(network_.host(host));
            watch(listen_at(own), Role::Listener, EPOLLIN);
        }
        for (const Own& own : datagrams) {
            const Inside inside(network_.host(own.first));
            datagram_sockets_[own] = watch(datagrams_at(own.second), Role::Datagrams, EPOLLIN);
        }
    }

    void send_probes() {
        for (std::size_t index = 0; index < probes_.size(); ++index) {
            const Probe& probe = probes_[index];
            const SocketAddress own{probe.from.address, probe.source_port};
            const SocketAddress peer{probe.to.address, probe.port};
            if (probe.protocol != tcp) {
                send_datagram(datagram_sockets_.at({probe.from.interface, own}),
                              {peer, question, static_cast<std::uint32_t>(index)});
                continue;
            }
            const Inside inside(network_.host(probe.from.interface));
            if (auto client = connect_from(own, peer); client.is_open())
                watch(std::move(client), Role::Client, EPOLLOUT, index);
        }
    }

    void handle(const epoll_event& event) {
        const std::size_t index = event.data.u64;
        switch (sockets_[index].role) {
            case Role::Listener:
                return accept_all(index);
            case Role::Accepted:
                return echo(index);
            case Role::Client:
                return advance(index, event.events);
            case Role::Datagrams:
                return receive_all(sockets_[index].descriptor.get());
        }
    }

    void accept_all(std::size_t index) {
        const int listener = sockets_[index].descriptor.get();
        for (;;) {
            Descriptor accepted(accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
            if (!accepted.is_open())
                return;
            watch(std::move(accepted), Role::Accepted, EPOLLIN);
        }
    }

    void echo(std::size_t index) {
        Descriptor& accepted = sockets_[index].descriptor;
        char byte = 0;
        if (recv(accepted.get(), &byte, 1, 0) == 1)
            ::send(accepted.get(), &byte, 1, MSG_NOSIGNAL);
        else
            accepted.reset();
    }

    /// Connected: sends its byte. Has it back: done.
    void advance(std::size_t index, std::uint32_t events) {
        Socket& client = sockets_[index];
        char byte = question;
        if ((events & (EPOLLERR | EPOLLHUP)) != 0)
            return client.descriptor.reset();
        if ((events & EPOLLOUT) != 0) {
            ::send(client.descriptor.get(), &byte, 1, MSG_NOSIGNAL);
            epoll_event next{.events = EPOLLIN, .data = {.u64 = index}};
            epoll_ctl(poll_.get(), EPOLL_CTL_MOD, client.descriptor.get(), &next);
            return;
        }
        answered_[client.probe] = recv(client.descriptor.get(), &byte, 1, 0) == 1;
        client.descriptor.reset();
    }

    void receive_all(int socket) {
        while (const auto datagram = receive_datagram(socket)) {
            if (datagram->kind == question)
                send_datagram(socket, {datagram->peer, reply, datagram->number});
            else if (datagram->number < probes_.size())
                answered_[datagram->number] = true;
        }
    }

    const KernelNetwork& network_;
    const std::vector<Probe>& probes_;
    std::vector<bool> answered_;
    Descriptor poll_{epoll_create1(EPOLL_CLOEXEC)};
    std::vector<Socket> sockets_;
    std::map<Own, int> datagram_sockets_;
};

}  // namespace

std::vector<bool> send(const KernelNetwork& network, const std::vector<Probe>& probes,
                       std::chrono::milliseconds patience) {
    return Exchange(network, probes).run(patience);
}

}  // namespace inland::kernel
