// SPDX-License-Identifier: Apache-2.0
#include "design/designers.h"

#include <bit>

#include <fmt/format.h>

namespace inland::design {
namespace {

using topology::Subnet;
using topology::Vpc;

void add_vpc(Drawing& drawing, const spec::NewNetwork& network) {
    auto vpc = make<Vpc>(drawing, "main",
                         {"spec.network.cidr", network.cidr.place,
                          "the cluster's own network, without any way to the internet; its DNS "
                          "settings let the endpoints' and the cluster's private names resolve"});
    vpc.cidr_block = {network.cidr.value, network.cidr.place};
    vpc.secondary_cidr_blocks = std::vector<Ipv4Prefix>{};
    vpc.enable_dns_support = true;
    vpc.enable_dns_hostnames = true;
    drawing.topology().add(std::move(vpc));
}

/// Blocks are equal and as large as they can be while one of them stays free: pods take their
/// addresses from the subnets, and a network cannot be made larger where it stands.
int subnet_length(const spec::NewNetwork& network) {
    const auto blocks = std::bit_ceil(std::max<std::size_t>(network.zones.size() + 1, 4));
    return network.cidr.value.length() + std::countr_zero(blocks);
}

void add_subnet(Drawing& drawing, const spec::NewNetwork& network, std::uint32_t index) {
    const auto& zone = network.zones[index];
    const auto block = network.cidr.value.subdivide(subnet_length(network), index);
    if (!block)
        return;  // the spec's checks leave room for every zone
    const auto letter = zone.value.substr(drawing.spec.region.value.size());
    auto subnet = make<Subnet>(
        drawing, "private-" + letter,
        {fmt::format("spec.network.zones[{}]", index), zone.place,
         fmt::format("nodes and pods in {} take their {} addresses from it; EKS wants subnets in "
                     "at least two zones",
                     zone.value, block->size())});
    subnet.vpc = refer<Vpc>("main");
    subnet.cidr_block = {*block, network.cidr.place};
    subnet.availability_zone = {zone.value, zone.place};
    subnet.map_public_ip_on_launch = false;
    // Where controllers put internal load balancers; nothing here may have a public one.
    subnet.tags["kubernetes.io/role/internal-elb"] = "1";
    drawing.topology().add(std::move(subnet));
}

}  // namespace

/// No DHCP options: AWS's default hands out AmazonProvidedDNS, which is what EKS needs.
void design_network(Drawing& drawing) {
    const auto* network = drawing.spec.network.created();
    if (network == nullptr)
        return;
    add_vpc(drawing, *network);
    for (std::uint32_t index = 0; index < network->zones.size(); ++index)
        add_subnet(drawing, *network, index);
}

}  // namespace inland::design
