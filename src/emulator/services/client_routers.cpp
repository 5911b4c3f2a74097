// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/client_routers.h"

#include "core/ipv4_prefix.h"
#include "emulator/services/ec2/gateway_routes.h"
#include "emulator/services/ec2/route_table.h"
#include "emulator/services/ec2/vpn.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/tags.h"
#include "topology/client_networks.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::string_view router_kind = "inland:router";
constexpr std::array<std::string_view, 3> members{"peer", "advertises", "tunnels"};

RecordKey router_key(std::string_view peer) {
    return {{}, std::string(router_kind), std::string(peer)};
}

std::set<std::string> expected_by(const json::object& gateway) {
    std::set<std::string> networks;
    for (const auto& network :
         topology::networks_in(tag_value(list_of(gateway, "Tags"), topology::networks_tag)))
        networks.insert(network.text());
    return networks;
}

std::unexpected<Error> wrong(std::string message) {
    return failure(ErrorKind::InvalidInput, std::move(message));
}

/// Either is left out, or a list of texts that `fits`.
template <typename Fits>
Result<void> check_list(const json::object& router, std::string_view member, Fits fits,
                        std::string_view wanted) {
    const auto* list = router.if_contains(member);
    if (list == nullptr)
        return {};
    const bool is_right =
        list->is_array() && std::ranges::all_of(list->get_array(), [&](const json::value& text) {
            return text.is_string() && fits(std::string_view(text.get_string()));
        });
    return is_right ? Result<void>() : wrong(fmt::format("\"{}\" is a list of {}", member, wanted));
}

Result<void> check(const json::value& router) {
    if (!router.is_object() || string_or_empty(router, "peer").empty())
        return wrong("\"peer\" is a customer gateway's address or a Direct Connect gateway's id");
    for (const auto& member : router.get_object())
        if (std::ranges::find(members, std::string_view(member.key())) == members.end())
            return wrong(fmt::format("a router has no \"{}\"", std::string_view(member.key())));
    TRY_VOID(check_list(
        router.get_object(), "advertises",
        [](std::string_view text) { return Ipv4Prefix::parse(text).has_value(); }, "IPv4 blocks"));
    return check_list(
        router.get_object(), "tunnels",
        [](std::string_view text) { return text == "UP" || text == "DOWN"; },
        "\"UP\" and \"DOWN\"");
}

void refresh_all(World& world) {
    for (const auto& [key, connection] : world.store().list_everywhere(kind::vpn_connection))
        refresh_tunnels(world, key);
    for (const auto& [key, gateway] : world.store().list_everywhere(kind::vpn_gateway))
        refresh_propagations_of(world, key.scope, key.id);
}

}  // namespace

std::set<std::string> advertised_by(const World& world, std::string_view peer,
                                    const json::object* gateway) {
    const auto* router = world.store().find(router_key(peer));
    if (router != nullptr && has(*router, "advertises")) {
        const auto networks = texts_of(*router, "advertises");
        return {networks.begin(), networks.end()};
    }
    return gateway == nullptr ? std::set<std::string>() : expected_by(*gateway);
}

std::string tunnel_status(const World& world, std::string_view peer, std::size_t tunnel) {
    const auto* router = world.store().find(router_key(peer));
    const auto told = router == nullptr ? std::vector<std::string>() : texts_of(*router, "tunnels");
    return tunnel < told.size() ? told[tunnel] : "UP";
}

Result<void> set_client_router(World& world, const json::value& router) {
    TRY_VOID(check(router));
    world.store().put(router_key(string_or_empty(router, "peer")), router.get_object());
    refresh_all(world);
    return {};
}

json::array client_routers(const World& world) {
    json::array routers;
    for (const auto& [key, router] : world.store().list_everywhere(router_kind))
        routers.emplace_back(*router);
    return routers;
}

}  // namespace inland::emulator
