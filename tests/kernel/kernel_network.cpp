// SPDX-License-Identifier: Apache-2.0
#include "tests/kernel/kernel_network.h"

#include "tests/kernel/route_text.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

namespace inland::kernel {

namespace {

using topology::NetworkInterface;
using topology::Subnet;
using topology::Topology;

/// AWS's router has the first address of each subnet.
std::string gateway_of(const Subnet& subnet) {
    return subnet.cidr_block.value().at(1).text();
}

void make_router(const NetworkNamespace& router) {
    router.set_parameter("net/ipv4/ip_forward", "1");
    router.set_parameter("net/ipv4/conf/all/send_redirects", "0");
    router.set_parameter("net/ipv4/conf/default/send_redirects", "0");
    // Neighbours in a subnet are not filtered; some kernels show bridged packets to the router.
    if (std::filesystem::exists("/proc/sys/net/bridge/bridge-nf-call-iptables"))
        router.set_parameter("net/bridge/bridge-nf-call-iptables", "0");
}

/// A host's link, seen from the router: one end in the subnet's bridge, the other with the host.
std::string host_link(const NetworkNamespace& host, std::string_view port,
                      std::string_view bridge) {
    return fmt::format(
        "link add {0} type veth peer name eth0 netns {1}\n"
        "link set {0} master {2} up\n",
        port, host.path(), bridge);
}

std::string host_addresses(const NetworkInterface& interface, const Subnet& subnet) {
    return fmt::format(
        "link set lo up\n"
        "address add {}/{} dev eth0\n"
        "link set eth0 up\n"
        "route add default via {}\n",
        interface.private_addresses.value().front().text(), subnet.cidr_block.value().length(),
        gateway_of(subnet));
}

}  // namespace

KernelNetwork::KernelNetwork(const Topology& world) {
    for (const auto& [key, subnet] : world.all<Subnet>())
        devices_.push_back({key, fmt::format("subnet{}", devices_.size())});
    make_router(router_);
    make_router(vpc_);
    connect_vpc(world);
    connect_subnets(world);
    add_hosts(world);
    add_filters(world);
}

const NetworkNamespace& KernelNetwork::host(std::string_view interface) const {
    return hosts_.find(interface)->second;
}

void KernelNetwork::connect_vpc(const Topology& world) {
    router_.configure_links(
        fmt::format("link add vpc type veth peer name router netns {}\n"
                    "address add 169.254.0.1/30 dev vpc\n"
                    "link set vpc up\n"
                    "link add elsewhere type veth peer name router netns {}\n"
                    "address add 169.254.0.5/30 dev elsewhere\n"
                    "link set elsewhere up\n",
                    vpc_.path(), elsewhere_.path()));
    elsewhere_.configure_links("address add 169.254.0.6/30 dev router\nlink set router up\n");
    std::string back =
        "address add 169.254.0.2/30 dev router\n"
        "link set router up\n";
    for (const Ipv4Prefix& block : local_blocks(world))
        back += fmt::format("route add {} via 169.254.0.1\n", block.text());
    vpc_.configure_links(back);
}

void KernelNetwork::connect_subnets(const Topology& world) {
    std::string lines;
    for (std::size_t index = 0; index < devices_.size(); ++index) {
        const auto& [key, device] = devices_[index];
        const Subnet& subnet = *world.find<Subnet>(key);
        lines += fmt::format(
            "link add {0} type bridge\n"
            "address add {1}/{2} dev {0}\n"
            "link set {0} up\n",
            device, gateway_of(subnet), subnet.cidr_block.value().length());
        lines += route_lines(world, key, device, 100 + static_cast<int>(index));
    }
    router_.configure_links(lines);
    description_ += lines;
}

void KernelNetwork::add_hosts(const Topology& world) {
    std::string links;
    for (const auto& [key, interface] : world.all<NetworkInterface>()) {
        const auto& host = hosts_[key];
        links += host_link(host, fmt::format("port{}", hosts_.size()),
                           device_of(interface.subnet.value().key));
    }
    router_.configure_links(links);
    for (const auto& [key, interface] : world.all<NetworkInterface>())
        hosts_[key].configure_links(host_addresses(interface, *world.find(interface.subnet)));
}

void KernelNetwork::add_filters(const Topology& world) {
    const std::string acls = acl_filters(world, devices_);
    router_.configure_filters(acls);
    description_ += acls;
    for (const auto& [key, interface] : world.all<NetworkInterface>()) {
        const std::string groups = group_filters(world, interface);
        hosts_[key].configure_filters(groups);
        description_ += key + ": " + groups;
    }
}

const std::string& KernelNetwork::device_of(std::string_view subnet) const {
    return std::ranges::find(devices_, subnet, &SubnetDevice::subnet)->device;
}

}  // namespace inland::kernel
