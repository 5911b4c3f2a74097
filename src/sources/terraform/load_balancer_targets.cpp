// SPDX-License-Identifier: Apache-2.0
// Listeners of load balancers, and the targets that they hand on to.
#include "sources/load_balancer_ports.h"
#include "sources/terraform/readers.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::sources::terraform {

namespace {

using namespace topology;
using Ports = Attribute<std::vector<std::int64_t>>;
using Keys = std::vector<std::string>;

/// The target groups of an action; nothing when they are not known.
std::optional<Keys> groups_of_action(const Reader& action) {
    Keys groups;
    const auto add = [&groups](const Attribute<std::string>& group) {
        if (group.is_known())
            groups.push_back(group.value());
        return !group.is_unknown();
    };
    bool all_known = add(action.key("target_group_arn"));
    const auto ways = action.blocks("forward.0.target_group");
    for (std::size_t way = 0; way < ways.value_or(0); ++way)
        all_known = add(action.key(fmt::format("forward.0.target_group.{}.arn", way))) && all_known;
    return all_known && ways ? std::optional(groups) : std::nullopt;
}

/// The target groups that a listener, or a rule of one, hands on to.
std::optional<Keys> groups_of(const Reader& reader, std::string_view actions) {
    const auto count = reader.blocks(actions);
    if (!count)
        return std::nullopt;
    Keys groups;
    for (std::size_t at = 0; at < *count; ++at) {
        const auto some = groups_of_action(reader.block(actions, at));
        if (!some)
            return std::nullopt;
        groups.insert(groups.end(), some->begin(), some->end());
    }
    return groups;
}

/// A group that the plan does not make listens somewhere.
Attribute<std::int64_t> port_of_group(const Reading& reading, const std::string& key) {
    const auto* group = reading.instances.find(key);
    return group == nullptr ? Attribute<std::int64_t>::unknown()
                            : Reader(reading, *group).number<std::int64_t>("port");
}

void add_target_ports(const Reading& reading, const Reader& reader, std::string_view actions,
                      LoadBalancer& balancer) {
    const auto groups = groups_of(reader, actions);
    if (!groups)
        balancer.target_ports = Ports::unknown(reader.place());
    for (const std::string& group : groups.value_or(Keys()))
        add_port(balancer.target_ports, port_of_group(reading, group));
}

void read_listener(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto* balancer = subject<LoadBalancer>(reading, reader.key("load_balancer_arn"));
    if (balancer == nullptr)
        return make_unknown(reading, &LoadBalancer::listener_ports);
    if (reader.text("protocol").value_or_default("") == "UDP")
        return;  // proven are TCP's
    add_port(balancer->listener_ports, reader.number<std::int64_t>("port"));
    add_target_ports(reading, reader, "default_action", *balancer);
}

LoadBalancer* balancer_of_listener(Reading& reading, const Attribute<std::string>& listener) {
    const auto* instance = listener.is_known() ? reading.instances.find(listener.value()) : nullptr;
    return instance == nullptr ? nullptr
                               : subject<LoadBalancer>(
                                     reading, Reader(reading, *instance).key("load_balancer_arn"));
}

void read_rule(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    if (auto* balancer = balancer_of_listener(reading, reader.key("listener_arn")))
        add_target_ports(reading, reader, "action", *balancer);
}

bool hands_on_to(const Reading& reading, const Instance& listener, std::string_view actions,
                 const std::string& group) {
    const auto groups = groups_of(Reader(reading, listener), actions);
    return !groups || std::ranges::find(*groups, group) != groups->end();
}

/// Calls change(balancer) for each that hands on to the group, or may.
template <typename Change>
void for_balancers(Reading& reading, const Attribute<std::string>& group, const Change& change) {
    for (const auto* type : {"aws_lb_listener", "aws_alb_listener"})
        for (const auto* listener : reading.instances.of_type(type)) {
            auto* balancer = balancer_of_listener(reading, listener->address);
            if (balancer != nullptr &&
                (!group.is_known() ||
                 hands_on_to(reading, *listener, "default_action", group.value())))
                change(*balancer);
        }
}

void read_attachment(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    const auto target = reader.key("target_id");
    for_balancers(reading, reader.key("target_group_arn"), [&](LoadBalancer& balancer) {
        if (target.is_known())
            append(balancer.target_ids, target.value());
        else
            balancer.target_ids = decltype(balancer.target_ids)::unknown(reader.place());
        if (const auto port = reader.number<std::int64_t>("port"); port.is_known())
            add_port(balancer.target_ports, port);
    });
}

/// Groups of machines register theirs, whichever these are.
void let_machines_register(Reading& reading, const Attribute<std::string>& group) {
    for_balancers(reading, group, [](LoadBalancer& balancer) {
        balancer.target_ids = decltype(balancer.target_ids)::unknown(balancer.place);
    });
}

void read_machines_attachment(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    if (auto* classic = subject<LoadBalancer>(reading, reader.key("elb")))
        classic->target_ids = decltype(classic->target_ids)::unknown(reader.place());
    else
        let_machines_register(reading, reader.key("lb_target_group_arn"));
}

void read_machines(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    for (const auto& group :
         reader.keys("target_group_arns").value_or_default({}).value_or(std::vector<std::string>()))
        let_machines_register(reading, group);
}

constexpr std::array rows{
    ReaderRow{"aws_lb_listener", read_listener},
    ReaderRow{"aws_alb_listener", read_listener},
    ReaderRow{"aws_lb_listener_rule", read_rule},
    ReaderRow{"aws_lb_target_group_attachment", read_attachment},
    ReaderRow{"aws_alb_target_group_attachment", read_attachment},
    ReaderRow{"aws_autoscaling_attachment", read_machines_attachment},
    ReaderRow{"aws_autoscaling_group", read_machines},
};

}  // namespace

std::span<const ReaderRow> load_balancer_target_readers() {
    return rows;
}

}  // namespace inland::sources::terraform
