// SPDX-License-Identifier: Apache-2.0
#include "design/designers.h"
#include "design/ways_out.h"
#include "spec/address_plan.h"

#include <fmt/format.h>

namespace inland::design {
namespace {

using topology::Address;
using topology::InternetGateway;
using topology::NatGateway;
using topology::Subnet;

bool has_nat(const Drawing& drawing) {
    return drawing.spec.network.egress.value == spec::Egress::Nat;
}

bool has_public_nodes(const Drawing& drawing) {
    return drawing.spec.network.nodes.value == spec::NodePlacement::Public;
}

/// What in the spec opens the network.
Need need_of(const Drawing& drawing, std::string why) {
    const auto& network = drawing.spec.network;
    if (has_public_nodes(drawing))
        return {"spec.network.nodes", network.nodes.place, std::move(why)};
    return {"spec.network.egress", network.egress.place, std::move(why)};
}

void add_internet_gateway(Drawing& drawing) {
    auto gateway = make<InternetGateway>(
        drawing, "main",
        need_of(drawing, has_public_nodes(drawing)
                             ? "nodes with public addresses call the internet through it"
                             : "the NAT gateways call the internet through it"));
    gateway.vpc = refer<topology::Vpc>("main");
    drawing.topology().add(std::move(gateway));
}

std::string use_of_public_subnet(const Drawing& drawing, const std::string& zone) {
    return has_public_nodes(drawing)
               ? fmt::format(
                     "nodes and pods in {} take their addresses from it, and nodes a public "
                     "one with them",
                     zone)
               : fmt::format(
                     "the NAT gateway of {} stands in it, and so would public load "
                     "balancers; nodes never",
                     zone);
}

void add_public_subnet(Drawing& drawing, const spec::NewNetwork& network, std::uint32_t index) {
    const auto& zone = network.zones[index];
    const auto block = spec::public_block(network, index);
    if (!block)
        return;  // the spec's checks leave room for every zone
    auto subnet = make<Subnet>(drawing, "public-" + zone_letter(drawing, zone.value),
                               {fmt::format("spec.network.zones[{}]", index), zone.place,
                                use_of_public_subnet(drawing, zone.value)});
    subnet.vpc = refer<topology::Vpc>("main");
    subnet.cidr_block = {*block, network.cidr.place};
    subnet.availability_zone = {zone.value, zone.place};
    // Managed groups have no other way to say it, and self-managed ones follow it.
    subnet.map_public_ip_on_launch = {has_public_nodes(drawing), drawing.spec.network.nodes.place};
    subnet.tags["kubernetes.io/role/elb"] = "1";
    drawing.topology().add(std::move(subnet));
}

/// One in each zone, so that no zone's way out depends on another zone.
void add_nat_gateway(Drawing& drawing, const std::string& zone) {
    const auto& egress = drawing.spec.network.egress.place;
    const auto letter = zone_letter(drawing, zone);
    drawing.topology().add(
        make<Address>(drawing, "nat-" + letter,
                      {"spec.network.egress", egress,
                       fmt::format("the address under which {} calls the internet", zone)}));
    auto gateway = make<NatGateway>(
        drawing, letter,
        {"spec.network.egress", egress,
         fmt::format("private subnets in {} call the internet through it, and nobody there calls "
                     "back",
                     zone)});
    gateway.subnet = refer<Subnet>("public-" + letter);
    gateway.connectivity = "public";
    gateway.address = refer<Address>("nat-" + letter);
    drawing.topology().add(std::move(gateway));
}

}  // namespace

void design_public_network(Drawing& drawing) {
    const auto* network = drawing.spec.network.created();
    if (network == nullptr || !has_public_side(drawing.spec.network))
        return;
    add_internet_gateway(drawing);
    for (std::uint32_t index = 0; index < network->zones.size(); ++index)
        add_public_subnet(drawing, *network, index);
    if (!has_nat(drawing))
        return;
    for (const auto& zone : network->zones)
        add_nat_gateway(drawing, zone.value);
}

}  // namespace inland::design
