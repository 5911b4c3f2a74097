// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/dhcp_options.h"

#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::array<std::string_view, 6> known_options{
    "domain-name",          "domain-name-servers", "ntp-servers",
    "netbios-name-servers", "netbios-node-type",   "ipv6-address-preferred-lease-time"};

json::object configuration(std::string_view key, const std::vector<std::string>& values) {
    json::array list;
    for (const auto& value : values)
        list.push_back(json::object{{"Value", value}});
    return {{"Key", key}, {"Values", std::move(list)}};
}

/// "AmazonProvidedDNS" or addresses; at most four servers.
Result<void> check_option(std::string_view key, const std::vector<std::string>& values) {
    constexpr std::size_t most_servers = 4;
    if (std::ranges::find(known_options, key) == known_options.end())
        return refuse(
            "InvalidParameterValue",
            fmt::format("Value ({}) for parameter key is invalid. Unknown DHCP option", key));
    if (!key.ends_with("-servers"))
        return {};
    if (values.size() > most_servers)
        return refuse("InvalidParameterValue",
                      fmt::format("Too many values for DHCP option {}", key));
    for (const auto& value : values)
        if (value != "AmazonProvidedDNS" && !Ipv4Address::parse(value))
            return refuse("InvalidParameterValue",
                          fmt::format("Value ({}) for parameter value is invalid. Invalid IP "
                                      "address format",
                                      value));
    return {};
}

Result<json::object> create_dhcp_options(const Call& call) {
    TRY_VOID(require(call, {"DhcpConfigurations"}));
    auto tags = TRY(tags_for(call, dhcp_options_type));
    json::array configurations;
    for (const auto& given : list_of(call.input, "DhcpConfigurations")) {
        const auto key = text_of(given.as_object(), "Key");
        const auto values = texts_of(given.as_object(), "Values");
        TRY_VOID(check_option(key, values));
        configurations.push_back(configuration(key, values));
    }
    const auto id = call.world.new_id(dhcp_options_type.prefix);
    call.world.store().put(key_of(call, dhcp_options_type, id),
                           {{"OwnerId", call.caller.account},
                            {"Tags", std::move(tags)},
                            {"DhcpOptionsId", id},
                            {"DhcpConfigurations", std::move(configurations)}});
    return json::object{{"DhcpOptions", shown(call, dhcp_options_type, id)}};
}

Result<json::object> delete_dhcp_options(const Call& call) {
    (void)TRY(lookup_input(call, dhcp_options_type, "DhcpOptionsId"));
    const auto id = text_of(call.input, "DhcpOptionsId");
    if (any_where(call.world, call.scope(), kind::vpc, "DhcpOptionsId", id))
        return dependency_violation("dhcpOptions", id);
    call.world.store().erase(key_of(call, dhcp_options_type, id));
    return json::object{};
}

Result<json::object> associate_dhcp_options(const Call& call) {
    (void)TRY(lookup_input(call, vpc_type, "VpcId"));
    auto id = text_of(call.input, "DhcpOptionsId");
    if (id != "default")
        (void)TRY(lookup_input(call, dhcp_options_type, "DhcpOptionsId"));
    call.world.store().update(key_of(call, vpc_type, text_of(call.input, "VpcId")),
                              [&](json::object& vpc) { vpc["DhcpOptionsId"] = id; });
    return json::object{};
}

constexpr std::array operations{
    OperationRow{"CreateDhcpOptions", ec2<create_dhcp_options>},
    OperationRow{"DeleteDhcpOptions", ec2<delete_dhcp_options>},
    OperationRow{"DescribeDhcpOptions", ec2<describe_type<dhcp_options_type>>},
    OperationRow{"AssociateDhcpOptions", ec2<associate_dhcp_options>},
};

}  // namespace

std::string internal_domain(std::string_view region) {
    return region == "us-east-1" ? "ec2.internal" : fmt::format("{}.compute.internal", region);
}

std::string default_dhcp_options(World& world, const Scope& scope) {
    const auto known = records_where(world, scope, kind::dhcp_options, "_default", "true");
    if (!known.empty())
        return known.front().first;
    auto id = world.new_id(dhcp_options_type.prefix);
    world.store().put({scope, std::string(kind::dhcp_options), id},
                      {{"OwnerId", scope.account},
                       {"Tags", json::array()},
                       {"DhcpOptionsId", id},
                       {"DhcpConfigurations",
                        json::array{configuration("domain-name", {internal_domain(scope.region)}),
                                    configuration("domain-name-servers", {"AmazonProvidedDNS"})}},
                       {"_default", true}});
    return id;
}

std::span<const OperationRow> dhcp_options_operations() {
    return operations;
}

}  // namespace inland::emulator
