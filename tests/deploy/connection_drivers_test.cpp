// SPDX-License-Identifier: Apache-2.0
// What connects the cluster's VPC with what is the client's: a Direct Connect gateway, a transit
// gateway, and name servers that ask a Resolver endpoint.
#include "deploy/drivers/drivers.h"
#include "tests/deploy/fake_aws.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::deploy {
namespace {

using testing::DriverRun;
using testing::owned;
using topology::DirectConnectAssociation;
using topology::ResolverEndpoint;
using topology::TransitGatewayAttachment;

Ipv4Prefix block(std::string_view text) {
    return Ipv4Prefix::parse(text).value();
}

template <typename R>
Readiness look(const R& resource, DriverRun& run) {
    const std::vector<const R*> asked{&resource};
    return operations<R>().ready(run.context, asked).value().at(0);
}

template <typename R>
Readiness look_gone(const R& resource, DriverRun& run) {
    const std::vector<const R*> asked{&resource};
    return operations<R>().gone(run.context, asked).value().at(0);
}

bool is_ready(const Readiness& readiness) {
    return std::holds_alternative<Ready>(readiness);
}

std::string state_in(const Readiness& readiness) {
    const auto* waiting = std::get_if<NotYet>(&readiness);
    return waiting == nullptr ? "" : waiting->state;
}

DirectConnectAssociation association(std::vector<Ipv4Prefix> prefixes, std::string id = "") {
    auto made = owned<DirectConnectAssociation>("direct-connect-association/main", std::move(id));
    made.gateway_id = "gateway-1";
    made.vpn_gateway = topology::Reference<topology::VpnGateway>{"vpn-gateway/main"};
    made.allowed_prefixes = std::move(prefixes);
    return made;
}

/// A run that knows both ends of the association.
struct DirectConnectRun : DriverRun {
    DirectConnectRun() {
        context.bind("vpn-gateway", "vpn-gateway/main", "vgw-1");
        context.bind("direct-connect-association", "direct-connect-association/main", "as-1");
    }
    void told(std::string_view state) {
        aws.on("DescribeDirectConnectGatewayAssociations",
               fmt::format(R"({{"directConnectGatewayAssociations": [
                              {{"associationId": "as-1", "associationState": "{}"}}]}})",
                           state));
    }
};

TEST(DirectConnectDriver, AssociatesTheGatewaysWithTheAllowedPrefixes) {
    DirectConnectRun run;
    run.aws.on("CreateDirectConnectGatewayAssociation",
               R"({"directConnectGatewayAssociation": {"associationId": "as-7"}})");
    EXPECT_EQ(operations<DirectConnectAssociation>().create(run.context,
                                                            association({block("10.40.0.0/16")})),
              "as-7");
    const auto input = run.aws.inputs_of("CreateDirectConnectGatewayAssociation").at(0);
    EXPECT_EQ(find_string(input, "gatewayId"), "vgw-1");
    EXPECT_EQ(find_string(input, "addAllowedPrefixesToDirectConnectGateway.0.cidr"),
              "10.40.0.0/16");
}

TEST(DirectConnectDriver, TakesTheAssociationThatAKilledRunLeftAndNoneThatIsLeaving) {
    DirectConnectRun run;
    run.aws.on("CreateDirectConnectGatewayAssociation",
               R"({"directConnectGatewayAssociation": {"associationId": "as-9"}})");
    const auto create = [&] {
        return operations<DirectConnectAssociation>().create(run.context, association({}));
    };
    run.told("associating");
    EXPECT_EQ(create(), "as-1");
    EXPECT_TRUE(run.aws.inputs_of("CreateDirectConnectGatewayAssociation").empty());
    run.told("disassociating");
    EXPECT_EQ(create(), "as-9");
}

TEST(DirectConnectDriver, ChangesThePrefixesThatDiffer) {
    DirectConnectRun run;
    const auto observed = association({block("10.40.0.0/16"), block("10.50.0.0/16")}, "as-1");
    const auto attach = [&](std::vector<Ipv4Prefix> wanted) {
        return operations<DirectConnectAssociation>().attach(
            run.context, association(std::move(wanted)), &observed);
    };
    ASSERT_TRUE(attach({block("10.50.0.0/16"), block("10.40.0.0/16")}));
    EXPECT_TRUE(run.aws.inputs_of("UpdateDirectConnectGatewayAssociation").empty());
    ASSERT_TRUE(attach({block("10.40.0.0/16"), block("10.60.0.0/16")}));
    const auto input = run.aws.inputs_of("UpdateDirectConnectGatewayAssociation").at(0);
    EXPECT_EQ(find_string(input, "addAllowedPrefixesToDirectConnectGateway.0.cidr"),
              "10.60.0.0/16");
    EXPECT_EQ(find_string(input, "removeAllowedPrefixesToDirectConnectGateway.0.cidr"),
              "10.50.0.0/16");
}

TEST(DirectConnectDriver, WaitsForTheAssociationAndForItsEnd) {
    DirectConnectRun run;
    const auto made = association({}, "as-1");
    run.told("associating");
    EXPECT_EQ(state_in(look(made, run)), "associating");
    run.told("associated");
    EXPECT_TRUE(is_ready(look(made, run)));
    run.told("disassociating");
    EXPECT_EQ(state_in(look_gone(made, run)), "disassociating");
    run.aws.on("DescribeDirectConnectGatewayAssociations",
               R"({"directConnectGatewayAssociations": []})");
    EXPECT_TRUE(is_ready(look_gone(made, run)));
}

TEST(DirectConnectDriver, TakesOneThatIsGoneForRemoved) {
    DirectConnectRun run;
    run.aws.refuse("DeleteDirectConnectGatewayAssociation",
                   {ErrorKind::InvalidInput, "Association as-1 does not exist.",
                    "DirectConnectClientException", 400});
    EXPECT_TRUE(
        operations<DirectConnectAssociation>().remove(run.context, association({}, "as-1")));
}

TransitGatewayAttachment attachment(std::vector<std::string> subnets, std::string id = "") {
    auto made = owned<TransitGatewayAttachment>("transit-gateway-attachment/main", std::move(id));
    made.transit_gateway = topology::Reference<topology::TransitGateway>{"tgw-1"};
    made.vpc = topology::Reference<topology::Vpc>{"vpc/main"};
    std::vector<topology::Reference<topology::Subnet>> references;
    for (auto& subnet : subnets)
        references.push_back({std::move(subnet)});
    made.subnets = std::move(references);
    return made;
}

struct TransitRun : DriverRun {
    TransitRun() {
        context.bind("vpc", "vpc/main", "vpc-1");
        context.bind("transit-gateway", "tgw-1", "tgw-1");
        context.bind("transit-gateway-attachment", "transit-gateway-attachment/main", "att-1");
        for (const auto* zone : {"a", "b", "c"})
            context.bind("subnet", fmt::format("subnet/private-{}", zone),
                         fmt::format("subnet-{}", zone));
    }
    void told(std::string_view state) {
        aws.on("DescribeTransitGatewayVpcAttachments",
               fmt::format(R"({{"TransitGatewayVpcAttachments": [
                              {{"TransitGatewayAttachmentId": "att-1", "State": "{}"}}]}})",
                           state));
    }
};

TEST(TransitGatewayAttachmentDriver, AttachesTheVpcWithItsTags) {
    TransitRun run;
    run.aws.on("CreateTransitGatewayVpcAttachment",
               R"({"TransitGatewayVpcAttachment": {"TransitGatewayAttachmentId": "att-7"}})");
    EXPECT_EQ(operations<TransitGatewayAttachment>().create(run.context,
                                                            attachment({"subnet/private-a"})),
              "att-7");
    const auto input = run.aws.inputs_of("CreateTransitGatewayVpcAttachment").at(0);
    EXPECT_EQ(find_string(input, "TransitGatewayId"), "tgw-1");
    EXPECT_EQ(find_string(input, "VpcId"), "vpc-1");
    EXPECT_EQ(find_string(input, "SubnetIds.0"), "subnet-a");
    EXPECT_EQ(find_string(input, "TagSpecifications.0.ResourceType"), "transit-gateway-attachment");
}

TEST(TransitGatewayAttachmentDriver, MovesItBetweenSubnetsByOneCall) {
    TransitRun run;
    const auto observed = attachment({"subnet/private-a", "subnet/private-b"}, "att-1");
    const auto wanted = attachment({"subnet/private-b", "subnet/private-c"});
    ASSERT_TRUE(operations<TransitGatewayAttachment>().attach(run.context, wanted, &observed));
    const auto input = run.aws.inputs_of("ModifyTransitGatewayVpcAttachment").at(0);
    EXPECT_EQ(find_string(input, "AddSubnetIds.0"), "subnet-c");
    EXPECT_EQ(find_string(input, "RemoveSubnetIds.0"), "subnet-a");
    ASSERT_TRUE(operations<TransitGatewayAttachment>().attach(run.context, observed, &observed));
    EXPECT_EQ(run.aws.inputs_of("ModifyTransitGatewayVpcAttachment").size(), 1U);
}

TEST(TransitGatewayAttachmentDriver, TellsWhoMustAcceptItAndWaits) {
    TransitRun run;
    const auto made = attachment({}, "att-1");
    run.told("pendingAcceptance");
    EXPECT_THAT(state_in(look(made, run)), ::testing::HasSubstr("owner must accept"));
    run.told("pending");
    EXPECT_FALSE(is_ready(look(made, run)));
    run.told("available");
    EXPECT_TRUE(is_ready(look(made, run)));
    run.told("failed");
    EXPECT_TRUE(std::holds_alternative<Error>(look(made, run)));
}

TEST(TransitGatewayAttachmentDriver, IsGoneWhenEc2SaysSo) {
    TransitRun run;
    const auto made = attachment({}, "att-1");
    run.told("deleting");
    EXPECT_EQ(state_in(look_gone(made, run)), "deleting");
    run.told("deleted");
    EXPECT_TRUE(is_ready(look_gone(made, run)));
    run.aws.refuse(
        "DeleteTransitGatewayVpcAttachment",
        {ErrorKind::NotFound, "gone", "InvalidTransitGatewayAttachmentID.NotFound", 400});
    EXPECT_TRUE(operations<TransitGatewayAttachment>().remove(run.context, made));
}

ResolverEndpoint resolver(std::vector<std::string> subnets, std::string id = "") {
    auto made = owned<ResolverEndpoint>("resolver-endpoint/clients", std::move(id));
    made.direction = "INBOUND";
    made.security_groups =
        std::vector<topology::Reference<topology::SecurityGroup>>{{"security-group/client-dns"}};
    std::vector<topology::Reference<topology::Subnet>> references;
    for (auto& subnet : subnets)
        references.push_back({std::move(subnet)});
    made.subnets = std::move(references);
    return made;
}

struct ResolverRun : DriverRun {
    ResolverRun() {
        context.bind("security-group", "security-group/client-dns", "sg-1");
        context.bind("resolver-endpoint", "resolver-endpoint/clients", "rslvr-in-1");
        for (const auto* zone : {"a", "b", "c"})
            context.bind("subnet", fmt::format("subnet/private-{}", zone),
                         fmt::format("subnet-{}", zone));
    }
    void told(std::string_view status) {
        aws.on("GetResolverEndpoint",
               fmt::format(R"({{"ResolverEndpoint": {{"Id": "rslvr-in-1", "Arn": "arn:endpoint",
                              "Status": "{}"}}}})",
                           status));
    }
};

TEST(ResolverEndpointDriver, MakesItOnceByItsToken) {
    ResolverRun run;
    run.aws.on("CreateResolverEndpoint", R"({"ResolverEndpoint": {"Id": "rslvr-in-7"}})");
    const auto wanted = resolver({"subnet/private-a", "subnet/private-b"});
    EXPECT_EQ(operations<ResolverEndpoint>().create(run.context, wanted), "rslvr-in-7");
    const auto input = run.aws.inputs_of("CreateResolverEndpoint").at(0);
    EXPECT_EQ(find_string(input, "IpAddresses.1.SubnetId"), "subnet-b");
    EXPECT_EQ(find_string(input, "SecurityGroupIds.0"), "sg-1");
    EXPECT_EQ(find_string(run.aws.inputs_of("ListResolverEndpoints").at(0), "Filters.0.Values.0"),
              find_string(input, "CreatorRequestId"));

    run.aws.on("ListResolverEndpoints", R"({"ResolverEndpoints": [{"Id": "rslvr-in-3"}]})");
    EXPECT_EQ(operations<ResolverEndpoint>().create(run.context, wanted), "rslvr-in-3");
    EXPECT_EQ(run.aws.inputs_of("CreateResolverEndpoint").size(), 1U);
}

TEST(ResolverEndpointDriver, AddsAddressesBeforeItTakesOthersAway) {
    ResolverRun run;
    std::vector<std::string> order;
    for (const auto* operation :
         {"AssociateResolverEndpointIpAddress", "DisassociateResolverEndpointIpAddress"})
        run.aws.on(operation, [&order, operation](const json::object& input) {
            order.push_back(std::string(operation).substr(0, 3) +
                            string_or_empty(input, "IpAddress.SubnetId"));
            return Result<json::object>(json::object());
        });
    const auto observed = resolver({"subnet/private-a", "subnet/private-b"}, "rslvr-in-1");
    const auto wanted = resolver({"subnet/private-b", "subnet/private-c"});
    ASSERT_TRUE(operations<ResolverEndpoint>().attach(run.context, wanted, &observed));
    EXPECT_THAT(order, ::testing::ElementsAre("Asssubnet-c", "Dissubnet-a"));
}

TEST(ResolverEndpointDriver, PutsTagsThatDiffer) {
    ResolverRun run;
    run.told("OPERATIONAL");
    const auto observed = resolver({}, "rslvr-in-1");
    auto wanted = observed;
    ASSERT_TRUE(operations<ResolverEndpoint>().attach(run.context, wanted, &observed));
    EXPECT_TRUE(run.aws.inputs_of("TagResource").empty());
    wanted.tags["team"] = "platform";
    ASSERT_TRUE(operations<ResolverEndpoint>().attach(run.context, wanted, &observed));
    EXPECT_EQ(find_string(run.aws.inputs_of("TagResource").at(0), "ResourceArn"), "arn:endpoint");
}

TEST(ResolverEndpointDriver, WaitsUntilItAnswersAndUntilItIsGone) {
    ResolverRun run;
    const auto made = resolver({}, "rslvr-in-1");
    run.told("CREATING");
    EXPECT_EQ(state_in(look(made, run)), "CREATING");
    run.told("OPERATIONAL");
    EXPECT_TRUE(is_ready(look(made, run)));
    run.told("DELETING");
    EXPECT_EQ(state_in(look_gone(made, run)), "DELETING");
    run.aws.refuse("GetResolverEndpoint",
                   {ErrorKind::NotFound, "gone", "ResourceNotFoundException", 400});
    EXPECT_TRUE(is_ready(look_gone(made, run)));
}

}  // namespace
}  // namespace inland::deploy
