// SPDX-License-Identifier: Apache-2.0
// The association of the cluster's VPN gateway, or of the client's transit gateway, with a Direct
// Connect gateway. The latter is somebody else's and is never changed.
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"
#include "deploy/drivers/ec2.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::deploy {
namespace {

using topology::DirectConnectAssociation;

constexpr std::string_view service = "directconnect";
constexpr std::string_view list = "directConnectGatewayAssociations";

/// Every mistake has one code (DirectConnectClientException).
bool is_gone(const Error& error) {
    return drivers::is_gone(error) || error.message.find("does not exist") != std::string::npos;
}

bool is_leaving(const json::value& document) {
    const auto state = string_or_empty(document, "associationState");
    return state == "disassociating" || state == "disassociated";
}

std::string gateway_of(const Context& context, const DirectConnectAssociation& desired) {
    return desired.vpn_gateway.is_known() ? context.id_of(desired.vpn_gateway.value())
                                          : context.id_of(desired.transit_gateway.value());
}

json::array prefix_list(const std::vector<Ipv4Prefix>& prefixes) {
    json::array items;
    for (const auto& prefix : prefixes)
        items.push_back(json::object{{"cidr", prefix.text()}});
    return items;
}

std::vector<Ipv4Prefix> prefixes_of(const DirectConnectAssociation& association) {
    return association.allowed_prefixes.value_or_default({}).value_or(std::vector<Ipv4Prefix>());
}

/// A VPN gateway of ours has no association but ours. A transit gateway is the client's and may
/// have one already, which serves other networks, too: what a killed run of ours left behind allows
/// exactly what is wanted.
Result<std::string> adopted(const DirectConnectAssociation& desired, const json::value& document) {
    auto wanted = prefixes_of(desired);
    std::ranges::sort(wanted);
    std::vector<std::string> there;
    for (const auto& prefix : find_array(document, "allowedPrefixesToDirectConnectGateway"))
        there.push_back(string_or_empty(prefix, "cidr"));
    const bool is_same =
        there.size() == wanted.size() && std::ranges::all_of(wanted, [&](const Ipv4Prefix& prefix) {
            return std::ranges::find(there, prefix.text()) != there.end();
        });
    const auto id = string_or_empty(document, "associationId");
    if (desired.vpn_gateway.is_known() || is_same)
        return id;
    return failure(
        ErrorKind::AlreadyExists,
        fmt::format("Direct Connect gateway {} is associated with {} already ({}), and that "
                    "association is yours: allow the prefixes of the cluster's VPC in it, and take "
                    "directConnect out of the spec",
                    desired.gateway_id.value(), desired.transit_gateway.value().key, id));
}

/// There are no tags and no client tokens: two gateways are associated at most once.
Result<std::string> create(Context& context, const DirectConnectAssociation& desired) {
    const auto gateway = gateway_of(context, desired);
    const auto owner = desired.gateway_id.value();
    const auto there = TRY(
        context.read_all(service, "DescribeDirectConnectGatewayAssociations",
                         {{"associatedGatewayId", gateway}, {"directConnectGatewayId", owner}}));
    for (const auto& document : find_array(there, list))
        if (!is_leaving(document))
            return adopted(desired, document);
    const auto made = TRY(drivers::change(
        context, service, "CreateDirectConnectGatewayAssociation",
        {{"directConnectGatewayId", owner},
         {"gatewayId", gateway},
         {"addAllowedPrefixesToDirectConnectGateway", prefix_list(prefixes_of(desired))}}));
    return string_or_empty(made, "directConnectGatewayAssociation.associationId");
}

Result<void> attach(Context& context, const DirectConnectAssociation& desired,
                    const DirectConnectAssociation* observed) {
    if (observed == nullptr)
        return {};  // made with its prefixes
    auto wanted = prefixes_of(desired);
    auto there = prefixes_of(*observed);
    std::ranges::sort(wanted);
    std::ranges::sort(there);
    std::vector<Ipv4Prefix> added;
    std::vector<Ipv4Prefix> removed;
    std::ranges::set_difference(wanted, there, std::back_inserter(added));
    std::ranges::set_difference(there, wanted, std::back_inserter(removed));
    if (added.empty() && removed.empty())
        return {};
    const auto id = context.id_of(DirectConnectAssociation::type, desired.key);
    TRY(drivers::change(context, service, "UpdateDirectConnectGatewayAssociation",
                        {{"associationId", id},
                         {"addAllowedPrefixesToDirectConnectGateway", prefix_list(added)},
                         {"removeAllowedPrefixesToDirectConnectGateway", prefix_list(removed)}}));
    return {};
}

/// AWS's word for where the association stands; "" when it is gone.
Result<std::string> state_of(Context& context, const std::string& id) {
    const auto answer = context.read_all(service, "DescribeDirectConnectGatewayAssociations",
                                         {{"associationId", id}});
    if (!answer)
        return is_gone(answer.error()) ? Result<std::string>("") : std::unexpected(answer.error());
    const auto& found = find_array(*answer, list);
    return found.empty() ? std::string() : string_or_empty(found.front(), "associationState");
}

Result<std::vector<Readiness>> in_state(Context& context,
                                        std::span<const DirectConnectAssociation* const> resources,
                                        std::initializer_list<std::string_view> wanted) {
    std::vector<Readiness> answers;
    for (const auto& id : drivers::ids_of(context, resources)) {
        auto state = TRY(state_of(context, id));
        const bool is_there = std::ranges::find(wanted, state) != wanted.end();
        answers.push_back(is_there ? Readiness(Ready{}) : Readiness(NotYet{std::move(state)}));
    }
    return answers;
}

Result<std::vector<Readiness>> ready(Context& context,
                                     std::span<const DirectConnectAssociation* const> desired) {
    return in_state(context, desired, {"associated"});
}

Result<void> remove(Context& context, const DirectConnectAssociation& observed) {
    auto answer = context.change(service, "DeleteDirectConnectGatewayAssociation",
                                 {{"associationId", observed.id}});
    if (answer || is_gone(answer.error()))
        return {};
    return std::unexpected(std::move(answer).error());
}

Result<std::vector<Readiness>> gone(Context& context,
                                    std::span<const DirectConnectAssociation* const> observed) {
    return in_state(context, observed, {"disassociated", ""});
}

}  // namespace

template <>
const Operations<DirectConnectAssociation>& operations() {
    static constexpr Operations<DirectConnectAssociation> row = {
        .create = create,
        .attach = attach,
        .ready = ready,
        .remove = remove,
        .gone = gone,
        .create_duration = "directconnect.CreateDirectConnectGatewayAssociation",
        .remove_duration = "directconnect.DeleteDirectConnectGatewayAssociation"};
    return row;
}

}  // namespace inland::deploy
