// SPDX-License-Identifier: Apache-2.0
// Route 53: private hosted zones with their records, Resolver's endpoints and rules.
#include "sources/terraform/readers.h"
#include "topology/planned_name.h"

#include <array>

#include <fmt/format.h>

namespace inland::sources::terraform {

namespace {

using namespace topology;
using Records = std::vector<RecordSet>;

std::string without_final_dot(std::string name) {
    if (name.ends_with('.'))
        name.pop_back();
    return name;
}

/// A name as Route 53 keeps it; Terraform lets records leave out the zone's own.
std::string full_name(std::string name, const std::string& zone) {
    name = without_final_dot(std::move(name));
    const bool is_full = name == zone || name.ends_with("." + zone);
    return is_full ? name : name.empty() ? zone : fmt::format("{}.{}", name, zone);
}

void note_missing(Reading& reading, std::string_view type) {
    reading.topology.missing.emplace_back(type);
}

void read_zone(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto zone = reader.resource<HostedZone>();
    zone.zone_name = reader.text("name");
    if (zone.zone_name.is_known())
        zone.zone_name = without_final_dot(zone.zone_name.value());
    const auto networks = reader.blocks("vpc").value_or(0);
    zone.is_private = networks > 0;
    zone.records = Records{};
    for (std::size_t at = 0; at < networks; ++at) {
        const auto vpc = reader.reference<Vpc>(fmt::format("vpc.{}.vpc_id", at));
        if (vpc.is_known())
            append(zone.vpcs, vpc.value());
        else
            note_missing(reading, HostedZone::type);
    }
    if (!zone.zone_name.is_known())
        note_missing(reading, HostedZone::type);
    reading.topology.add(std::move(zone));
}

void read_zone_association(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto* zone = subject<HostedZone>(reading, reader.key("zone_id"));
    const auto vpc = reader.reference<Vpc>("vpc_id");
    if (zone == nullptr || !vpc.is_known())
        return note_missing(reading, HostedZone::type);
    zone->is_private = true;
    append(zone->vpcs, vpc.value());
}

/// An alias for an endpoint that is yet to be made has the name that stands for its own. (Behind an
/// index that it computes, `x[each.key].dns_entry`, Terraform does not tell the attribute.)
Attribute<std::string> alias_of(const Reader& reader) {
    constexpr std::string_view path = "alias.0.name";
    if (!reader.is_unknown(path))
        return reader.text(path);
    const auto origin = reader.origin(path);
    const bool is_endpoint =
        origin && origin->instance->type == VpcEndpoint::terraform_type &&
        (origin->attribute.empty() || origin->attribute.starts_with("dns_entry"));
    return is_endpoint ? Attribute<std::string>(planned_name(origin->instance->address))
                       : Attribute<std::string>::unknown(reader.place());
}

std::optional<RecordSet> record_of(const Reader& reader, const std::string& zone) {
    const auto name = reader.text("name");
    const auto kind = reader.text("type");
    const auto values = reader.texts("records");
    const auto alias = alias_of(reader);
    if (name.is_unknown() || !kind.is_known() || values.is_unknown() || alias.is_unknown())
        return std::nullopt;
    RecordSet set;
    set.name = full_name(name.value_or_default("").value_or(""), zone);
    set.type = kind.value();
    set.values = values.value_or_default({}).value_or(std::vector<std::string>());
    set.alias = without_final_dot(alias.value_or_default("").value_or(""));
    set.set_identifier = string_or_empty(*reader.instance().values, "set_identifier");
    return set;
}

void read_record(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto* zone = subject<HostedZone>(reading, reader.key("zone_id"));
    if (zone == nullptr)
        return make_unknown(reading, &HostedZone::records);
    auto record =
        zone->zone_name.is_known() ? record_of(reader, zone->zone_name.value()) : std::nullopt;
    if (record)
        append(zone->records, std::move(*record));
    else
        zone->records = Attribute<Records>::unknown(reader.place());
}

/// Where a Resolver endpoint stands: its subnets, and its addresses as far as they are chosen.
struct Stands {
    Attribute<std::vector<Reference<Subnet>>> subnets = std::vector<Reference<Subnet>>{};
    Attribute<std::vector<Ipv4Address>> addresses = std::vector<Ipv4Address>{};
};

Stands stands_of(const Reader& reader) {
    Stands stands;
    const auto count = reader.blocks("ip_address");
    for (std::size_t at = 0; at < count.value_or(1); ++at) {
        const auto subnet = reader.reference<Subnet>(fmt::format("ip_address.{}.subnet_id", at));
        const auto written = reader.text(fmt::format("ip_address.{}.ip", at));
        const auto address = Ipv4Address::parse(written.value_or_default("").value_or(""));
        if (subnet.is_known() && count)
            append(stands.subnets, subnet.value());
        else
            stands.subnets = decltype(stands.subnets)::unknown(reader.place());
        if (address && count)
            append(stands.addresses, *address);
        else
            stands.addresses = decltype(stands.addresses)::unknown(reader.place());
    }
    return stands;
}

void read_resolver_endpoint(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto endpoint = reader.resource<ResolverEndpoint>();
    endpoint.direction = reader.text("direction");
    endpoint.security_groups = reader.references<SecurityGroup>("security_group_ids");
    auto stands = stands_of(reader);
    if (stands.subnets.is_known() && !stands.subnets.value().empty())
        if (const auto* subnet = reading.topology.find<Subnet>(stands.subnets.value().front().key))
            endpoint.vpc = subnet->vpc;
    endpoint.subnets = std::move(stands.subnets);
    endpoint.addresses = std::move(stands.addresses);
    reading.topology.add(std::move(endpoint));
}

Attribute<std::vector<DnsTarget>> targets_of(const Reader& reader) {
    constexpr std::uint16_t dns_port = 53;
    std::vector<DnsTarget> targets;
    const auto count = reader.blocks("target_ip");
    for (std::size_t at = 0; at < count.value_or(0); ++at) {
        const auto written = reader.text(fmt::format("target_ip.{}.ip", at));
        const auto address = Ipv4Address::parse(written.value_or_default("").value_or(""));
        const auto port = reader.number<std::uint16_t>(fmt::format("target_ip.{}.port", at));
        if (!address)
            return Attribute<std::vector<DnsTarget>>::unknown(reader.place());
        targets.push_back({*address, port.is_known() ? port.value() : dns_port});
    }
    return count ? Attribute<std::vector<DnsTarget>>(std::move(targets), reader.place())
                 : Attribute<std::vector<DnsTarget>>::unknown(reader.place());
}

void read_resolver_rule(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto rule = reader.resource<ResolverRule>();
    rule.domain_name = reader.text("domain_name");
    if (rule.domain_name.is_known())
        rule.domain_name = without_final_dot(rule.domain_name.value());
    else
        note_missing(reading, ResolverRule::type);
    rule.rule_type = reader.text("rule_type");
    rule.endpoint = reader.reference<ResolverEndpoint>("resolver_endpoint_id");
    rule.targets = targets_of(reader);
    if (rule.targets.is_unknown()) {
        note_missing(reading, ResolverRule::type);
        rule.targets = std::vector<DnsTarget>{};
    }
    rule.vpcs = std::vector<Reference<Vpc>>{};
    reading.topology.add(std::move(rule));
}

void read_rule_association(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto* rule = subject<ResolverRule>(reading, reader.key("resolver_rule_id"));
    const auto vpc = reader.reference<Vpc>("vpc_id");
    if (rule == nullptr || !vpc.is_known())
        return note_missing(reading, ResolverRule::type);
    append(rule->vpcs, vpc.value());
}

constexpr std::array rows{
    ReaderRow{"aws_route53_zone", read_zone},
    ReaderRow{"aws_route53_zone_association", read_zone_association},
    ReaderRow{"aws_route53_record", read_record},
    ReaderRow{"aws_route53_resolver_endpoint", read_resolver_endpoint},
    ReaderRow{"aws_route53_resolver_rule", read_resolver_rule},
    ReaderRow{"aws_route53_resolver_rule_association", read_rule_association},
};

}  // namespace

std::span<const ReaderRow> name_readers() {
    return rows;
}

}  // namespace inland::sources::terraform
