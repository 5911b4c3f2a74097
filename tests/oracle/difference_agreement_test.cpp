// SPDX-License-Identifier: Apache-2.0
// Who talks to whom, by kinds of talkers and parts of the networks, against the plain walk over all
// pairs of members of all groups.
#include "knowledge/tables.h"
#include "prove/difference/reachability.h"
#include "prove/difference/talkers.h"
#include "prove/packets/passing_ports.h"
#include "tests/oracle/choices.h"
#include "tests/oracle/generate.h"
#include "tests/oracle/show.h"
#include "tests/oracle/translate.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace inland::oracle {
namespace {

using prove::Party;
using prove::Reachability;

void add_pair(Reachability& found, const prove::Network& network, const Party& from,
              const Party& to, const std::string& source, const std::string& destination) {
    for (const int protocol : {prove::tcp_protocol, prove::udp_protocol, prove::icmp_protocol}) {
        auto ports = passing_ports(network, from, to, protocol);
        if (ports.empty())
            continue;
        auto& whole = found[{source, destination, std::string(prove::protocol_name(protocol))}];
        whole.insert(whole.end(), ports.begin(), ports.end());
        whole = prove::merged(std::move(whole));
    }
}

Reachability pair_by_pair(const prove::Question& question) {
    const prove::Network network(question);
    const auto inhabitants = prove::inhabitants_of(network);
    const auto talkers = prove::talkers_of(inhabitants);
    Reachability found;
    for (const auto& [source, senders] : talkers)
        for (const auto& [destination, receivers] : talkers)
            for (const Party& from : senders)
                for (const Party& to : receivers)
                    add_pair(found, network, from, to, source, destination);
    return found;
}

/// Groups: each subnet, and all subnets together.
intents::Intents intents_of(const topology::Topology& world) {
    intents::Group all{.name = "all", .selectors = {}, .place = {}};
    intents::Intents made;
    const auto add = [&](intents::Kind kind, const std::string& name) {
        const intents::Selector selector{kind, name, {}};
        all.selectors.push_back(selector);
        made.push_back({.name = "i" + std::to_string(made.size()),
                        .from = {name + "!", {selector}, {}},
                        .to = all});
    };
    for (const auto& [key, subnet] : world.all<topology::Subnet>())
        add(intents::Kind::Subnet, key);
    return made;
}

using Groups = std::vector<topology::Reference<topology::SecurityGroup>>;

Groups some_groups(const topology::Topology& world) {
    Groups groups;
    for (const auto& [key, group] : world.all<topology::SecurityGroup>())
        if (once_in(2))
            groups.push_back({key});
    return groups;
}

/// Some of a subnet's addresses, each an interface; several may be alike.
void add_interfaces(topology::Topology& world, const topology::Subnet& subnet) {
    for (int number = 1 + below(3); number > 0; --number) {
        topology::NetworkInterface made;
        made.key = made.name = fmt::format("{}-{}", subnet.key, number);
        made.subnet = topology::Reference<topology::Subnet>{subnet.key};
        const auto first = subnet.cidr_block.value().first().bits;
        made.private_addresses =
            std::vector{Ipv4Address{first + static_cast<std::uint32_t>(number)}};
        made.security_groups = some_groups(world);
        world.add(std::move(made));
    }
}

RC_GTEST_PROP(Reachability, IsThatOfAllPairs, ()) {
    const Question question = generate();
    auto world = translate(question.world);
    for (const auto& [key, subnet] : world.all<topology::Subnet>())
        if (subnet.cidr_block.is_known())
            add_interfaces(world, subnet);
    const auto intents = intents_of(world);
    const prove::Question asked{
        .topology = world, .tables = knowledge::built_in(), .clients = {}, .intents = &intents};
    RC_LOG() << text_of(question);
    RC_ASSERT(prove::reachability_of(asked) == pair_by_pair(asked));
}

}  // namespace
}  // namespace inland::oracle
