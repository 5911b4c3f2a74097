// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"
#include "deploy/drivers/ec2.h"

namespace inland::deploy {
namespace {

using topology::VpnGateway;

constexpr drivers::Ec2Type gateways = {.describe = "DescribeVpnGateways",
                                       .list = "VpnGateways",
                                       .id = "VpnGatewayId",
                                       .ids_member = "VpnGatewayIds",
                                       .resource_type = "vpn-gateway"};

Result<std::string> create(Context& context, const VpnGateway& desired) {
    json::object input{{"Type", "ipsec.1"}};
    if (desired.amazon_side_asn.is_known())
        input["AmazonSideAsn"] = desired.amazon_side_asn.value();
    return drivers::create_once(context, gateways, desired,
                                {"CreateVpnGateway", std::move(input), "VpnGateway.VpnGatewayId"});
}

/// The state of the attachment to any VPC: "attaching", "attached", "detaching"; "" when none.
std::string attachment_state(const json::value& document) {
    for (const auto& attachment : find_array(document, "VpcAttachments")) {
        auto state = string_or_empty(attachment, "State");
        if (state != "detached")
            return state;
    }
    return {};
}

Result<bool> is_detached(Context& context, const std::string& id) {
    const auto documents = TRY(drivers::describe(context, gateways, {id}));
    return documents.empty() || attachment_state(documents.front()).empty();
}

Result<void> attach(Context& context, const VpnGateway& desired, const VpnGateway* observed) {
    const auto id = context.id_of(VpnGateway::type, desired.key);
    const auto is_attached = observed != nullptr && observed->vpc.is_known();
    if (!is_attached && TRY(is_detached(context, id))) {
        TRY(drivers::change(context, "ec2", "AttachVpnGateway",
                            {{"VpnGatewayId", id}, {"VpcId", context.id_of(desired.vpc.value())}}));
    }
    return drivers::put_tags(context, id, desired.tags, observed);
}

Readiness judge(const json::value& document) {
    const auto state = attachment_state(document);
    if (state == "attached")
        return Ready{};
    return NotYet{state.empty() ? "pending" : state};
}

Result<std::vector<Readiness>> ready(Context& context, std::span<const VpnGateway* const> desired) {
    const auto ids = drivers::ids_of(context, desired);
    const auto documents = TRY(drivers::describe(context, gateways, ids));
    return drivers::readiness(gateways, ids, documents, judge, NotYet{"not visible yet"});
}

/// Waits, because a gateway that is still being detached can neither be deleted nor let its VPC go.
Result<void> detach(Context& context, const VpnGateway& observed) {
    if (!observed.vpc.is_known())
        return {};
    auto asked = context.change(
        "ec2", "DetachVpnGateway",
        {{"VpnGatewayId", observed.id}, {"VpcId", context.id_of(observed.vpc.value())}});
    const auto already =
        !asked && (drivers::is_gone(asked.error()) || asked.error().code == "IncorrectState");
    if (!asked && !already)
        return std::unexpected(std::move(asked).error());
    return drivers::wait_until(context, std::chrono::seconds(5),
                               [&] { return is_detached(context, observed.id); });
}

Result<void> remove(Context& context, const VpnGateway& observed) {
    return drivers::remove(context, "ec2", "DeleteVpnGateway", {{"VpnGatewayId", observed.id}});
}

}  // namespace

template <>
const Operations<VpnGateway>& operations() {
    static constexpr Operations<VpnGateway> row = {.create = create,
                                                   .attach = attach,
                                                   .ready = ready,
                                                   .detach = detach,
                                                   .remove = remove,
                                                   .create_duration = "ec2.AttachVpnGateway",
                                                   .remove_duration = "ec2.DetachVpnGateway"};
    return row;
}

}  // namespace inland::deploy
