# SPDX-License-Identifier: Apache-2.0
"""Calls every operation of EC2's VPN, interfaces, templates, machines and Regions."""

from judge import REGION
from tour_network import named, tagged


def vpn(judge, network):
    ec2 = judge.ec2
    gateway = ec2.create_vpn_gateway(Type="ipsec.1", AmazonSideAsn=64600,
                                     TagSpecifications=tagged("vpn-gateway"))["VpnGateway"]["VpnGatewayId"]
    ec2.attach_vpn_gateway(VpnGatewayId=gateway, VpcId=network.vpc)
    customer = ec2.create_customer_gateway(
        Type="ipsec.1", BgpAsn=65010, IpAddress="203.0.113.10", DeviceName="router",
        TagSpecifications=tagged("customer-gateway"))["CustomerGateway"]["CustomerGatewayId"]
    ec2.get_waiter("customer_gateway_available").wait(CustomerGatewayIds=[customer])
    connection = ec2.create_vpn_connection(
        Type="ipsec.1", CustomerGatewayId=customer, VpnGatewayId=gateway,
        Options={"StaticRoutesOnly": True},
        TagSpecifications=tagged("vpn-connection"))["VpnConnection"]["VpnConnectionId"]
    ec2.get_waiter("vpn_connection_available").wait(VpnConnectionIds=[connection],
                                                    WaiterConfig={"Delay": 1})
    ec2.create_vpn_connection_route(VpnConnectionId=connection, DestinationCidrBlock="192.168.0.0/16")
    ec2.enable_vgw_route_propagation(RouteTableId=network.table, GatewayId=gateway)
    ec2.describe_vpn_connections(Filters=named(customer_gateway_id=[customer]))
    ec2.describe_vpn_gateways(VpnGatewayIds=[gateway])
    ec2.describe_customer_gateways(CustomerGatewayIds=[customer])
    ec2.describe_route_tables(RouteTableIds=[network.table])
    ec2.disable_vgw_route_propagation(RouteTableId=network.table, GatewayId=gateway)
    ec2.delete_vpn_connection_route(VpnConnectionId=connection, DestinationCidrBlock="192.168.0.0/16")
    judge.refused("IncorrectState", ec2.delete_customer_gateway, CustomerGatewayId=customer)
    ec2.delete_vpn_connection(VpnConnectionId=connection)
    ec2.get_waiter("vpn_connection_deleted").wait(VpnConnectionIds=[connection],
                                                  WaiterConfig={"Delay": 1})
    ec2.detach_vpn_gateway(VpnGatewayId=gateway, VpcId=network.vpc)
    ec2.delete_vpn_gateway(VpnGatewayId=gateway)
    ec2.delete_customer_gateway(CustomerGatewayId=customer)


def interfaces(judge, network):
    ec2 = judge.ec2
    interface = ec2.create_network_interface(
        SubnetId=network.subnets[0], Groups=[network.group], Description="judged",
        PrivateIpAddress="10.60.0.77",
        TagSpecifications=tagged("network-interface"))["NetworkInterface"]["NetworkInterfaceId"]
    plain = ec2.create_network_interface(SubnetId=network.subnets[1])["NetworkInterface"]
    ec2.get_waiter("network_interface_available").wait(NetworkInterfaceIds=[interface],
                                                       WaiterConfig={"Delay": 1})
    ec2.modify_network_interface_attribute(NetworkInterfaceId=interface,
                                           SourceDestCheck={"Value": False})
    ec2.describe_network_interfaces(NetworkInterfaceIds=[interface])
    judge.refused("DependencyViolation", ec2.delete_subnet, SubnetId=network.subnets[0])
    ec2.delete_network_interface(NetworkInterfaceId=interface)
    ec2.delete_network_interface(NetworkInterfaceId=plain["NetworkInterfaceId"])
    judge.refused("InvalidNetworkInterfaceID.NotFound", ec2.delete_network_interface,
                  NetworkInterfaceId=interface)


def templates(judge, network):
    ec2 = judge.ec2
    template = ec2.create_launch_template(
        LaunchTemplateName="judged", VersionDescription="",
        LaunchTemplateData={"InstanceType": "m6i.large", "SecurityGroupIds": [network.group],
                            "MetadataOptions": {"HttpTokens": "required", "HttpPutResponseHopLimit": 2},
                            "BlockDeviceMappings": [{"DeviceName": "/dev/xvda", "Ebs": {
                                "VolumeSize": 40, "VolumeType": "gp3", "Encrypted": True}}],
                            "TagSpecifications": tagged("instance")},
        TagSpecifications=tagged("launch-template"))["LaunchTemplate"]["LaunchTemplateId"]
    judge.refused("InvalidLaunchTemplateName.AlreadyExistsException", ec2.create_launch_template,
                  LaunchTemplateName="judged", LaunchTemplateData={"InstanceType": "m6i.large"})
    ec2.create_launch_template_version(LaunchTemplateId=template, SourceVersion="1",
                                       VersionDescription="second",
                                       LaunchTemplateData={"InstanceType": "m6i.xlarge"})
    ec2.modify_launch_template(LaunchTemplateId=template, DefaultVersion="2")
    ec2.describe_launch_templates(LaunchTemplateIds=[template])
    ec2.describe_launch_template_versions(LaunchTemplateId=template, Versions=["$Latest", "1"])
    judge.refused("InvalidLaunchTemplateId.VersionNotFound", ec2.describe_launch_template_versions,
                  LaunchTemplateId=template, Versions=["9"])
    ec2.delete_launch_template(LaunchTemplateId=template)
    judge.refused("InvalidLaunchTemplateId.NotFound", ec2.delete_launch_template,
                  LaunchTemplateId=template)


def machines(judge, network):
    ec2 = judge.ec2
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    instance = ec2.run_instances(
        ImageId=image, InstanceType="m6i.large", MinCount=1, MaxCount=1,
        SubnetId=network.subnets[0], SecurityGroupIds=[network.group],
        TagSpecifications=tagged("instance"))["Instances"][0]["InstanceId"]
    for waiter in ("instance_exists", "instance_running", "instance_status_ok", "system_status_ok"):
        ec2.get_waiter(waiter).wait(InstanceIds=[instance], WaiterConfig={"Delay": 1})
    ec2.describe_instances(InstanceIds=[instance])
    ec2.describe_instance_status(InstanceIds=[instance], IncludeAllInstances=True)
    for attribute in ("instanceType", "userData", "disableApiTermination", "groupSet"):
        judge.attempt(f"ec2.DescribeInstanceAttribute {attribute}", lambda: (
            ec2.describe_instance_attribute(InstanceId=instance, Attribute=attribute)))
    ec2.get_console_output(InstanceId=instance)
    ec2.terminate_instances(InstanceIds=[instance])
    ec2.get_waiter("instance_terminated").wait(InstanceIds=[instance], WaiterConfig={"Delay": 1})
    judge.refused("InvalidInstanceID.NotFound", ec2.terminate_instances,
                  InstanceIds=["i-0123456789abcdef0"])
    ec2.describe_instance_types(InstanceTypes=["m6i.large"])
    ec2.describe_instance_type_offerings(LocationType="availability-zone",
                                         Filters=named(instance_type=["m6i.large"]))


def places(judge, network):
    ec2 = judge.ec2
    ec2.describe_regions(RegionNames=[REGION])
    ec2.describe_availability_zones(Filters=named(state=["available"]))
    ec2.describe_account_attributes()
    ec2.create_tags(Resources=[network.vpc, network.table], Tags=[{"Key": "k", "Value": "v"}])
    ec2.describe_tags(Filters=named(resource_id=[network.vpc]))
    ec2.delete_tags(Resources=[network.vpc], Tags=[{"Key": "k"}])
