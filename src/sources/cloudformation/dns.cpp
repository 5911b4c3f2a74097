// SPDX-License-Identifier: Apache-2.0
// Private hosted zones with their records, and what resolvers forward.
#include "sources/cloudformation/readers.h"
#include "sources/live/dns_name.h"

#include <algorithm>
#include <array>

namespace inland::sources::cloudformation {

namespace {

using namespace topology;
using live::dns_name;

Attribute<std::string> domain(const Reader& reader, std::string_view path) {
    auto name = reader.text(path);
    if (name.is_known())
        name.mutable_value() = dns_name(name.value());
    return name;
}

/// What the elements of a list name in one of their members; unknown when one of them is.
template <typename R>
Attribute<std::vector<Reference<R>>> references_in(const Reader& reader, std::string_view list,
                                                   std::string_view member) {
    using References = std::vector<Reference<R>>;
    const auto rows = reader.elements(list);
    References found;
    for (const auto& row : rows.value_or(std::vector<Reader>()))
        if (const auto key = row.key(member); key.is_known())
            found.push_back({key.value()});
    return rows && found.size() == rows->size() ? Attribute<References>(std::move(found))
                                                : Attribute<References>::unknown(reader.place());
}

void read_zone(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto zone = reader.resource<HostedZone>();
    zone.zone_name = domain(reader, "Name");
    zone.vpcs = references_in<Vpc>(reader, "VPCs", "VPCId");
    zone.is_private = zone.vpcs.is_unknown() || !zone.vpcs.value().empty();
    zone.records = std::vector<RecordSet>{};
    if (zone.zone_name.is_unknown())
        reading.world.miss(HostedZone::type);
    reading.topology.add(std::move(zone));
}

/// The set of records; nothing when any of it is not known.
std::optional<RecordSet> record_of(const Reader& reader) {
    const auto name = domain(reader, "Name");
    const auto type = reader.text("Type");
    const auto values = reader.texts("ResourceRecords");
    const auto alias = domain(reader, "AliasTarget.DNSName");
    if (!name.is_known() || !type.is_known() || values.is_unknown() || alias.is_unknown())
        return std::nullopt;
    return RecordSet{
        .name = name.value(),
        .type = type.value(),
        .values = values.is_known() ? values.value() : std::vector<std::string>(),
        .alias = alias.is_known() ? alias.value() : std::string(),
        .set_identifier = reader.text("SetIdentifier").value_or_default("").value_or("")};
}

HostedZone* zone_of(Reading& reading, const Reader& reader) {
    if (auto* zone = subject<HostedZone>(reading, reader.key("HostedZoneId")))
        return zone;
    const auto name = domain(reader, "HostedZoneName");
    for (const auto& [key, zone] : reading.topology.all<HostedZone>())
        if (name.is_known() && zone.zone_name == name)
            return subject<HostedZone>(reading, {key});
    return nullptr;
}

/// A zone that is known not to be the template's is no zone of the VPCs that it makes.
bool is_elsewhere(const Reader& reader) {
    return reader.key("HostedZoneId").is_known() || domain(reader, "HostedZoneName").is_known();
}

void add_record(Attribute<std::vector<RecordSet>>& records, const Reader& record) {
    const auto set = record_of(record);
    if (!set)
        records = Attribute<std::vector<RecordSet>>::unknown(record.place());
    else
        append(records, *set);
}

void read_record(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    if (auto* zone = zone_of(reading, reader))
        add_record(zone->records, reader);
    else if (!is_elsewhere(reader))
        reading.world.miss(HostedZone::type);
}

void read_record_group(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto* zone = zone_of(reading, reader);
    const auto records = reader.elements("RecordSets");
    if (zone == nullptr && is_elsewhere(reader))
        return;
    if (zone == nullptr || !records)
        return reading.world.miss(HostedZone::type);
    for (const auto& record : *records)
        add_record(zone->records, record);
}

void read_endpoint(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto endpoint = reader.resource<ResolverEndpoint>();
    endpoint.direction = reader.text("Direction");
    endpoint.subnets = references_in<Subnet>(reader, "IpAddresses", "SubnetId");
    endpoint.security_groups = reader.references<SecurityGroup>("SecurityGroupIds");
    if (endpoint.subnets.is_known() && !endpoint.subnets.value().empty())
        if (const auto* subnet =
                reading.topology.find<Subnet>(endpoint.subnets.value().front().key))
            endpoint.vpc = subnet->vpc;
    reading.topology.add(std::move(endpoint));
}

Attribute<std::vector<DnsTarget>> targets_of(const Reader& reader) {
    constexpr int dns_port = 53;
    using Targets = std::vector<DnsTarget>;
    const auto rows = reader.elements("TargetIps");
    Targets targets;
    for (const auto& row : rows.value_or(std::vector<Reader>())) {
        const auto ip = row.text("Ip");
        const auto address = Ipv4Address::parse(ip.is_known() ? ip.value() : std::string());
        const auto port = row.number<int>("Port").value_or_default(dns_port);
        if (address && port)
            targets.push_back({*address, static_cast<std::uint16_t>(*port)});
    }
    return rows && targets.size() == rows->size() ? Attribute<Targets>(std::move(targets))
                                                  : Attribute<Targets>::unknown(reader.place());
}

void read_rule(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto rule = reader.resource<ResolverRule>();
    rule.domain_name = domain(reader, "DomainName");
    rule.rule_type = reader.text("RuleType");
    rule.targets = targets_of(reader);
    rule.endpoint = reader.reference<ResolverEndpoint>("ResolverEndpointId");
    rule.vpcs = std::vector<Reference<Vpc>>{};
    if (rule.domain_name.is_unknown())
        reading.world.miss(ResolverRule::type);
    reading.topology.add(std::move(rule));
}

/// Rules of others (shared by another account) do what they say there.
void read_rule_association(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    const auto vpc = reader.key("VPCId");
    auto* rule = subject<ResolverRule>(reading, reader.key("ResolverRuleId"));
    if (rule == nullptr || !vpc.is_known())
        return reading.world.miss(ResolverRule::type);
    append(rule->vpcs, Reference<Vpc>{vpc.value()});
}

constexpr std::array rows{
    ReaderRow{"AWS::Route53::HostedZone", read_zone, HostedZone::type},
    ReaderRow{"AWS::Route53::RecordSet", read_record, HostedZone::type},
    ReaderRow{"AWS::Route53::RecordSetGroup", read_record_group, HostedZone::type},
    ReaderRow{"AWS::Route53Resolver::ResolverEndpoint", read_endpoint, ResolverEndpoint::type},
    ReaderRow{"AWS::Route53Resolver::ResolverRule", read_rule, ResolverRule::type},
    ReaderRow{"AWS::Route53Resolver::ResolverRuleAssociation", read_rule_association,
              ResolverRule::type},
};

}  // namespace

std::span<const ReaderRow> name_readers() {
    return rows;
}

}  // namespace inland::sources::cloudformation
