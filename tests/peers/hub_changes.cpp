// SPDX-License-Identifier: Apache-2.0
// An endpoint that moves to a network of endpoints (a hub), which is reached by a peering and named
// by a zone of one's own. ministryofjustice/modernisation-platform#13450 forgot the way back.
#include "tests/peers/changes.h"

#include <array>

namespace inland::testing {

namespace {

constexpr std::string_view nodes_block = "10.50.0.0/16";
constexpr std::string_view hub_block = "10.99.0.0/24";
constexpr std::string_view host = "ec2.eu-central-1.amazonaws.com";

struct Hub {
    std::string vpc, peering;
    json::value endpoint;
};

std::string text_of(const json::value& document, std::string_view path) {
    return std::string(string_or_empty(document, path));
}

std::string make_group(AwsCalls& calls, const std::string& vpc) {
    const auto group =
        text_of(calls.ec2("CreateSecurityGroup",
                          {{"GroupName", "hub"}, {"Description", "hub"}, {"VpcId", vpc}}),
                "GroupId");
    calls.ec2("AuthorizeSecurityGroupIngress",
              {{"GroupId", group},
               {"IpPermissions",
                json::array{json::object{
                    {"IpProtocol", "tcp"},
                    {"FromPort", 443},
                    {"ToPort", 443},
                    {"IpRanges", json::array{json::object{{"CidrIp", nodes_block}}}}}}}});
    return group;
}

json::value make_endpoint(AwsCalls& calls, const std::string& vpc) {
    const auto subnet = text_of(calls.ec2("CreateSubnet", {{"VpcId", vpc},
                                                           {"CidrBlock", hub_block},
                                                           {"AvailabilityZone", "eu-central-1a"}}),
                                "Subnet.SubnetId");
    const auto made =
        calls.ec2("CreateVpcEndpoint", {{"VpcId", vpc},
                                        {"VpcEndpointType", "Interface"},
                                        {"ServiceName", "com.amazonaws.eu-central-1.ec2"},
                                        {"SubnetIds", json::array{subnet}},
                                        {"SecurityGroupIds", json::array{make_group(calls, vpc)}},
                                        {"PrivateDnsEnabled", false}});
    return *find(made, "VpcEndpoint");
}

/// Takes the nodes' endpoint away and makes one in another network, with a peering.
Hub move_endpoint(AwsCalls& calls) {
    const auto nodes = calls.vpc();
    calls.ec2("DeleteVpcEndpoints",
              {{"VpcEndpointIds", json::array{text_of(calls.endpoint("ec2"), "VpcEndpointId")}}});
    Hub hub;
    hub.vpc = text_of(calls.ec2("CreateVpc", {{"CidrBlock", hub_block}}), "Vpc.VpcId");
    hub.endpoint = make_endpoint(calls, hub.vpc);
    hub.peering =
        text_of(calls.ec2("CreateVpcPeeringConnection", {{"VpcId", nodes}, {"PeerVpcId", hub.vpc}}),
                "VpcPeeringConnection.VpcPeeringConnectionId");
    calls.ec2("AcceptVpcPeeringConnection", {{"VpcPeeringConnectionId", hub.peering}});
    return hub;
}

/// In every route table of a network.
void lead(AwsCalls& calls, const std::string& vpc, std::string_view block, const Hub& hub) {
    const auto tables = calls.ec2("DescribeRouteTables", filtered("vpc-id", vpc));
    for (const auto& table : find_array(tables, "RouteTables"))
        calls.ec2("CreateRoute", {{"RouteTableId", string_or_empty(table, "RouteTableId")},
                                  {"DestinationCidrBlock", block},
                                  {"VpcPeeringConnectionId", hub.peering}});
}

void name_endpoint(AwsCalls& calls, const Hub& hub) {
    const auto zone =
        calls.call("route53", "CreateHostedZone",
                   {{"Name", host},
                    {"CallerReference", host},
                    {"VPC", json::object{{"VPCRegion", "eu-central-1"}, {"VPCId", calls.vpc()}}}});
    const json::object record{
        {"Name", host},
        {"Type", "A"},
        {"AliasTarget",
         json::object{{"HostedZoneId", text_of(hub.endpoint, "DnsEntries.0.HostedZoneId")},
                      {"DNSName", text_of(hub.endpoint, "DnsEntries.0.DnsName")},
                      {"EvaluateTargetHealth", false}}}};
    calls.call(
        "route53", "ChangeResourceRecordSets",
        {{"HostedZoneId", string_or_empty(zone, "HostedZone.Id")},
         {"ChangeBatch",
          json::object{{"Changes", json::array{json::object{{"Action", "CREATE"},
                                                            {"ResourceRecordSet", record}}}}}}});
}

void move_without_name(AwsCalls& calls) {
    const auto nodes = calls.vpc();
    const auto hub = move_endpoint(calls);
    lead(calls, nodes, hub_block, hub);
    lead(calls, hub.vpc, nodes_block, hub);
}

void move_without_way_back(AwsCalls& calls) {
    const auto nodes = calls.vpc();
    const auto hub = move_endpoint(calls);
    lead(calls, nodes, hub_block, hub);
    name_endpoint(calls, hub);
}

void move_as_it_should_be(AwsCalls& calls) {
    const auto nodes = calls.vpc();
    const auto hub = move_endpoint(calls);
    lead(calls, nodes, hub_block, hub);
    lead(calls, hub.vpc, nodes_block, hub);
    name_endpoint(calls, hub);
}

constexpr std::array changes{
    Change{"HubWithoutAName", move_without_name, "node.ec2", "no-endpoint"},
    Change{"HubWithoutAWayBack", move_without_way_back, "node.ec2", "no-route"},
    Change{"Hub", move_as_it_should_be},
};

}  // namespace

std::span<const Change> changes_of_hubs() {
    return changes;
}

}  // namespace inland::testing
