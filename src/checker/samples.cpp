// SPDX-License-Identifier: Apache-2.0
// Rules tell intervals apart, so one address and one port of each stands for all of them.
#include "checker/rules.h"

#include <algorithm>
#include <functional>

namespace inland::checker {

namespace {

/// More combinations than any real component has; a certificate that needs them shows nothing.
constexpr std::size_t most_combinations = std::size_t{1} << 21U;

constexpr IpAddress behind(const IpAddress& address) {
    return address.next();
}
constexpr std::uint16_t behind(std::uint16_t port) {
    return static_cast<std::uint16_t>(port + 1);
}

/// Adds the first of every part of `whole` into which the rules cut it.
template <typename Number, typename Interval>
void cut(std::vector<Number>& found, const std::vector<Rule>& rules, Interval Rule::* member,
         const Interval& whole) {
    const auto add = [&](const Number& number) {
        if (whole.first < number && number <= whole.last)
            found.push_back(number);
    };
    for (const Rule& rule : rules) {
        const Interval& interval = rule.*member;
        add(interval.first);
        if (interval.last < whole.last)
            add(behind(interval.last));
    }
}

template <typename Number>
std::vector<Number> each_once(std::vector<Number> numbers) {
    std::ranges::sort(numbers);
    numbers.erase(std::ranges::unique(numbers).begin(), numbers.end());
    return numbers;
}

const PortRange& ports_at(const Traffic& traffic, const RuleList& list) {
    if (list.other_ports)
        return *list.other_ports;
    return list.ports == Side::To ? traffic.passage.ports : traffic.passage.source_ports;
}

std::vector<IpAddress> address_samples(const RuleList& list, const Traffic& traffic) {
    const Addresses& whole = addresses_at(traffic, list.addresses);
    std::vector<IpAddress> found{whole.first};
    cut(found, list.rules, &Rule::peers, whole);
    return each_once(std::move(found));
}

std::vector<std::uint16_t> port_samples(const RuleList& list, const Traffic& traffic) {
    const PortRange& whole = ports_at(traffic, list);
    std::vector<std::uint16_t> found{whole.first};
    cut(found, list.rules, &Rule::ports, whole);
    return each_once(std::move(found));
}

Answer decide(const std::vector<Rule>& rules, const IpAddress& address, std::uint16_t port) {
    for (const Rule& rule : rules)
        if (rule.peers.contains({address, address}) && rule.ports.contains(port))
            return rule.answer;
    return Answer::No;
}

/// Nobody calls himself: to stop that stops nothing.
bool is_to_itself(const RuleList& list, const Traffic& traffic, const IpAddress& address) {
    return addresses_at(traffic, other(list.addresses)) == Addresses{address, address};
}

/// The addresses and ports that every list tells apart, by side.
struct Grid {
    std::vector<IpAddress> from, to;
    std::vector<std::uint16_t> ports, source_ports;
};

Grid grid_of(const std::vector<RuleList>& lists, const Traffic& traffic) {
    Grid grid{{traffic.from.first},
              {traffic.to.first},
              {traffic.passage.ports.first},
              {traffic.passage.source_ports.first}};
    for (const RuleList& list : lists) {
        auto& addresses = list.addresses == Side::From ? grid.from : grid.to;
        auto& ports = list.ports == Side::To ? grid.ports : grid.source_ports;
        cut(addresses, list.rules, &Rule::peers, addresses_at(traffic, list.addresses));
        cut(ports, list.rules, &Rule::ports, ports_at(traffic, list));
    }
    return {each_once(std::move(grid.from)), each_once(std::move(grid.to)),
            each_once(std::move(grid.ports)), each_once(std::move(grid.source_ports))};
}

}  // namespace

bool admits_all(const RuleList& list, const Traffic& traffic) {
    const auto ports = port_samples(list, traffic);
    return std::ranges::all_of(address_samples(list, traffic), [&](const IpAddress& address) {
        return std::ranges::all_of(ports, [&](std::uint16_t port) {
            return decide(list.rules, address, port) == Answer::Yes;
        });
    });
}

bool stops_some(const RuleList& list, const Traffic& traffic) {
    const bool one_is_meant = !traffic.passage.to.service.empty() && list.addresses == Side::To;
    const auto addresses = address_samples(list, traffic);
    return std::ranges::any_of(port_samples(list, traffic), [&](std::uint16_t port) {
        const auto stops = [&](const IpAddress& address) {
            return decide(list.rules, address, port) == Answer::No &&
                   !is_to_itself(list, traffic, address);
        };
        return one_is_meant ? std::ranges::all_of(addresses, stops)
                            : std::ranges::any_of(addresses, stops);
    });
}

bool stop_all(const std::vector<RuleList>& lists, const Traffic& traffic) {
    const bool comparable = std::ranges::none_of(
        lists, [](const RuleList& list) { return list.other_ports.has_value(); });
    const Grid grid = grid_of(lists, traffic);
    const std::size_t combinations =
        grid.from.size() * grid.to.size() * grid.ports.size() * grid.source_ports.size();
    if (!comparable || combinations > most_combinations)
        return false;
    const auto is_stopped = [&](const IpAddress& from, const IpAddress& to, std::uint16_t port,
                                std::uint16_t source_port) {
        return std::ranges::any_of(lists, [&](const RuleList& list) {
            return decide(list.rules, list.addresses == Side::From ? from : to,
                          list.ports == Side::To ? port : source_port) == Answer::No;
        });
    };
    for (const IpAddress& from : grid.from)
        for (const IpAddress& to : grid.to)
            for (const std::uint16_t port : grid.ports)
                for (const std::uint16_t source_port : grid.source_ports)
                    if (!is_stopped(from, to, port, source_port))
                        return false;
    return true;
}

}  // namespace inland::checker
