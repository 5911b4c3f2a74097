// SPDX-License-Identifier: Apache-2.0
// A network that is there already: it becomes part of the design so that it is proven.
#include "design/designers.h"
#include "design/given_network.h"
#include "design/network_parts.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::design {
namespace {

using topology::Subnet;
using topology::Vpc;

void refuse(const Drawing& drawing, std::string_view rule, const Place& place, std::string detail,
            std::string_view remedy) {
    drawing.result.diagnostics.add({.severity = Severity::Error,
                                    .rule = std::string(rule),
                                    .summary = "the network will not do",
                                    .detail = std::move(detail),
                                    .remedy = std::string(remedy),
                                    .place = place});
}

bool is_missing(const Drawing& drawing, std::string_view type) {
    const auto& missing = drawing.given->topology.missing;
    return std::ranges::find(missing, type) != missing.end();
}

std::string subnets_in(const Drawing& drawing) {
    std::vector<std::string> names;
    for (const auto& [key, subnet] : drawing.given->topology.all<Subnet>())
        if (subnet.vpc == topology::Attribute(vpc_of(drawing)))
            names.push_back(key);
    return names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "));
}

void check_subnet(const Drawing& drawing, const spec::PlacedText& id) {
    const auto vpc = vpc_of(drawing);
    const auto* subnet = drawing.given->topology.find<Subnet>(id.value);
    if (subnet != nullptr && subnet->vpc == topology::Attribute(vpc))
        return;
    if (subnet == nullptr && is_missing(drawing, Subnet::type))
        return;
    refuse(drawing, "no-such-subnet", id.place,
           fmt::format("{} is not a subnet of {}; those that this account sees there: {}", id.value,
                       vpc.key, subnets_in(drawing)),
           "name subnets of that VPC");
}

bool is_there(const Drawing& drawing, const spec::ExistingNetwork& existing) {
    const auto& id = existing.vpc_id;
    if (drawing.given->topology.find<Vpc>(id.value) != nullptr || is_missing(drawing, Vpc::type))
        return true;
    refuse(drawing, "no-such-vpc", id.place,
           fmt::format("this account has no {} in {}, and none of that id is shared with it",
                       id.value, drawing.spec.region.value),
           "check the id, the Region and the profile");
    return false;
}

template <typename R>
void take(const topology::Topology& network, topology::Topology& design) {
    for (const auto& [key, resource] : network.all<R>()) {
        auto& taken = design.add(resource);
        if (taken.name.empty())
            taken.name = key;
        taken.why = "it is there already; Inland neither makes nor removes it";
    }
}

void take_network(Drawing& drawing) {
    const auto& network = drawing.given->topology;
    auto& design = drawing.topology();
    design.account = network.account;
    design.missing = network.missing;
    topology::for_each_type([&]<typename R>() { take<R>(network, design); });
}

}  // namespace

void design_given_network(Drawing& drawing) {
    const auto* existing = drawing.spec.network.existing();
    if (existing == nullptr || !is_there(drawing, *existing))
        return;
    for (const auto& id : existing->subnet_ids)
        check_subnet(drawing, id);
    take_network(drawing);
}

}  // namespace inland::design
