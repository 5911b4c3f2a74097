// SPDX-License-Identifier: Apache-2.0
#include "spec/read_zones.h"
#include "spec/readers.h"
#include "spec/values.h"

#include <array>

#include <fmt/format.h>

namespace inland::spec {

namespace {

/// EC2, CreateVpc.
constexpr int largest_vpc = 16;
constexpr int smallest_vpc = 28;

/// The network while it is read: what decides its source is seen only at the end.
struct NetworkReading {
    Network network;
    NewNetwork created = {};
    std::optional<ExistingNetwork> existing = {};
};

bool read_vpc_cidr(const Node& node, Context& context, Placed<Ipv4Prefix>& cidr) {
    Placed<Ipv4Prefix> read;
    if (!read_prefix(node, context, read))
        return false;
    const int length = read.value.length();
    if (length < largest_vpc || length > smallest_vpc) {
        context.error(node.position, length < largest_vpc ? "cidr-too-large" : "cidr-too-small",
                      "no VPC has this size",
                      fmt::format("{} must be from /{} to /{}", read.value.text(), largest_vpc,
                                  smallest_vpc));
        return false;
    }
    cidr = std::move(read);
    return true;
}

bool read_vpc_id(const Node& node, Context& context, PlacedText& id) {
    return read_text(node, context, id) && expect_id(id, context, "vpc-");
}

bool read_subnet_id(const Node& node, Context& context, PlacedText& id) {
    return read_text(node, context, id) && expect_id(id, context, "subnet-");
}

void read_subnet_ids(const Node& node, Context& context, ExistingNetwork& existing) {
    read_list(node, context, existing.subnet_ids, read_subnet_id);
    refuse_empty(node, context, existing.subnet_ids);
    refuse_repeated(existing.subnet_ids, context);
}

constexpr std::array<SpecField<ExistingNetwork>, 2> of_existing = {{
    field<&ExistingNetwork::vpc_id, read_vpc_id>("vpcId", Presence::Required),
    {"subnetIds", Presence::Required, read_subnet_ids},
}};

void read_cidr(const Node& node, Context& context, NetworkReading& reading) {
    read_vpc_cidr(node, context, reading.created.cidr);
}

void read_network_zones(const Node& node, Context& context, NetworkReading& reading) {
    read_zones(node, context, reading.created.zones);
}

void read_nodes(const Node& node, Context& context, NetworkReading& reading) {
    read_word(node, context, reading.network.nodes);
}

void read_egress(const Node& node, Context& context, NetworkReading& reading) {
    read_word(node, context, reading.network.egress);
}

void read_existing(const Node& node, Context& context, NetworkReading& reading) {
    auto& existing = reading.existing.emplace();
    read_fields(node, "existing", std::span<const SpecField<ExistingNetwork>>(of_existing), context,
                existing);
}

constexpr std::array<SpecField<NetworkReading>, 5> fields = {{
    {"cidr", Presence::Optional, read_cidr},
    {"zones", Presence::Optional, read_network_zones},
    {"nodes", Presence::Optional, read_nodes},
    {"egress", Presence::Optional, read_egress},
    {"existing", Presence::Optional, read_existing},
}};

/// Either cidr (and zones), or existing.
void check_source(const Node& node, Context& context, const NetworkReading& read) {
    const Node* const cidr = node.find("cidr");
    if (!cidr && !read.existing && node.kind == NodeKind::Map)
        context.error(node.position, "missing-field", "a field is missing",
                      "\"cidr\" must be given, or \"existing\"");
    if (!read.existing)
        return;
    for (const Node* const entry : {cidr, node.find("zones")})
        if (entry)
            context.error(entry->key_position, "two-networks", "the network is there already",
                          quoted(entry->key) + " belongs to a new network, not to an existing one",
                          "leave out one of the two");
}

}  // namespace

void read_network(const Node& node, Context& context, Cluster& cluster) {
    NetworkReading reading{.network = std::move(cluster.network)};
    reading.network.place = context.place(node.key_position);
    read_fields(node, "network", std::span<const SpecField<NetworkReading>>(fields), context,
                reading);
    check_source(node, context, reading);
    if (!node.find("zones"))
        choose_zones(default_zone_count, reading.network.place, context, reading.created.zones);
    cluster.network = std::move(reading.network);
    if (reading.existing)
        cluster.network.source = std::move(*reading.existing);
    else
        cluster.network.source = std::move(reading.created);
}

FieldList network_fields() {
    return list_fields("spec.network", fields);
}

FieldList existing_network_fields() {
    return list_fields("spec.network.existing", of_existing);
}

}  // namespace inland::spec
