# SPDX-License-Identifier: Apache-2.0
"""Calls every operation of EC2's network, each create once with what it must have and once with all
that Inland takes. Every answer is judged by judge.py."""

from judge import REGION, until


def tagged(kind):
    return [{"ResourceType": kind, "Tags": [{"Key": "Name", "Value": kind}, {"Key": "team", "Value": ""}]}]


def named(*names, **filters):
    return [{"Name": name.replace("_", "-"), "Values": values} for name, values in filters.items()]


class Network:
    """What the other tours stand on: a VPC with two subnets, a group and a route table."""

    def __init__(self, judge):
        ec2 = self.ec2 = judge.ec2
        self.vpc = ec2.create_vpc(CidrBlock="10.60.0.0/16", InstanceTenancy="default",
                                  TagSpecifications=tagged("vpc"))["Vpc"]["VpcId"]
        ec2.modify_vpc_attribute(VpcId=self.vpc, EnableDnsHostnames={"Value": True})
        self.subnets = [
            ec2.create_subnet(VpcId=self.vpc, CidrBlock=f"10.60.{index}.0/24",
                              AvailabilityZone=REGION + zone,
                              TagSpecifications=tagged("subnet"))["Subnet"]["SubnetId"]
            for index, zone in enumerate("ab")]
        self.group = ec2.create_security_group(
            GroupName="judged", Description="judged", VpcId=self.vpc,
            TagSpecifications=tagged("security-group"))["GroupId"]
        self.table = ec2.create_route_table(
            VpcId=self.vpc, TagSpecifications=tagged("route-table"))["RouteTable"]["RouteTableId"]


def vpcs(judge):
    ec2 = judge.ec2
    vpc = ec2.create_vpc(CidrBlock="10.61.0.0/16")["Vpc"]["VpcId"]
    ec2.describe_vpcs(VpcIds=[vpc])
    ec2.describe_vpcs(Filters=named(is_default=["true"]))
    ec2.describe_vpcs(Filters=[{"Name": "tag:Name", "Values": ["vp*"]}])
    for attribute in ("enableDnsSupport", "enableDnsHostnames", "enableNetworkAddressUsageMetrics"):
        ec2.describe_vpc_attribute(VpcId=vpc, Attribute=attribute)
    ec2.associate_vpc_cidr_block(VpcId=vpc, CidrBlock="10.62.0.0/16")
    options = ec2.create_dhcp_options(
        DhcpConfigurations=[{"Key": "domain-name-servers", "Values": ["AmazonProvidedDNS"]},
                            {"Key": "domain-name", "Values": ["eu-central-1.compute.internal"]}],
        TagSpecifications=tagged("dhcp-options"))["DhcpOptions"]["DhcpOptionsId"]
    ec2.associate_dhcp_options(VpcId=vpc, DhcpOptionsId=options)
    ec2.describe_dhcp_options(DhcpOptionsIds=[options])
    judge.refused("DependencyViolation", ec2.delete_dhcp_options, DhcpOptionsId=options)
    ec2.associate_dhcp_options(VpcId=vpc, DhcpOptionsId="default")
    ec2.delete_dhcp_options(DhcpOptionsId=options)
    ec2.delete_vpc(VpcId=vpc)
    judge.refused("InvalidVpcID.NotFound", ec2.delete_vpc, VpcId=vpc)


def subnets(judge, network):
    ec2 = judge.ec2
    subnet = ec2.create_subnet(VpcId=network.vpc, CidrBlock="10.60.9.0/24")["Subnet"]["SubnetId"]
    ec2.modify_subnet_attribute(SubnetId=subnet, MapPublicIpOnLaunch={"Value": True})
    ec2.modify_subnet_attribute(SubnetId=subnet, PrivateDnsHostnameTypeOnLaunch="resource-name")
    ec2.describe_subnets(SubnetIds=[subnet])
    judge.refused("InvalidSubnet.Conflict", ec2.create_subnet, VpcId=network.vpc,
                  CidrBlock="10.60.9.128/25")
    judge.refused("InvalidSubnet.Range", ec2.create_subnet, VpcId=network.vpc,
                  CidrBlock="192.168.0.0/24")
    ec2.delete_subnet(SubnetId=subnet)
    judge.refused("InvalidSubnetID.NotFound", ec2.delete_subnet, SubnetId=subnet)


def routes(judge, network):
    ec2, table = judge.ec2, network.table
    gateway = ec2.create_internet_gateway(TagSpecifications=tagged("internet-gateway"))[
        "InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=network.vpc)
    judge.refused("Resource.AlreadyAssociated", ec2.attach_internet_gateway,
                  InternetGatewayId=gateway, VpcId=network.vpc)
    ec2.describe_internet_gateways(InternetGatewayIds=[gateway])
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    judge.refused("RouteAlreadyExists", ec2.create_route, RouteTableId=table,
                  DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    made = ec2.associate_route_table(RouteTableId=table, SubnetId=network.subnets[0])
    other = ec2.create_route_table(VpcId=network.vpc)["RouteTable"]["RouteTableId"]
    moved = ec2.replace_route_table_association(AssociationId=made["AssociationId"],
                                                RouteTableId=other)["NewAssociationId"]
    nat_gateways(judge, network, table)
    ec2.describe_route_tables(RouteTableIds=[table, other])
    ec2.describe_route_tables(Filters=named(vpc_id=[network.vpc]))
    judge.refused("DependencyViolation", ec2.delete_route_table, RouteTableId=other)
    ec2.disassociate_route_table(AssociationId=moved)
    ec2.delete_route_table(RouteTableId=other)
    ec2.delete_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0")
    judge.refused("InvalidRoute.NotFound", ec2.delete_route, RouteTableId=table,
                  DestinationCidrBlock="0.0.0.0/0")
    judge.refused("DependencyViolation", ec2.delete_internet_gateway, InternetGatewayId=gateway)
    ec2.detach_internet_gateway(InternetGatewayId=gateway, VpcId=network.vpc)
    judge.refused("Gateway.NotAttached", ec2.detach_internet_gateway, InternetGatewayId=gateway,
                  VpcId=network.vpc)
    ec2.delete_internet_gateway(InternetGatewayId=gateway)


def nat_gateways(judge, network, table):
    ec2 = judge.ec2
    address = ec2.allocate_address(Domain="vpc", TagSpecifications=tagged("elastic-ip"))
    ec2.describe_addresses(AllocationIds=[address["AllocationId"]])
    ec2.describe_addresses_attribute(AllocationIds=[address["AllocationId"]], Attribute="domain-name")
    gateway = ec2.create_nat_gateway(
        SubnetId=network.subnets[0], AllocationId=address["AllocationId"],
        ConnectivityType="public", TagSpecifications=tagged("natgateway"))["NatGateway"]["NatGatewayId"]
    ec2.get_waiter("nat_gateway_available").wait(NatGatewayIds=[gateway], WaiterConfig={"Delay": 1})
    ec2.replace_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", NatGatewayId=gateway)
    ec2.describe_nat_gateways(Filter=named(vpc_id=[network.vpc]))
    private = ec2.create_nat_gateway(SubnetId=network.subnets[1], ConnectivityType="private")
    ec2.delete_nat_gateway(NatGatewayId=private["NatGateway"]["NatGatewayId"])
    ec2.delete_nat_gateway(NatGatewayId=gateway)
    ec2.get_waiter("nat_gateway_deleted").wait(NatGatewayIds=[gateway], WaiterConfig={"Delay": 1})
    ec2.release_address(AllocationId=address["AllocationId"])
    judge.refused("InvalidAllocationID.NotFound", ec2.release_address,
                  AllocationId=address["AllocationId"])


def permission(port, **sources):
    return {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, **sources}


def security_groups(judge, network):
    ec2, group = judge.ec2, network.group
    other = ec2.create_security_group(GroupName="other", Description="other", VpcId=network.vpc)["GroupId"]
    judge.refused("InvalidGroup.Duplicate", ec2.create_security_group, GroupName="other",
                  Description="other", VpcId=network.vpc)
    wide = permission(443, IpRanges=[{"CidrIp": "10.0.0.0/8", "Description": "in"}],
                      Ipv6Ranges=[{"CidrIpv6": "fd00::/8"}],
                      UserIdGroupPairs=[{"GroupId": other, "Description": "peer"}])
    rules = ec2.authorize_security_group_ingress(
        GroupId=group, IpPermissions=[wide],
        TagSpecifications=tagged("security-group-rule"))["SecurityGroupRules"]
    ec2.authorize_security_group_egress(GroupId=group, IpPermissions=[
        permission(53, IpRanges=[{"CidrIp": "10.60.0.2/32"}])])
    ec2.describe_security_groups(GroupIds=[group, other])
    ec2.describe_security_groups(Filters=named(group_name=["judged"]))
    ec2.describe_security_group_rules(Filters=named(group_id=[group]))
    rule = next(row for row in rules if "CidrIpv4" in row)["SecurityGroupRuleId"]
    ec2.modify_security_group_rules(GroupId=group, SecurityGroupRules=[
        {"SecurityGroupRuleId": rule, "SecurityGroupRule": {
            "IpProtocol": "tcp", "FromPort": 444, "ToPort": 444, "CidrIpv4": "10.1.0.0/16",
            "Description": "changed"}}])
    changed = permission(444, IpRanges=[{"CidrIp": "10.1.0.0/16", "Description": "again"}])
    ec2.update_security_group_rule_descriptions_ingress(GroupId=group, IpPermissions=[changed])
    ec2.update_security_group_rule_descriptions_egress(GroupId=group, IpPermissions=[
        permission(53, IpRanges=[{"CidrIp": "10.60.0.2/32", "Description": "names"}])])
    judge.refused("DependencyViolation", ec2.delete_security_group, GroupId=other)
    ec2.revoke_security_group_ingress(GroupId=group, SecurityGroupRuleIds=[
        row["SecurityGroupRuleId"] for row in rules])
    ec2.revoke_security_group_egress(GroupId=group, IpPermissions=[
        permission(53, IpRanges=[{"CidrIp": "10.60.0.2/32"}])])
    judge.refused("InvalidPermission.NotFound", ec2.revoke_security_group_egress, GroupId=group,
                  IpPermissions=[permission(53, IpRanges=[{"CidrIp": "10.60.0.2/32"}])])
    ec2.delete_security_group(GroupId=other)
    judge.refused("InvalidGroup.NotFound", ec2.delete_security_group, GroupId=other)


def network_acls(judge, network):
    ec2 = judge.ec2
    acl = ec2.create_network_acl(VpcId=network.vpc, TagSpecifications=tagged("network-acl"))[
        "NetworkAcl"]["NetworkAclId"]
    entry = {"NetworkAclId": acl, "RuleNumber": 100, "Protocol": "6", "RuleAction": "allow",
             "Egress": False, "CidrBlock": "0.0.0.0/0", "PortRange": {"From": 443, "To": 443}}
    ec2.create_network_acl_entry(**entry)
    judge.refused("NetworkAclEntryAlreadyExists", ec2.create_network_acl_entry, **entry)
    ec2.replace_network_acl_entry(**{**entry, "RuleAction": "deny"})
    ec2.create_network_acl_entry(**{**entry, "RuleNumber": 110, "Protocol": "1", "Egress": True,
                                    "IcmpTypeCode": {"Type": -1, "Code": -1}})
    main = ec2.describe_network_acls(Filters=[
        {"Name": "association.subnet-id", "Values": [network.subnets[0]]}])["NetworkAcls"][0]
    association = next(row["NetworkAclAssociationId"] for row in main["Associations"]
                       if row["SubnetId"] == network.subnets[0])
    moved = ec2.replace_network_acl_association(AssociationId=association, NetworkAclId=acl)
    judge.refused("DependencyViolation", ec2.delete_network_acl, NetworkAclId=acl)
    ec2.replace_network_acl_association(AssociationId=moved["NewAssociationId"],
                                        NetworkAclId=main["NetworkAclId"])
    ec2.delete_network_acl_entry(NetworkAclId=acl, RuleNumber=100, Egress=False)
    judge.refused("InvalidNetworkAclEntry.NotFound", ec2.delete_network_acl_entry,
                  NetworkAclId=acl, RuleNumber=100, Egress=False)
    ec2.delete_network_acl(NetworkAclId=acl)


def endpoints(judge, network):
    ec2 = judge.ec2
    ec2.describe_vpc_endpoint_services()
    ec2.describe_vpc_endpoint_services(ServiceNames=[f"com.amazonaws.{REGION}.ec2"])
    ec2.describe_prefix_lists()
    lists = ec2.describe_managed_prefix_lists()["PrefixLists"]
    ec2.get_managed_prefix_list_entries(PrefixListId=lists[0]["PrefixListId"])
    interface = ec2.create_vpc_endpoint(
        VpcId=network.vpc, VpcEndpointType="Interface", ServiceName=f"com.amazonaws.{REGION}.ec2",
        SubnetIds=network.subnets[:1], SecurityGroupIds=[network.group], PrivateDnsEnabled=True,
        IpAddressType="ipv4", TagSpecifications=tagged("vpc-endpoint"),
        PolicyDocument='{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}')[
            "VpcEndpoint"]["VpcEndpointId"]
    gateway = ec2.create_vpc_endpoint(VpcId=network.vpc, ServiceName=f"com.amazonaws.{REGION}.s3",
                                      RouteTableIds=[network.table])["VpcEndpoint"]["VpcEndpointId"]
    both = [interface, gateway]
    until(lambda: all(row["State"] == "available" for row in
                      ec2.describe_vpc_endpoints(VpcEndpointIds=both)["VpcEndpoints"]), "endpoints")
    ec2.modify_vpc_endpoint(VpcEndpointId=interface, AddSubnetIds=network.subnets[1:])
    ec2.describe_network_interfaces(Filters=named(vpc_id=[network.vpc]))
    until(lambda: ec2.describe_vpc_endpoints(VpcEndpointIds=both)["VpcEndpoints"][0]["State"]
          == "available", "the change")
    ec2.delete_vpc_endpoints(VpcEndpointIds=both + ["vpce-0123456789abcdef0"])
    until(lambda: not ec2.describe_vpc_endpoints(Filters=named(vpc_id=[network.vpc]))["VpcEndpoints"],
          "the endpoints to go")
