// SPDX-License-Identifier: Apache-2.0
#include "knowledge/tables.h"
#include "prove/network.h"
#include "prove/packets/connect.h"
#include "prove/packets/parties.h"
#include "prove/packets/passage.h"
#include "tests/kernel/generate.h"
#include "tests/kernel/kernel_network.h"
#include "tests/kernel/probe.h"
#include "tests/kernel/probed_ports.h"

#include <cstdlib>
#include <map>
#include <tuple>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace inland::kernel {
namespace {

using prove::Outcome;
using topology::NetworkInterface;
using topology::Topology;

/// rapidcheck reads its settings once, before the first property. `make nightly` asks for more.
/// Worlds are slow to make, so a failing one is shown as it is.
std::string worlds_wanted() {
    const char* wanted = std::getenv("INLAND_KERNEL_WORLDS");
    return wanted != nullptr ? wanted : "30";
}
[[maybe_unused]] const int settings =
    setenv("RC_PARAMS", ("noshrink=1 max_success=" + worlds_wanted()).c_str(), 0);

constexpr std::chrono::milliseconds brief{150}, long_enough{3000};

std::vector<Probe> probes_of(const Topology& world) {
    std::vector<Endpoint> endpoints;
    for (const auto& [key, interface] : world.all<NetworkInterface>())
        endpoints.push_back({key, interface.private_addresses.value().front()});
    const auto ports = probed_ports(world);
    std::vector<Probe> probes;
    for (const Endpoint& from : endpoints)
        for (const Endpoint& to : endpoints)
            for (const int protocol : {prove::tcp_protocol, prove::udp_protocol})
                for (const auto& [source, destination] : ports)
                    if (from != to)
                        probes.push_back({from, to, protocol, source, destination});
    return probes;
}

std::string text(const Probe& probe) {
    return fmt::format("{} from {} {}:{} to {} {}:{}", prove::protocol_name(probe.protocol),
                       probe.from.interface, probe.from.address.text(), probe.source_port,
                       probe.to.interface, probe.to.address.text(), probe.port);
}

/// What the prover says of one connection from one source port.
Outcome proven(const prove::Network& network, const Probe& probe) {
    const auto& interfaces = network.topology().all<NetworkInterface>();
    const auto from = prove::interface_party(network, interfaces.at(probe.from.interface));
    const auto to = prove::interface_party(network, interfaces.at(probe.to.interface));
    const prove::Traffic traffic{
        probe.protocol, {probe.port, probe.port}, {probe.source_port, probe.source_port}};
    return prove::must_pass(network, *from, *to, traffic).outcome;
}

/// What it says of connections from all the source ports that a machine may choose.
Outcome proven_from_any_port(const prove::Network& network, const Probe& probe) {
    const auto& from = network.topology().all<NetworkInterface>().at(probe.from.interface);
    std::vector<std::string> groups;
    for (const auto& group : from.security_groups.value())
        groups.push_back(group.key);
    const auto place = prove::Place::machine(from.key, from.subnet.value().key, probe.from.address,
                                             std::move(groups));
    return prove::connect(network, place, probe.to.address, prove::protocol_name(probe.protocol),
                          probe.port)
        .outcome;
}

/// A world with what the kernel and the prover say of it.
class Judgement {
  public:
    explicit Judgement(Topology world)
        : world_(std::move(world)),
          kernel_(world_),
          network_({.topology = world_, .tables = knowledge::built_in(), .clients = {}}),
          probes_(probes_of(world_)),
          answered_(send(kernel_, probes_, brief)) {
        for (const Probe& probe : probes_)
            outcomes_.push_back(proven(network_, probe));
        ask_again();
    }

    void expect_agreement() const {
        for (std::size_t index = 0; index < probes_.size(); ++index)
            expect(probes_[index], outcomes_[index], answered_[index], "");
    }

    /// The kernel's connections from all boundaries among a machine's ports stand for all of them.
    void expect_agreement_from_any_port() const {
        std::map<std::tuple<std::string, std::string, int, int>, std::pair<std::size_t, bool>> all;
        for (std::size_t index = 0; index < probes_.size(); ++index) {
            const Probe& probe = probes_[index];
            if (probe.port >= prove::linux_ephemeral_ports.first ||
                !prove::linux_ephemeral_ports.contains(probe.source_port))
                continue;
            auto& [example, every] = all.try_emplace({probe.from.interface, probe.to.interface,
                                                      probe.protocol, probe.port},
                                                     index, true)
                                         .first->second;
            every = every && answered_[index];
        }
        for (const auto& [pair, answer] : all) {
            const Probe& probe = probes_[answer.first];
            expect(probe, proven_from_any_port(network_, probe), answer.second,
                   " and other source ports");
        }
    }

    [[nodiscard]] std::size_t connections() const {
        return static_cast<std::size_t>(std::ranges::count(answered_, true));
    }

  private:
    void expect(const Probe& probe, Outcome outcome, bool connects, std::string_view more) const {
        if (outcome == Outcome::Unknown || (outcome == Outcome::Holds) != connects)
            RC_FAIL(fmt::format("{}{}: {}, and the prover says: {}\n{}", text(probe), more,
                                connects ? "connects" : "does not connect",
                                prove::outcome_name(outcome), kernel_.description()));
    }

    /// Once more, and patiently, for what should have come back and did not: a busy machine may be
    /// late, but never says yes by mistake.
    void ask_again() {
        std::vector<std::size_t> missing;
        std::vector<Probe> silent;
        for (std::size_t index = 0; index < probes_.size(); ++index)
            if (outcomes_[index] == Outcome::Holds && !answered_[index]) {
                missing.push_back(index);
                silent.push_back(probes_[index]);
            }
        if (silent.empty())
            return;
        const auto again = send(kernel_, silent, long_enough);
        for (std::size_t index = 0; index < missing.size(); ++index)
            answered_[missing[index]] = again[index];
    }

    Topology world_;
    KernelNetwork kernel_;
    prove::Network network_;
    std::vector<Probe> probes_;
    std::vector<bool> answered_;
    std::vector<Outcome> outcomes_;
};

TEST(Kernel, AgreesWithTheProverOnEveryPairAndPort) {
    if (const auto missing = missing_ability())
        GTEST_SKIP() << *missing;
    EXPECT_TRUE(rc::check([] {
        const Judgement judgement(any_world());
        judgement.expect_agreement();
        judgement.expect_agreement_from_any_port();
        RC_CLASSIFY(judgement.connections() > 0, "with connections");
    }));
}

}  // namespace
}  // namespace inland::kernel
