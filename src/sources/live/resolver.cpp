// SPDX-License-Identifier: Apache-2.0
#include "sources/live/dns_name.h"
#include "sources/live/document.h"
#include "sources/live/readers.h"
#include "topology/creator_request_id.h"

#include <algorithm>
#include <map>

namespace inland::sources::live {
namespace {

using topology::ResolverEndpoint;
using topology::ResolverRule;
using topology::Vpc;

using VpcsOfRules = std::map<std::string, std::vector<topology::Reference<Vpc>>>;

constexpr std::string_view service = "route53resolver";

bool is_leaving(const json::value& document) {
    return string_or_empty(document, "Status") == "DELETING";
}

Result<void> read_addresses(const Reading& reading, ResolverEndpoint& endpoint) {
    std::vector<topology::Reference<topology::Subnet>> subnets;
    std::vector<Ipv4Address> addresses;
    endpoint.subnets = decltype(endpoint.subnets)::unknown();
    endpoint.addresses = decltype(endpoint.addresses)::unknown();
    const auto documents = TRY(reading.list(service, "ListResolverEndpointIpAddresses",
                                            "IpAddresses", {{"ResolverEndpointId", endpoint.id}}));
    for (const auto& document : documents) {
        subnets.push_back({string_or_empty(document, "SubnetId")});
        if (const auto address = Ipv4Address::parse(string_or_empty(document, "Ip")))
            addresses.push_back(*address);
    }
    endpoint.subnets = std::move(subnets);
    endpoint.addresses = std::move(addresses);
    return {};
}

/// Tags are asked for one by one: of what stands in the asked cluster's network only.
Result<topology::Tags> tags_of(const Reading& reading, const json::value& document) {
    const auto vpc = string_or_empty(document, "HostVPCId");
    if (std::ranges::find(reading.vpcs, vpc) == reading.vpcs.end())
        return topology::Tags{};
    const auto answer = TRY(reading.call(service, "ListTagsForResource",
                                         {{"ResourceArn", string_or_empty(document, "Arn")}}));
    return tag_list(answer);
}

Result<void> read_endpoints(Reading& reading) {
    for (const auto& document :
         TRY(reading.list(service, "ListResolverEndpoints", "ResolverEndpoints"))) {
        if (is_leaving(document))
            continue;
        auto endpoint = resource_of<ResolverEndpoint>(string_or_empty(document, "Id"),
                                                      TRY(tags_of(reading, document)));
        endpoint.direction = text(document, "Direction");
        endpoint.vpc = reference<Vpc>(document, "HostVPCId");
        endpoint.security_groups =
            references<topology::SecurityGroup>(document, "SecurityGroupIds");
        endpoint.state = text(document, "Status");
        const auto told = read_addresses(reading, endpoint);
        if (!told && !lacks_operation(told.error()))
            return told;
        reading.topology.add(std::move(endpoint));
    }
    return {};
}

Result<VpcsOfRules> vpcs_of_rules(const Reading& reading) {
    VpcsOfRules vpcs;
    for (const auto& document :
         TRY(reading.list(service, "ListResolverRuleAssociations", "ResolverRuleAssociations")))
        if (!is_leaving(document))
            vpcs[string_or_empty(document, "ResolverRuleId")].push_back(
                {string_or_empty(document, "VPCId")});
    return vpcs;
}

std::vector<topology::DnsTarget> targets_of(const json::value& document) {
    constexpr std::int64_t dns_port = 53;
    std::vector<topology::DnsTarget> targets;
    for (const auto& element : find_array(document, "TargetIps"))
        if (const auto address = Ipv4Address::parse(string_or_empty(element, "Ip")))
            targets.push_back({*address, static_cast<std::uint16_t>(
                                             find_int(element, "Port").value_or(dns_port))});
    std::ranges::sort(targets);
    return targets;
}

/// Tags are asked for one by one: of rules that Inland made only. The logical name and the owner
/// are what the creator's request id says, whatever became of the tags.
Result<topology::Tags> tags_of_rule(const Reading& reading, const json::value& document) {
    const auto own = topology::tags_of_creator(string_or_empty(document, "CreatorRequestId"));
    if (!own)
        return topology::Tags{};
    const auto answer = TRY(reading.call(service, "ListTagsForResource",
                                         {{"ResourceArn", string_or_empty(document, "Arn")}}));
    auto tags = tag_list(answer);
    for (const auto& [key, value] : *own)
        tags[key] = value;
    return tags;
}

/// Resolver's own rules (RECURSIVE) say what happens anyway.
Result<void> read_rules(Reading& reading) {
    auto vpcs = TRY(vpcs_of_rules(reading));
    for (const auto& document : TRY(reading.list(service, "ListResolverRules", "ResolverRules"))) {
        const auto id = string_or_empty(document, "Id");
        const auto rule_type = string_or_empty(document, "RuleType");
        if (is_leaving(document) || (rule_type != "FORWARD" && rule_type != "SYSTEM"))
            continue;
        auto rule = resource_of<ResolverRule>(id, TRY(tags_of_rule(reading, document)));
        rule.domain_name = dns_name(string_or_empty(document, "DomainName"));
        rule.rule_type = rule_type;
        rule.targets = targets_of(document);
        rule.endpoint = reference<ResolverEndpoint>(document, "ResolverEndpointId");
        rule.vpcs = std::move(vpcs[id]);
        reading.topology.add(std::move(rule));
    }
    return {};
}

}  // namespace

Result<void> read_resolver_endpoints(Reading& reading) {
    return or_missing(reading, ResolverEndpoint::type, read_endpoints(reading));
}

Result<void> read_resolver_rules(Reading& reading) {
    return or_missing(reading, ResolverRule::type, read_rules(reading));
}

}  // namespace inland::sources::live
