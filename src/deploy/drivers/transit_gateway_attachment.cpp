// SPDX-License-Identifier: Apache-2.0
// The attachment of the cluster's VPC to a transit gateway. The gateway is somebody else's and is
// never changed: whether its route tables take the attachment in is for its owner to say.
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"
#include "deploy/drivers/ec2.h"

namespace inland::deploy {
namespace {

using topology::TransitGatewayAttachment;

constexpr drivers::Ec2Type attachments = {.describe = "DescribeTransitGatewayVpcAttachments",
                                          .list = "TransitGatewayVpcAttachments",
                                          .id = "TransitGatewayAttachmentId",
                                          .ids_member = "TransitGatewayAttachmentIds",
                                          .resource_type = "transit-gateway-attachment"};

Result<std::string> create(Context& context, const TransitGatewayAttachment& desired) {
    return drivers::create_once(
        context, attachments, desired,
        {"CreateTransitGatewayVpcAttachment",
         {{"TransitGatewayId", context.id_of(desired.transit_gateway.value())},
          {"VpcId", context.id_of(desired.vpc.value())},
          {"SubnetIds", drivers::json_list(drivers::ids_of(context, desired.subnets))}},
         "TransitGatewayVpcAttachment.TransitGatewayAttachmentId"});
}

Result<std::vector<Readiness>> ready(Context& context,
                                     std::span<const TransitGatewayAttachment* const> desired) {
    const auto ids = drivers::ids_of(context, desired);
    const auto documents = TRY(drivers::describe(context, attachments, ids));
    return drivers::readiness(
        attachments, ids, documents,
        [](const json::value& document) {
            return string_or_empty(document, "State") == "pendingAcceptance"
                       ? Readiness(NotYet{"pendingAcceptance: the transit gateway's owner must "
                                          "accept the attachment"})
                       : drivers::by_state(document, "available");
        },
        NotYet{"not visible yet"});
}

Result<void> attach(Context& context, const TransitGatewayAttachment& desired,
                    const TransitGatewayAttachment* observed) {
    const auto id = context.id_of(TransitGatewayAttachment::type, desired.key);
    if (observed != nullptr) {
        const auto wanted = drivers::ids_of(context, desired.subnets);
        const auto there = drivers::ids_of(context, observed->subnets);
        json::object input{{"TransitGatewayAttachmentId", id}};
        if (const auto added = drivers::without(wanted, there); !added.empty())
            input["AddSubnetIds"] = drivers::json_list(added);
        if (const auto removed = drivers::without(there, wanted); !removed.empty())
            input["RemoveSubnetIds"] = drivers::json_list(removed);
        if (input.size() > 1)
            TRY(drivers::change(context, "ec2", "ModifyTransitGatewayVpcAttachment", input));
    }
    return drivers::put_tags(context, id, desired.tags, observed);
}

Result<void> remove(Context& context, const TransitGatewayAttachment& observed) {
    return drivers::remove(context, "ec2", "DeleteTransitGatewayVpcAttachment",
                           {{"TransitGatewayAttachmentId", observed.id}});
}

Result<std::vector<Readiness>> gone(Context& context,
                                    std::span<const TransitGatewayAttachment* const> observed) {
    const auto ids = drivers::ids_of(context, observed);
    const auto documents = TRY(drivers::describe(context, attachments, ids));
    return drivers::readiness(
        attachments, ids, documents,
        [](const json::value& document) { return drivers::by_state(document, "deleted"); },
        Ready{});
}

}  // namespace

template <>
const Operations<TransitGatewayAttachment>& operations() {
    static constexpr Operations<TransitGatewayAttachment> row = {
        .create = create,
        .attach = attach,
        .ready = ready,
        .remove = remove,
        .gone = gone,
        .create_duration = "ec2.CreateTransitGatewayVpcAttachment",
        .remove_duration = "ec2.DeleteTransitGatewayVpcAttachment"};
    return row;
}

}  // namespace inland::deploy
