// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/route53resolver/targets.h"

#include "core/ipv4_prefix.h"
#include "emulator/services/arn.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"

#include <fmt/format.h>

namespace inland::emulator::resolver {

namespace {

constexpr std::size_t most_targets = 6;  // Route 53 Developer Guide, quotas of Resolver
constexpr int dns_port = 53;
constexpr int greatest_port = 65535;

std::unexpected<Error> invalid(std::string message) {
    return refuse("InvalidParameterException", std::move(message));
}

Result<json::object> target_of(const json::object& given) {
    const auto address = text_of(given, "Ip");
    if (has(given, "Ipv6"))
        return invalid("Inland emulates targets with IPv4 addresses only.");
    if (!Ipv4Address::parse(address))
        return invalid(fmt::format("Invalid IP address: '{}'", address));
    const auto port = number_of(given, "Port", dns_port);
    if (port < 0 || port > greatest_port)
        return invalid(fmt::format("Invalid port: {}", port));
    const auto protocol = text_of(given, "Protocol");
    if (!protocol.empty() && protocol != "Do53")
        return invalid(fmt::format("Inland does not emulate the protocol {}.", protocol));
    return json::object{{"Ip", address}, {"Port", port}, {"Protocol", "Do53"}};
}

}  // namespace

Result<json::array> targets_of(const json::object& input) {
    const auto& given = list_of(input, "TargetIps");
    if (given.empty())
        return refuse("InvalidRequestException",
                      "Cannot create rule of type FORWARD without target IP addresses.");
    if (given.size() > most_targets)
        return invalid(fmt::format("A rule has at most {} target IP addresses.", most_targets));
    json::array targets;
    for (const auto& target : given)
        targets.push_back(TRY(target_of(target.get_object())));
    return targets;
}

Result<void> check_outbound(const Call& call, const std::string& endpoint_id) {
    if (endpoint_id.empty())
        return refuse("InvalidRequestException",
                      "Cannot create rule of type FORWARD without a resolver endpoint.");
    const auto* endpoint =
        call.world.store().find({call.scope(), std::string(kind::resolver_endpoint), endpoint_id});
    if (endpoint == nullptr)
        return refuse("ResourceNotFoundException",
                      fmt::format("Resolver endpoint with ID '{}' does not exist.", endpoint_id));
    if (text_of(*endpoint, "Direction") != "OUTBOUND")
        return refuse("InvalidRequestException",
                      fmt::format("Cannot create a rule with the inbound resolver endpoint '{}'.",
                                  endpoint_id));
    if (text_of(*endpoint, "Status") == "DELETING")
        return refuse("ResourceUnavailableException",
                      fmt::format("Resolver endpoint '{}' is being deleted.", endpoint_id));
    return {};
}

json::object internet_rule(const Call& call) {
    return {{"Id", internet_rule_id},
            {"CreatorRequestId", ""},
            {"Arn", fmt::format("arn:{}:route53resolver:{}::autodefined-rule/{}",
                                partition_of(call.world, call.caller.region), call.caller.region,
                                internet_rule_id)},
            {"DomainName", "."},
            {"Status", "COMPLETE"},
            {"RuleType", "RECURSIVE"},
            {"Name", "Internet Resolver"},
            {"OwnerId", "Route 53 Resolver"},
            {"ShareStatus", "NOT_SHARED"}};
}

}  // namespace inland::emulator::resolver
