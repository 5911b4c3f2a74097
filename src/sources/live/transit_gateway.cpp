// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/ec2_list.h"
#include "sources/live/readers.h"
#include "sources/live/route_targets.h"

namespace inland::sources::live {
namespace {

using topology::Attribute;
using topology::TransitGateway;
using topology::TransitGatewayAttachment;

/// A run that was killed may have left an attachment to which no route leads yet.
Result<bool> matters(const Reading& reading) {
    constexpr Ec2List own = {.operation = "DescribeTransitGatewayVpcAttachments",
                             .list = "TransitGatewayVpcAttachments",
                             .by_tag = true};
    if (leads_to(reading, topology::RouteTarget::TransitGateway))
        return true;
    return !reading.everything() && !TRY(list_ec2(reading, own)).empty();
}

/// "enable" | "disable".
Attribute<bool> switch_of(const json::value& document, std::string_view path) {
    const auto value = find_string(document, path);
    return value ? Attribute<bool>(*value == "enable") : Attribute<bool>();
}

TransitGatewayAttachment attachment_of(const json::value& document) {
    auto attachment = resource_of<TransitGatewayAttachment>(
        string_or_empty(document, "TransitGatewayAttachmentId"), tag_list(document));
    attachment.transit_gateway = reference<TransitGateway>(document, "TransitGatewayId");
    attachment.kind = text(document, "ResourceType");
    attachment.state = text(document, "State");
    if (attachment.kind.is_known() && attachment.kind.value() == "vpc")
        attachment.vpc = reference<topology::Vpc>(document, "ResourceId");
    // What one does not own is listed without its details.
    attachment.subnets = decltype(attachment.subnets)::unknown();
    attachment.security_group_referencing = Attribute<bool>::unknown();
    attachment.ipv6 = Attribute<bool>::unknown();
    return attachment;
}

void set_details(const json::value& document, TransitGatewayAttachment& attachment) {
    attachment.subnets = references<topology::Subnet>(document, "SubnetIds");
    attachment.security_group_referencing =
        switch_of(document, "Options.SecurityGroupReferencingSupport");
    attachment.ipv6 = switch_of(document, "Options.Ipv6Support");
}

}  // namespace

Result<void> read_transit_gateways(Reading& reading) {
    if (!TRY(matters(reading)))
        return {};
    for (const auto& document :
         TRY(reading.list("ec2", "DescribeTransitGateways", "TransitGateways"))) {
        auto gateway = resource_of<TransitGateway>(string_or_empty(document, "TransitGatewayId"),
                                                   tag_list(document));
        gateway.security_group_referencing =
            switch_of(document, "Options.SecurityGroupReferencingSupport");
        reading.topology.add(std::move(gateway));
    }
    return {};
}

Result<void> read_transit_gateway_attachments(Reading& reading) {
    if (!TRY(matters(reading)))
        return {};
    for (const auto& document :
         TRY(reading.list("ec2", "DescribeTransitGatewayAttachments", "TransitGatewayAttachments")))
        if (!string_or_empty(document, "State").starts_with("delet"))
            reading.topology.add(attachment_of(document));
    auto& attachments = reading.topology.all<TransitGatewayAttachment>();
    for (const auto& document : TRY(reading.list("ec2", "DescribeTransitGatewayVpcAttachments",
                                                 "TransitGatewayVpcAttachments"))) {
        const auto found =
            attachments.find(string_or_empty(document, "TransitGatewayAttachmentId"));
        if (found != attachments.end())
            set_details(document, found->second);
    }
    return {};
}

}  // namespace inland::sources::live
