// SPDX-License-Identifier: Apache-2.0
#include "checker/certificate_json.h"
#include "checker/check.h"
#include "checker/check_passage.h"
#include "knowledge/tables.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <fuzzer/FuzzedDataProvider.h>

namespace {

using namespace inland;
using topology::Reference;

template <typename R>
R in_vpc(std::string key) {
    R made;
    made.key = std::move(key);
    made.vpc = Reference<topology::Vpc>{"vpc"};
    return made;
}

topology::Route route(Ipv4Prefix block, topology::RouteTarget target, std::string key) {
    return {
        .destination = block, .prefix_list = {}, .target = target, .target_key = std::move(key)};
}

void add_subnet(topology::Topology& world, std::string key, std::uint32_t first,
                std::vector<topology::Route> routes) {
    auto subnet = in_vpc<topology::Subnet>(key);
    subnet.cidr_block = Ipv4Prefix(Ipv4Address{first}, 24);
    subnet.availability_zone = "a";
    world.add(std::move(subnet));
    auto table = in_vpc<topology::RouteTable>("table of " + key);
    table.subnets = std::vector<Reference<topology::Subnet>>{{key}};
    table.routes = std::move(routes);
    world.add(std::move(table));
}

/// A VPC with nodes behind a NAT gateway, and a transit gateway that leads back into it.
topology::Topology small_world() {
    using enum topology::RouteTarget;
    topology::Topology world;
    topology::Vpc vpc;
    vpc.key = "vpc";
    vpc.cidr_block = Ipv4Prefix(Ipv4Address{0x0A000000}, 16);
    world.add(std::move(vpc));
    add_subnet(world, "private", 0x0A000100,
               {route(Ipv4Prefix(), NatGateway, "nat"),
                route(Ipv4Prefix(Ipv4Address{0x0A010000}, 16), TransitGateway, "tgw")});
    add_subnet(world, "public", 0x0A000200, {route(Ipv4Prefix(), InternetGateway, "igw")});
    world.add(in_vpc<topology::InternetGateway>("igw"));
    topology::NatGateway nat;
    nat.key = "nat";
    nat.subnet = Reference<topology::Subnet>{"public"};
    world.add(std::move(nat));
    topology::TransitGateway gateway;
    gateway.key = "tgw";
    world.add(std::move(gateway));
    auto attachment = in_vpc<topology::TransitGatewayAttachment>("attachment");
    attachment.transit_gateway = Reference<topology::TransitGateway>{"tgw"};
    attachment.subnets = std::vector<Reference<topology::Subnet>>{{"private"}, {"public"}};
    world.add(std::move(attachment));
    topology::TransitGatewayRouteTable table;
    table.key = "routes";
    table.associations = topology::TransitGatewayRouteTable::Attachments{{"attachment"}};
    table.propagations = topology::TransitGatewayRouteTable::Attachments{};
    table.routes = std::vector<topology::TransitGatewayRoute>{
        {.destination = Ipv4Prefix(), .attachment = "attachment"}};
    world.add(std::move(table));
    return world;
}

checker::Addresses any_range(FuzzedDataProvider& bytes) {
    const auto first = bytes.ConsumeIntegral<std::uint32_t>();
    const auto last = bytes.ConsumeIntegralInRange(first, ~std::uint32_t{0});
    if (bytes.ConsumeBool())
        return {IpAddress(first, 0), IpAddress(last, 0)};
    return {Ipv4Address{first}, Ipv4Address{last}};
}

checker::Party any_party(FuzzedDataProvider& bytes) {
    checker::Party party;
    party.where = bytes.PickValueInArray(
        {checker::Where::Subnet, checker::Where::Client, checker::Where::Internet});
    party.subnet = bytes.PickValueInArray({"private", "public", "elsewhere"});
    party.service = bytes.PickValueInArray({"", "com.amazonaws.eu-central-1.s3"});
    party.addresses = {any_range(bytes)};
    return party;
}

checker::Passage any_passage(FuzzedDataProvider& bytes) {
    checker::Passage passage;
    passage.must = bytes.PickValueInArray({checker::Must::Reach, checker::Must::NeverReach});
    passage.outcome = bytes.PickValueInArray({checker::Outcome::Holds, checker::Outcome::Fails});
    passage.protocol = bytes.ConsumeIntegral<std::uint8_t>();
    passage.from = any_party(bytes);
    passage.to = any_party(bytes);
    while (bytes.remaining_bytes() > 0) {
        checker::Way way{any_range(bytes), any_range(bytes), {}};
        way.steps.push_back({.component = bytes.ConsumeBool() ? checker::Component::Route
                                                              : checker::Component::AclEgress,
                             .subnet = bytes.PickValueInArray({"private", "public"}),
                             .resource = "table of private",
                             .target = bytes.PickValueInArray({"nat", "tgw", ""})});
        passage.ways.push_back(std::move(way));
    }
    return passage;
}

void check_bytes(const std::string& bytes) {
    const auto document = parse_json(bytes);
    const auto certificates =
        document ? checker::from_json(*document)
                 : Result<std::vector<checker::Certificate>>(std::vector<checker::Certificate>());
    if (!certificates)
        return;
    const topology::Topology nothing;
    for (const auto& certificate : *certificates)
        checker::check({nothing, knowledge::built_in()}, certificate);
    const auto again = checker::from_json(checker::to_json(*certificates));
    if (!again || *again != *certificates)
        std::abort();
}

}  // namespace

/// Any bytes as a certificate: one that can be checked against a world, or an error; and any
/// passage against a world that has ways.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    check_bytes(std::string(data, data + size));
    static const topology::Topology world = small_world();
    FuzzedDataProvider bytes(data, size);
    checker::fault_of_packets({world, knowledge::built_in()}, any_passage(bytes));
    return 0;
}
