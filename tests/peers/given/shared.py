# SPDX-License-Identifier: Apache-2.0
"""The network that one account shares with another, with boto3 on the embedded AWS. The owner runs:

    shared.py make VARIANT             makes one and prints {"vpc": ..., "subnets": [...]}
    shared.py share ACCOUNT SUBNET...  shares subnets with another account
    shared.py tell FOLDER              keeps what EC2, Route 53 and Resolver answer of it
    shared.py show VPC                 prints everything that EC2 tells of it
The participant runs:
    shared.py try VPC SUBNET           what AWS refuses it there, as {call: code}
"""

import json
import pathlib
import sys

try:
    import boto3
    from botocore.exceptions import ClientError
except ImportError:
    print("boto3 is not installed")
    sys.exit(77)

BLOCK = "10.60.0.0/16"
SUBNETS = [("eu-central-1a", "10.60.0.0/20"), ("eu-central-1b", "10.60.16.0/20")]
SERVICES = ["ec2", "ecr.api", "ecr.dkr", "sts", "logs", "eks", "eks-auth"]
ec2 = boto3.client("ec2")


def make_network():
    vpc = ec2.create_vpc(CidrBlock=BLOCK)["Vpc"]["VpcId"]
    ec2.get_waiter("vpc_available").wait(VpcIds=[vpc])
    ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
    ec2.create_tags(Resources=[vpc], Tags=[{"Key": "Name", "Value": "the network team's"}])
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    subnets = []
    for zone, block in SUBNETS:
        subnet = ec2.create_subnet(VpcId=vpc, CidrBlock=block, AvailabilityZone=zone)["Subnet"]
        ec2.associate_route_table(RouteTableId=table, SubnetId=subnet["SubnetId"])
        subnets.append(subnet["SubnetId"])
    return vpc, table, subnets


def add_endpoints(vpc, table, subnets, services, admitted):
    group = ec2.create_security_group(GroupName="endpoints-of-the-network-team", VpcId=vpc,
                                      Description="HTTPS to endpoints")["GroupId"]
    ec2.authorize_security_group_ingress(
        GroupId=group, IpPermissions=[{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
                                       "IpRanges": [{"CidrIp": admitted}]}])
    for service in services:
        ec2.create_vpc_endpoint(VpcId=vpc, VpcEndpointType="Interface", SubnetIds=subnets,
                                ServiceName=f"com.amazonaws.eu-central-1.{service}",
                                PrivateDnsEnabled=True, SecurityGroupIds=[group])
    ec2.create_vpc_endpoint(VpcId=vpc, VpcEndpointType="Gateway", RouteTableIds=[table],
                            ServiceName="com.amazonaws.eu-central-1.s3")


def network(services=tuple(SERVICES), admitted=BLOCK):
    vpc, table, subnets = make_network()
    add_endpoints(vpc, table, subnets, services, admitted)
    return {"vpc": vpc, "subnets": subnets}


VARIANTS = {"whole": network,
            "without-ecr": lambda: network([name for name in SERVICES if name != "ecr.api"]),
            "closed-endpoints": lambda: network(admitted="10.61.0.0/16")}


def share(account, *subnets):
    found = ec2.describe_subnets(SubnetIds=list(subnets))["Subnets"]
    boto3.client("ram").create_resource_share(
        name="the network", resourceArns=[subnet["SubnetArn"] for subnet in found],
        principals=[account])
    return {}


TOLD = ["vpcs", "subnets", "route_tables", "network_acls", "security_groups", "network_interfaces",
        "vpc_endpoints", "nat_gateways", "internet_gateways", "vpn_gateways", "vpn_connections",
        "customer_gateways", "dhcp_options", "managed_prefix_lists",
        "egress_only_internet_gateways", "vpc_peering_connections", "addresses",
        "vpc_block_public_access_options", "vpc_block_public_access_exclusions",
        "transit_gateways", "transit_gateway_attachments"]


def keep(folder, name, answer):
    answer.pop("ResponseMetadata", None)
    path = pathlib.Path(folder) / f"{name}.json"
    path.write_text(json.dumps(answer, indent=1, default=str))


def tell_vpc(vpc, folder):
    for attribute in ("enableDnsSupport", "enableDnsHostnames"):
        keep(folder, f"ec2-describe-vpc-attribute.{vpc}.{attribute}",
             ec2.describe_vpc_attribute(VpcId=vpc, Attribute=attribute))
    zones = boto3.client("route53").list_hosted_zones_by_vpc(VPCId=vpc, VPCRegion="eu-central-1")
    keep(folder, f"route53-list-hosted-zones-by-vpc.{vpc}", zones)


def tell(folder):
    pathlib.Path(folder).mkdir()
    for name in TOLD:
        keep(folder, f"ec2-describe-{name}", getattr(ec2, f"describe_{name}")())
    for each in [row["VpcId"] for row in ec2.describe_vpcs()["Vpcs"]]:
        tell_vpc(each, folder)
    resolver = boto3.client("route53resolver")
    keep(folder, "route53resolver-list-resolver-rules", resolver.list_resolver_rules())
    keep(folder, "route53resolver-list-resolver-rule-associations",
         resolver.list_resolver_rule_associations())
    keep(folder, "route53resolver-list-resolver-endpoints", resolver.list_resolver_endpoints())
    return {}


SHOWN = ["vpcs", "subnets", "route_tables", "network_acls", "security_groups",
         "security_group_rules", "vpc_endpoints", "network_interfaces", "dhcp_options"]


def show(vpc):
    shown = {}
    for name in SHOWN:
        answer = getattr(ec2, f"describe_{name}")()
        answer.pop("ResponseMetadata")
        shown[name] = answer
    return shown


def code_of(call):
    try:
        call()
    except ClientError as error:
        return error.response["Error"]["Code"]
    return "allowed"


def attempt(vpc, subnet):
    """What the participant may not do, by the VPC User Guide."""
    tables = ec2.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [vpc]}])
    table = tables["RouteTables"][0]["RouteTableId"]
    service = "com.amazonaws.eu-central-1.ecr.api"
    tries = {
        "CreateSubnet": lambda: ec2.create_subnet(VpcId=vpc, CidrBlock="10.60.64.0/24"),
        "CreateVpcEndpoint": lambda: ec2.create_vpc_endpoint(
            VpcId=vpc, VpcEndpointType="Interface", ServiceName=service, SubnetIds=[subnet]),
        "CreateRoute": lambda: ec2.create_route(
            RouteTableId=table, DestinationCidrBlock="10.99.0.0/16", GatewayId="igw-0123456789"),
        "ModifySubnetAttribute": lambda: ec2.modify_subnet_attribute(
            SubnetId=subnet, MapPublicIpOnLaunch={"Value": True}),
        "DeleteSubnet": lambda: ec2.delete_subnet(SubnetId=subnet),
        "DeleteVpc": lambda: ec2.delete_vpc(VpcId=vpc)}
    return {name: code_of(call) for name, call in tries.items()}


ACTIONS = {"make": lambda variant: VARIANTS[variant](), "share": share, "tell": tell, "show": show,
           "try": attempt}
print(json.dumps(ACTIONS[sys.argv[1]](*sys.argv[2:]), indent=1, sort_keys=True, default=str))
