# SPDX-License-Identifier: Apache-2.0
"""Calls every operation of EC2 that joins networks or watches them: peerings, transit gateways,
prefix lists, egress-only gateways, flow logs, block public access."""

from judge import ACCOUNT, until
from tour_network import named, tagged


def other_vpc(judge, block):
    return judge.ec2.create_vpc(CidrBlock=block)["Vpc"]["VpcId"]


def peerings(judge, network):
    ec2, peer = judge.ec2, other_vpc(judge, "10.63.0.0/16")

    def request():
        made = ec2.create_vpc_peering_connection(
            VpcId=network.vpc, PeerVpcId=peer, TagSpecifications=tagged("vpc-peering-connection"))
        connection = made["VpcPeeringConnection"]["VpcPeeringConnectionId"]
        ec2.get_waiter("vpc_peering_connection_exists").wait(VpcPeeringConnectionIds=[connection],
                                                             WaiterConfig={"Delay": 1})
        return {"VpcPeeringConnectionId": connection}

    def status(connection):
        return ec2.describe_vpc_peering_connections(VpcPeeringConnectionIds=[
            connection["VpcPeeringConnectionId"]])["VpcPeeringConnections"][0]["Status"]["Code"]

    rejected = request()
    until(lambda: status(rejected) == "pending-acceptance", "the request")
    ec2.reject_vpc_peering_connection(**rejected)
    accepted = request()
    judge.refused("VpcPeeringConnectionAlreadyExists", ec2.create_vpc_peering_connection,
                  VpcId=network.vpc, PeerVpcId=peer)
    judge.refused("OperationNotPermitted", ec2.modify_vpc_peering_connection_options, **accepted,
                  RequesterPeeringConnectionOptions={"AllowDnsResolutionFromRemoteVpc": True})
    ec2.accept_vpc_peering_connection(**accepted)
    until(lambda: status(accepted) == "active", "the peering")
    ec2.modify_vpc_peering_connection_options(
        **accepted, RequesterPeeringConnectionOptions={"AllowDnsResolutionFromRemoteVpc": True},
        AccepterPeeringConnectionOptions={"AllowDnsResolutionFromRemoteVpc": False})
    ec2.create_route(RouteTableId=network.table, DestinationCidrBlock="10.63.0.0/16", **accepted)
    ec2.describe_route_tables(RouteTableIds=[network.table])
    ec2.delete_route(RouteTableId=network.table, DestinationCidrBlock="10.63.0.0/16")
    group_references(judge, network)
    ec2.delete_vpc_peering_connection(**accepted)
    ec2.get_waiter("vpc_peering_connection_deleted").wait(
        VpcPeeringConnectionIds=[accepted["VpcPeeringConnectionId"]], WaiterConfig={"Delay": 1})
    ec2.delete_vpc(VpcId=peer)
    judge.refused("InvalidVpcPeeringConnectionID.NotFound", ec2.delete_vpc_peering_connection,
                  VpcPeeringConnectionId="pcx-0123456789abcdef0")


def group_references(judge, network):
    ec2 = judge.ec2
    ec2.describe_security_group_references(GroupId=[network.group])
    ec2.describe_security_group_vpc_associations()
    ec2.get_security_groups_for_vpc(VpcId=network.vpc)


def wait_gateway(judge, gateway, state="available"):
    until(lambda: judge.ec2.describe_transit_gateways(TransitGatewayIds=[gateway])[
        "TransitGateways"][0]["State"] == state, f"the transit gateway to be {state}")


def wait_attachment(judge, attachment, state="available"):
    until(lambda: judge.ec2.describe_transit_gateway_vpc_attachments(
        TransitGatewayAttachmentIds=[attachment])["TransitGatewayVpcAttachments"][0]["State"]
        == state, f"the attachment to be {state}")


def transit_gateways(judge, network):
    ec2 = judge.ec2
    gateway = ec2.create_transit_gateway(
        Description="judged", Options={"AmazonSideAsn": 64600, "DnsSupport": "enable",
                                       "DefaultRouteTableAssociation": "disable",
                                       "DefaultRouteTablePropagation": "disable"},
        TagSpecifications=tagged("transit-gateway"))["TransitGateway"]["TransitGatewayId"]
    wait_gateway(judge, gateway)
    ec2.modify_transit_gateway(TransitGatewayId=gateway, Description="changed")
    wait_gateway(judge, gateway)
    made = {"TransitGatewayId": gateway, "VpcId": network.vpc, "SubnetIds": network.subnets[:1]}
    attachment = ec2.create_transit_gateway_vpc_attachment(
        **made, TagSpecifications=tagged("transit-gateway-attachment"))[
            "TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"]
    wait_attachment(judge, attachment)
    judge.refused("DuplicateTransitGatewayAttachment", ec2.create_transit_gateway_vpc_attachment,
                  **made)
    ec2.modify_transit_gateway_vpc_attachment(TransitGatewayAttachmentId=attachment,
                                              AddSubnetIds=network.subnets[1:],
                                              Options={"DnsSupport": "enable"})
    wait_attachment(judge, attachment)
    ec2.describe_transit_gateway_attachments(Filters=named(transit_gateway_id=[gateway]))
    route_tables(judge, gateway, attachment)
    judge.refused("IncorrectState", ec2.delete_transit_gateway, TransitGatewayId=gateway)
    ec2.delete_transit_gateway_vpc_attachment(TransitGatewayAttachmentId=attachment)
    wait_attachment(judge, attachment, "deleted")
    ec2.delete_transit_gateway(TransitGatewayId=gateway)
    judge.refused("InvalidTransitGatewayID.NotFound", ec2.delete_transit_gateway,
                  TransitGatewayId="tgw-0123456789abcdef0")


def route_tables(judge, gateway, attachment):
    ec2 = judge.ec2
    made = ec2.create_transit_gateway_route_table(
        TransitGatewayId=gateway, TagSpecifications=tagged("transit-gateway-route-table"))
    table = {"TransitGatewayRouteTableId":
             made["TransitGatewayRouteTable"]["TransitGatewayRouteTableId"]}
    until(lambda: ec2.describe_transit_gateway_route_tables(TransitGatewayRouteTableIds=[
        table["TransitGatewayRouteTableId"]])["TransitGatewayRouteTables"][0]["State"]
        == "available", "the route table")
    joined = {**table, "TransitGatewayAttachmentId": attachment}
    ec2.associate_transit_gateway_route_table(**joined)
    until(lambda: ec2.get_transit_gateway_route_table_associations(**table)["Associations"][0][
        "State"] == "associated", "the association")
    ec2.enable_transit_gateway_route_table_propagation(**joined)
    ec2.get_transit_gateway_route_table_propagations(**table)
    ec2.get_transit_gateway_attachment_propagations(TransitGatewayAttachmentId=attachment)
    ec2.create_transit_gateway_route(**joined, DestinationCidrBlock="10.0.0.0/8")
    judge.refused("RouteAlreadyExists", ec2.create_transit_gateway_route, **joined,
                  DestinationCidrBlock="10.0.0.0/8")
    ec2.search_transit_gateway_routes(**table, Filters=named(state=["active", "blackhole"]))
    ec2.replace_transit_gateway_route(**table, DestinationCidrBlock="10.0.0.0/8", Blackhole=True)
    ec2.delete_transit_gateway_route(**table, DestinationCidrBlock="10.0.0.0/8")
    ec2.disable_transit_gateway_route_table_propagation(**joined)
    judge.refused("IncorrectState", ec2.delete_transit_gateway_route_table, **table)
    ec2.disassociate_transit_gateway_route_table(**joined)
    until(lambda: not ec2.get_transit_gateway_route_table_associations(**table)["Associations"],
          "the end of the association")
    ec2.delete_transit_gateway_route_table(**table)


def prefix_lists(judge, network):
    ec2 = judge.ec2
    made = ec2.create_managed_prefix_list(
        PrefixListName="judged", AddressFamily="IPv4", MaxEntries=3,
        Entries=[{"Cidr": "10.0.0.0/8", "Description": "office"}],
        TagSpecifications=tagged("prefix-list"))["PrefixList"]["PrefixListId"]
    prefix_list = {"PrefixListId": made}

    def settle():
        until(lambda: ec2.describe_managed_prefix_lists(PrefixListIds=[made])["PrefixLists"][0][
            "State"].endswith("-complete"), "the prefix list")

    settle()
    ec2.modify_managed_prefix_list(**prefix_list, CurrentVersion=1,
                                   AddEntries=[{"Cidr": "192.168.0.0/16"}],
                                   RemoveEntries=[{"Cidr": "10.0.0.0/8"}])
    settle()
    judge.refused("PrefixListVersionMismatch", ec2.modify_managed_prefix_list, **prefix_list,
                  CurrentVersion=1, AddEntries=[{"Cidr": "10.1.0.0/16"}])
    ec2.restore_managed_prefix_list_version(**prefix_list, CurrentVersion=2, PreviousVersion=1)
    settle()
    ec2.get_managed_prefix_list_entries(**prefix_list, TargetVersion=1)
    ec2.authorize_security_group_egress(GroupId=network.group, IpPermissions=[
        {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "PrefixListIds": [prefix_list]}])
    ec2.get_managed_prefix_list_associations(**prefix_list)
    judge.refused("DependencyViolation", ec2.delete_managed_prefix_list, **prefix_list)
    ec2.revoke_security_group_egress(GroupId=network.group, IpPermissions=[
        {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "PrefixListIds": [prefix_list]}])
    ec2.delete_managed_prefix_list(**prefix_list)


def flow_logs(judge, network):
    ec2, role = judge.ec2, f"arn:aws:iam::{ACCOUNT}:role/flow-logs"
    judge.logs.create_log_group(logGroupName="/judged/flows")
    made = {"ResourceType": "VPC", "ResourceIds": [network.vpc], "TrafficType": "ALL",
            "LogGroupName": "/judged/flows", "DeliverLogsPermissionArn": role}
    logs = ec2.create_flow_logs(**made, MaxAggregationInterval=60,
                                TagSpecifications=tagged("vpc-flow-log"))["FlowLogIds"]
    judge.refused("FlowLogAlreadyExists", ec2.create_flow_logs, **made)
    lost = ec2.create_flow_logs(**{**made, "ResourceIds": ["vpc-0123456789abcdef0"]})
    judge.expect(lost["Unsuccessful"], "ec2.CreateFlowLogs", "makes a log of nothing")
    logs += ec2.create_flow_logs(ResourceType="Subnet", ResourceIds=network.subnets[:1],
                                 TrafficType="REJECT", LogDestinationType="s3",
                                 LogDestination="arn:aws:s3:::judged",
                                 DestinationOptions={"FileFormat": "parquet"})["FlowLogIds"]
    ec2.describe_flow_logs(FlowLogIds=logs)
    ec2.describe_flow_logs(Filter=named(resource_id=[network.vpc]))
    ec2.delete_flow_logs(FlowLogIds=logs)


def ways_out(judge, network):
    ec2 = judge.ec2
    gateway = ec2.create_egress_only_internet_gateway(
        VpcId=network.vpc, TagSpecifications=tagged("egress-only-internet-gateway"))[
            "EgressOnlyInternetGateway"]["EgressOnlyInternetGatewayId"]
    ec2.describe_egress_only_internet_gateways(EgressOnlyInternetGatewayIds=[gateway])
    ec2.delete_egress_only_internet_gateway(EgressOnlyInternetGatewayId=gateway)
    ec2.describe_vpc_block_public_access_options()
    exclusion = ec2.create_vpc_block_public_access_exclusion(
        VpcId=network.vpc, InternetGatewayExclusionMode="allow-egress",
        TagSpecifications=tagged("vpc-block-public-access-exclusion"))[
            "VpcBlockPublicAccessExclusion"]["ExclusionId"]
    ec2.describe_vpc_block_public_access_exclusions(ExclusionIds=[exclusion])
    ec2.modify_vpc_block_public_access_exclusion(
        ExclusionId=exclusion, InternetGatewayExclusionMode="allow-bidirectional")
    ec2.delete_vpc_block_public_access_exclusion(ExclusionId=exclusion)
    for mode in ("block-ingress", "off"):
        ec2.modify_vpc_block_public_access_options(InternetGatewayBlockMode=mode)
