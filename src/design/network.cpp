// SPDX-License-Identifier: Apache-2.0
#include "design/designers.h"
#include "design/ways_out.h"
#include "spec/address_plan.h"

#include <fmt/format.h>

namespace inland::design {
namespace {

using topology::Subnet;
using topology::Vpc;

void add_vpc(Drawing& drawing, const spec::NewNetwork& network) {
    const auto way = has_public_side(drawing.spec.network)
                         ? "with a way to the internet for what the spec lets out"
                         : "without any way to the internet";
    auto vpc =
        make<Vpc>(drawing, "main",
                  {"spec.network.cidr", network.cidr.place,
                   fmt::format("the cluster's own network, {}; its DNS settings let the endpoints' "
                               "and the cluster's private names resolve",
                               way)});
    vpc.cidr_block = {network.cidr.value, network.cidr.place};
    vpc.secondary_cidr_blocks = std::vector<Ipv4Prefix>{};
    vpc.enable_dns_support = true;
    vpc.enable_dns_hostnames = true;
    drawing.topology().add(std::move(vpc));
}

std::string use_of(const Drawing& drawing) {
    return drawing.spec.network.nodes.value == spec::NodePlacement::Public
               ? "the control plane's and the endpoints' interfaces"
               : "nodes and pods";
}

void add_subnet(Drawing& drawing, const spec::NewNetwork& network, std::uint32_t index) {
    const auto& zone = network.zones[index];
    const auto block = spec::private_block(network, index);
    if (!block)
        return;  // the spec's checks leave room for every zone
    auto subnet = make<Subnet>(
        drawing, "private-" + zone_letter(drawing, zone.value),
        {fmt::format("spec.network.zones[{}]", index), zone.place,
         fmt::format("{} in {} take their {} addresses from it; EKS wants subnets in at least two "
                     "zones",
                     use_of(drawing), zone.value, block->size())});
    subnet.vpc = refer<Vpc>("main");
    subnet.cidr_block = {*block, network.cidr.place};
    subnet.availability_zone = {zone.value, zone.place};
    subnet.map_public_ip_on_launch = false;
    // Where controllers put internal load balancers; public ones have no place here.
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
