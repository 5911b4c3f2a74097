# SPDX-License-Identifier: Apache-2.0
"""Calls every operation of EC2's key pairs, addresses, and of machines that are changed; and of
Auto Scaling groups whose machines are."""

import base64

from judge import until
from tour_network import named, tagged

FAST = {"Delay": 1, "MaxAttempts": 60}
# An Ed25519 key as OpenSSH writes it: its type and 32 bytes, each with its length.
PUBLIC_KEY = b"ssh-ed25519 " + base64.b64encode(
    b"\0\0\0\x0bssh-ed25519" + b"\0\0\0\x20" + bytes(range(32)))


def key_pairs(judge):
    ec2 = judge.ec2
    made = ec2.create_key_pair(KeyName="judged", KeyType="rsa",
                               TagSpecifications=tagged("key-pair"))["KeyPairId"]
    judge.refused("InvalidKeyPair.Duplicate", ec2.create_key_pair, KeyName="judged")
    ec2.import_key_pair(KeyName="imported", PublicKeyMaterial=PUBLIC_KEY)
    ec2.get_waiter("key_pair_exists").wait(KeyNames=["judged"], WaiterConfig=FAST)
    ec2.describe_key_pairs(KeyNames=["imported"], IncludePublicKey=True)
    ec2.delete_key_pair(KeyPairId=made)
    ec2.delete_key_pair(KeyName="imported")
    judge.refused("InvalidKeyPair.NotFound", ec2.describe_key_pairs, KeyNames=["judged"])


def make_machine(judge, network):
    ec2 = judge.ec2
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    return ec2.run_instances(ImageId=image, InstanceType="m6i.large", MinCount=1, MaxCount=1,
                             SubnetId=network.subnets[0])["Instances"][0]["InstanceId"]


def states(judge, network):
    ec2, instance = judge.ec2, make_machine(judge, network)
    one = {"InstanceIds": [instance]}
    ec2.get_waiter("instance_running").wait(**one, WaiterConfig=FAST)
    judge.refused("IncorrectInstanceState", ec2.modify_instance_attribute, InstanceId=instance,
                  InstanceType={"Value": "m6i.xlarge"})
    ec2.modify_instance_attribute(InstanceId=instance, DisableApiTermination={"Value": True})
    judge.refused("OperationNotPermitted", ec2.terminate_instances, **one)
    ec2.modify_instance_attribute(InstanceId=instance, DisableApiTermination={"Value": False})
    ec2.modify_instance_attribute(InstanceId=instance, Groups=[network.group])
    ec2.reboot_instances(**one)
    ec2.stop_instances(**one)
    ec2.get_waiter("instance_stopped").wait(**one, WaiterConfig=FAST)
    ec2.modify_instance_attribute(InstanceId=instance, InstanceType={"Value": "m6i.xlarge"})
    ec2.start_instances(**one)
    ec2.get_waiter("instance_running").wait(**one, WaiterConfig=FAST)
    interfaces(judge, network, instance)
    ec2.terminate_instances(**one)
    ec2.get_waiter("instance_terminated").wait(**one, WaiterConfig=FAST)


def interfaces(judge, network, instance):
    ec2 = judge.ec2
    made = ec2.create_network_interface(SubnetId=network.subnets[0])["NetworkInterface"][
        "NetworkInterfaceId"]
    interface = {"NetworkInterfaceId": made}
    for attribute in ("description", "groupSet", "sourceDestCheck", "attachment"):
        ec2.describe_network_interface_attribute(**interface, Attribute=attribute)
    addresses = ec2.assign_private_ip_addresses(**interface, SecondaryPrivateIpAddressCount=2)[
        "AssignedPrivateIpAddresses"]
    ec2.unassign_private_ip_addresses(**interface, PrivateIpAddresses=[
        row["PrivateIpAddress"] for row in addresses])
    attachment = ec2.attach_network_interface(**interface, InstanceId=instance, DeviceIndex=1)[
        "AttachmentId"]
    ec2.describe_network_interface_attribute(**interface, Attribute="attachment")
    ec2.describe_instances(InstanceIds=[instance])
    judge.refused("InvalidParameterValue|InvalidNetworkInterface.InUse",
                  ec2.delete_network_interface, **interface)
    ec2.detach_network_interface(AttachmentId=attachment)
    public_address(judge, network, interface)
    ec2.delete_network_interface(**interface)


def public_address(judge, network, interface):
    ec2 = judge.ec2
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=network.vpc)
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    association = ec2.associate_address(AllocationId=address, **interface)["AssociationId"]
    ec2.describe_addresses(AllocationIds=[address])
    ec2.describe_network_interfaces(NetworkInterfaceIds=[interface["NetworkInterfaceId"]])
    ec2.disassociate_address(AssociationId=association)
    ec2.release_address(AllocationId=address)
    ec2.detach_internet_gateway(InternetGatewayId=gateway, VpcId=network.vpc)
    ec2.delete_internet_gateway(InternetGatewayId=gateway)


def more_blocks(judge):
    ec2 = judge.ec2
    vpc = ec2.create_vpc(CidrBlock="10.64.0.0/16")["Vpc"]["VpcId"]
    made = ec2.associate_vpc_cidr_block(VpcId=vpc, CidrBlock="10.65.0.0/16")
    ec2.disassociate_vpc_cidr_block(
        AssociationId=made["CidrBlockAssociation"]["AssociationId"])
    ec2.describe_vpcs(Filters=named(vpc_id=[vpc]))
    ec2.delete_vpc(VpcId=vpc)


def make_group(judge, network):
    scaling, group = judge.autoscaling, {"AutoScalingGroupName": "changed"}
    image = judge.ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    judge.ec2.create_launch_template(LaunchTemplateName="changed", LaunchTemplateData={
        "ImageId": image, "InstanceType": "m6i.large"})
    scaling.create_auto_scaling_group(
        **group, MinSize=0, MaxSize=3, DesiredCapacity=1, VPCZoneIdentifier=network.subnets[0],
        LaunchTemplate={"LaunchTemplateName": "changed", "Version": "$Latest"})
    return group


def member_of(judge, group, state="InService"):
    def find():
        rows = judge.autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=[
            group["AutoScalingGroupName"]])["AutoScalingGroups"][0]["Instances"]
        return next((row["InstanceId"] for row in rows if row["LifecycleState"] == state), None)

    return until(find, f"an instance that is {state}")


def groups(judge, network):
    scaling, group = judge.autoscaling, make_group(judge, network)
    member = member_of(judge, group)
    scaling.set_instance_protection(**group, InstanceIds=[member], ProtectedFromScaleIn=True)
    scaling.set_instance_health(InstanceId=member, HealthStatus="Healthy")
    scaling.describe_load_balancer_target_groups(**group)
    scaling.suspend_processes(**group, ScalingProcesses=["AZRebalance"])
    scaling.resume_processes(**group)
    scaling.enable_metrics_collection(**group, Granularity="1Minute", Metrics=["GroupMinSize"])
    scaling.describe_auto_scaling_groups(AutoScalingGroupNames=["changed"])
    scaling.disable_metrics_collection(**group)
    settings_of_group(judge, group, network)
    scaling.delete_auto_scaling_group(**group, ForceDelete=True)


def settings_of_group(judge, group, network):
    """What Terraform's provider sends with every change of a group, and what a policy may hold."""
    scaling = judge.autoscaling

    def shown():
        return scaling.describe_auto_scaling_groups(AutoScalingGroupNames=["changed"])[
            "AutoScalingGroups"][0]

    best_effort = {"CapacityDistributionStrategy": "balanced-best-effort"}
    judge.expect(shown()["AvailabilityZoneDistribution"] == best_effort,
                 "autoscaling.DescribeAutoScalingGroups", "the default distribution is not shown")
    changes = {"AvailabilityZoneDistribution": {"CapacityDistributionStrategy": "balanced-only"},
               "AvailabilityZoneImpairmentPolicy": {"ZonalShiftEnabled": False},
               "InstanceMaintenancePolicy": {"MinHealthyPercentage": 50,
                                             "MaxHealthyPercentage": 150},
               "NewInstancesProtectedFromScaleIn": True}
    scaling.update_auto_scaling_group(**group, **changes, VPCZoneIdentifier=network.subnets[1])
    for name, value in changes.items():
        judge.expect(shown()[name] == value, "autoscaling.UpdateAutoScalingGroup",
                     f"{name} is not kept")
    zone = judge.ec2.describe_subnets(SubnetIds=[network.subnets[1]])["Subnets"][0]
    judge.expect(shown()["AvailabilityZones"] == [zone["AvailabilityZone"]],
                 "autoscaling.UpdateAutoScalingGroup", "the zones are not the new subnet's")
    for low, high in ((-1, 150), (50, 201), (0, 150)):
        judge.refused("ValidationError", scaling.update_auto_scaling_group, **group,
                      InstanceMaintenancePolicy={"MinHealthyPercentage": low,
                                                 "MaxHealthyPercentage": high})
    scaling.update_auto_scaling_group(**group, InstanceMaintenancePolicy={
        "MinHealthyPercentage": -1, "MaxHealthyPercentage": -1})
    judge.expect("InstanceMaintenancePolicy" not in shown(),
                 "autoscaling.UpdateAutoScalingGroup", "the maintenance policy is not cleared")
