# SPDX-License-Identifier: Apache-2.0
"""Makes the networks that others give to Inland, with boto3 on the embedded AWS, and shows them.

    network.py make VARIANT            makes one and prints {"vpc": ..., "subnets": [...]}
    network.py show VPC                prints everything that EC2 tells of it and its neighbours
"""

import json
import sys

try:
    import boto3
except ImportError:
    print("boto3 is not installed")
    sys.exit(77)

BLOCK = "10.60.0.0/16"
SUBNETS = [("eu-central-1a", "10.60.0.0/20"), ("eu-central-1b", "10.60.16.0/20")]
ec2 = boto3.client("ec2")


def make_vpc(block):
    vpc = ec2.create_vpc(CidrBlock=block)["Vpc"]["VpcId"]
    ec2.get_waiter("vpc_available").wait(VpcIds=[vpc])
    ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
    ec2.create_tags(Resources=[vpc], Tags=[{"Key": "Name", "Value": "the network team's"}])
    return vpc


def make_subnets(vpc, subnets):
    made = []
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    for zone, block in subnets:
        subnet = ec2.create_subnet(VpcId=vpc, CidrBlock=block, AvailabilityZone=zone)["Subnet"]
        ec2.associate_route_table(RouteTableId=table, SubnetId=subnet["SubnetId"])
        ec2.create_tags(Resources=[subnet["SubnetId"]],
                        Tags=[{"Key": "tier", "Value": "private"}])
        made.append(subnet["SubnetId"])
    return made


def endpoint_group(vpc, block):
    group = ec2.create_security_group(GroupName="endpoints-of-the-network-team", VpcId=vpc,
                                      Description="HTTPS to endpoints")["GroupId"]
    ec2.authorize_security_group_ingress(
        GroupId=group, IpPermissions=[{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
                                       "IpRanges": [{"CidrIp": block}]}])
    return group


def add_interface_endpoint(network, service, admitted=BLOCK):
    ec2.create_vpc_endpoint(VpcId=network["vpc"], VpcEndpointType="Interface",
                            ServiceName=f"com.amazonaws.eu-central-1.{service}",
                            SubnetIds=network["subnets"], PrivateDnsEnabled=True,
                            SecurityGroupIds=[endpoint_group(network["vpc"], admitted)])


def table_of(network):
    tables = ec2.describe_route_tables(Filters=[
        {"Name": "association.subnet-id", "Values": network["subnets"]}])["RouteTables"]
    return tables[0]["RouteTableId"]


def add_gateway_endpoint(network):
    ec2.create_vpc_endpoint(VpcId=network["vpc"], VpcEndpointType="Gateway",
                            ServiceName="com.amazonaws.eu-central-1.s3",
                            RouteTableIds=[table_of(network)])


def bare():
    vpc = make_vpc(BLOCK)
    return {"vpc": vpc, "subnets": make_subnets(vpc, SUBNETS)}


def with_endpoints():
    network = bare()
    add_interface_endpoint(network, "ecr.api")
    add_gateway_endpoint(network)
    subnet = network["subnets"][0]
    ec2.create_tags(Resources=[subnet],
                    Tags=[{"Key": "kubernetes.io/role/internal-elb", "Value": ""}])
    return network


def with_vpn():
    network = bare()
    gateway = ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]
    ec2.attach_vpn_gateway(VpcId=network["vpc"], VpnGatewayId=gateway)
    return network


def without_hostnames():
    network = bare()
    ec2.modify_vpc_attribute(VpcId=network["vpc"], EnableDnsHostnames={"Value": False})
    return network


def closed_endpoint():
    network = bare()
    add_interface_endpoint(network, "ecr.api", "10.61.0.0/16")
    return network


def closed_acl():
    network = bare()
    acl = ec2.create_network_acl(VpcId=network["vpc"])["NetworkAcl"]["NetworkAclId"]
    rules = [(100, "6", "allow", {"From": 443, "To": 443}), (110, "6", "allow",
                                                            {"From": 10250, "To": 10250})]
    for egress in (False, True):
        for number, protocol, action, ports in rules:
            ec2.create_network_acl_entry(NetworkAclId=acl, RuleNumber=number, Protocol=protocol,
                                         RuleAction=action, Egress=egress, PortRange=ports,
                                         CidrBlock="0.0.0.0/0")
    acls = ec2.describe_network_acls(Filters=[
        {"Name": "association.subnet-id", "Values": network["subnets"]}])["NetworkAcls"]
    for old in acls:
        for row in old["Associations"]:
            if row["SubnetId"] in network["subnets"]:
                ec2.replace_network_acl_association(AssociationId=row["NetworkAclAssociationId"],
                                                    NetworkAclId=acl)
    return network


def take_addresses(subnet, left):
    group = ec2.describe_security_groups(Filters=[
        {"Name": "vpc-id", "Values": [
            ec2.describe_subnets(SubnetIds=[subnet])["Subnets"][0]["VpcId"]]}])
    free = ec2.describe_subnets(SubnetIds=[subnet])["Subnets"][0]["AvailableIpAddressCount"]
    for _ in range(free - left):
        ec2.create_network_interface(SubnetId=subnet,
                                     Groups=[group["SecurityGroups"][0]["GroupId"]])


def full_subnets():
    vpc = make_vpc(BLOCK)
    subnets = make_subnets(vpc, [("eu-central-1a", "10.60.0.0/27"),
                                 ("eu-central-1b", "10.60.0.32/27")])
    for subnet in subnets:
        take_addresses(subnet, 5)  # EKS itself wants 6 ("Amazon EKS networking requirements")
    return {"vpc": vpc, "subnets": subnets}


def one_zone():
    vpc = make_vpc(BLOCK)
    return {"vpc": vpc, "subnets": make_subnets(vpc, [("eu-central-1a", "10.60.0.0/20"),
                                                      ("eu-central-1a", "10.60.16.0/20")])}


def two_in_a_zone():
    vpc = make_vpc(BLOCK)
    more = [("eu-central-1b", "10.60.32.0/20")]
    return {"vpc": vpc, "subnets": make_subnets(vpc, SUBNETS + more)}


def clients_block():
    vpc = make_vpc("192.168.0.0/16")
    return {"vpc": vpc, "subnets": make_subnets(vpc, [("eu-central-1a", "192.168.0.0/20"),
                                                      ("eu-central-1b", "192.168.16.0/20")])}


def other_clients_block():
    """A part of it: AWS takes no route to a transit gateway that is as wide as the VPC."""
    vpc = make_vpc("172.16.0.0/20")
    return {"vpc": vpc, "subnets": make_subnets(vpc, [("eu-central-1a", "172.16.0.0/22"),
                                                      ("eu-central-1b", "172.16.4.0/22")])}


def to_the_internet():
    network = bare()
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=network["vpc"])
    ec2.create_route(RouteTableId=table_of(network), DestinationCidrBlock="0.0.0.0/0",
                     GatewayId=gateway)
    for subnet in network["subnets"]:
        ec2.modify_subnet_attribute(SubnetId=subnet, MapPublicIpOnLaunch={"Value": True})
    return network


CLIENTS = ["192.168.0.0/16", "172.16.0.0/16"]


def answers_denied():
    """Packets of clients get in, and what goes back to them stops at the subnets' ACL."""
    network = bare()
    acl = ec2.describe_network_acls(Filters=[
        {"Name": "association.subnet-id", "Values": network["subnets"]}])["NetworkAcls"][0]
    for number, block in enumerate(CLIENTS, start=50):
        ec2.create_network_acl_entry(NetworkAclId=acl["NetworkAclId"], RuleNumber=number,
                                     Protocol="6", RuleAction="deny", Egress=True, CidrBlock=block,
                                     PortRange={"From": 1024, "To": 65535})
    return network


def answers_astray():
    """What goes back to clients leaves by another way: to a network that is peered with."""
    network = bare()
    other = make_vpc("10.70.0.0/16")
    peering = ec2.create_vpc_peering_connection(VpcId=network["vpc"], PeerVpcId=other)
    peering = peering["VpcPeeringConnection"]["VpcPeeringConnectionId"]
    ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=peering)
    for block in CLIENTS:
        ec2.create_route(RouteTableId=table_of(network), VpcPeeringConnectionId=peering,
                         DestinationCidrBlock=block.replace(".0.0/16", ".12.0/24"))
    return network


VARIANTS = {"answers-denied": answers_denied, "answers-astray": answers_astray,
            "bare": bare, "with-endpoints": with_endpoints, "with-vpn": with_vpn,
            "without-hostnames": without_hostnames, "closed-endpoint": closed_endpoint,
            "closed-acl": closed_acl, "full-subnets": full_subnets, "one-zone": one_zone, "two-in-a-zone": two_in_a_zone,
            "clients-block": clients_block, "other-clients-block": other_clients_block, "to-the-internet": to_the_internet}

SHOWN = ["describe_vpcs", "describe_subnets", "describe_route_tables", "describe_network_acls",
         "describe_security_groups", "describe_security_group_rules", "describe_vpc_endpoints",
         "describe_network_interfaces", "describe_internet_gateways", "describe_nat_gateways",
         "describe_vpn_gateways", "describe_dhcp_options", "describe_vpn_connections",
         "describe_customer_gateways"]

# AWS keeps these for an hour after they were deleted.
GONE = {"deleted", "Deleted"}


def show(vpc):
    shown = {}
    for call in SHOWN:
        answer = getattr(ec2, call)()
        answer.pop("ResponseMetadata")
        for name, rows in answer.items():
            if isinstance(rows, list):
                shown[call] = [row for row in rows if row.get("State") not in GONE]
    for attribute in ("enableDnsSupport", "enableDnsHostnames"):
        answer = ec2.describe_vpc_attribute(VpcId=vpc, Attribute=attribute)
        answer.pop("ResponseMetadata")
        shown[attribute] = answer
    return shown


ACTIONS = {"make": lambda variant: VARIANTS[variant](), "show": show}
print(json.dumps(ACTIONS[sys.argv[1]](*sys.argv[2:]), indent=1, sort_keys=True, default=str))
