#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Drives the embedded AWS with boto3, an SDK that others wrote: a private cluster's life from the
VPC to nothing left. Usage: private_cluster_driver.py ENDPOINT_URL. Exits 77 when boto3 is not there."""

import json
import sys
import time

try:
    import boto3
    from botocore.config import Config
    from botocore.exceptions import ClientError
except ImportError as missing:
    print(f"boto3 is not installed: {missing}")
    sys.exit(77)

REGION = "eu-central-1"
SERVICES = ["com.amazonaws.%s.%s" % (REGION, name) for name in ("ec2", "ecr.api", "ecr.dkr")]


def client(name, endpoint):
    return boto3.client(
        name,
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id="123456789012",
        aws_secret_access_key="test",
        config=Config(retries={"max_attempts": 1}, parameter_validation=True),
    )


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        found = error.response["Error"]["Code"]
        assert found == code, f"{call.__name__}: {found} instead of {code}"
        return
    raise AssertionError(f"{call.__name__} was not refused with {code}")


def until(condition, what, seconds=60):
    end = time.time() + seconds
    while time.time() < end:
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError(f"waited too long for {what}")


def trust(service):
    return json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": service},
                    "Action": "sts:AssumeRole",
                }
            ],
        }
    )


def make_roles(iam):
    arns = {}
    for name, service in (("cluster", "eks.amazonaws.com"), ("node", "ec2.amazonaws.com")):
        role = iam.create_role(
            RoleName=name, Path="/inland/atlas/", AssumeRolePolicyDocument=trust(service)
        )["Role"]
        arns[name] = role["Arn"]
        read = iam.get_role(RoleName=name)["Role"]
        assert read["AssumeRolePolicyDocument"]["Statement"][0]["Effect"] == "Allow"
    for policy in (
        "AmazonEKSWorkerNodePolicy",
        "AmazonEKS_CNI_Policy",
        "AmazonEC2ContainerRegistryReadOnly",
    ):
        iam.attach_role_policy(RoleName="node", PolicyArn=f"arn:aws:iam::aws:policy/{policy}")
    iam.attach_role_policy(
        RoleName="cluster", PolicyArn="arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"
    )
    found = [page["Roles"] for page in iam.get_paginator("list_roles").paginate(PathPrefix="/inland/")]
    assert len(found[0]) == 2
    return arns


def make_network(ec2):
    vpc = ec2.create_vpc(
        CidrBlock="10.40.0.0/16",
        TagSpecifications=[
            {"ResourceType": "vpc", "Tags": [{"Key": "inland.dev/cluster", "Value": "atlas"}]}
        ],
    )["Vpc"]["VpcId"]
    ec2.get_waiter("vpc_available").wait(VpcIds=[vpc], WaiterConfig={"Delay": 1})
    ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
    assert ec2.describe_vpc_attribute(VpcId=vpc, Attribute="enableDnsHostnames")[
        "EnableDnsHostnames"
    ]["Value"]
    subnets = []
    for index, zone in enumerate("ab"):
        subnet = ec2.create_subnet(
            VpcId=vpc, CidrBlock=f"10.40.{index}.0/24", AvailabilityZone=REGION + zone
        )["Subnet"]
        assert subnet["AvailableIpAddressCount"] == 251
        subnets.append(subnet["SubnetId"])
    refused(
        "InvalidSubnet.Conflict", ec2.create_subnet, VpcId=vpc, CidrBlock="10.40.0.0/25"
    )
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    for subnet in subnets:
        ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)
    return vpc, subnets, table


def make_endpoints(ec2, vpc, subnets, table):
    group = ec2.create_security_group(
        GroupName="endpoints", Description="AWS services", VpcId=vpc
    )["GroupId"]
    permission = [
        {
            "IpProtocol": "tcp",
            "FromPort": 443,
            "ToPort": 443,
            "IpRanges": [{"CidrIp": "10.40.0.0/16", "Description": "the VPC"}],
        }
    ]
    made = ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=permission)
    assert made["SecurityGroupRules"][0]["SecurityGroupRuleId"].startswith("sgr-")
    refused(
        "InvalidPermission.Duplicate",
        ec2.authorize_security_group_ingress,
        GroupId=group,
        IpPermissions=permission,
    )
    endpoints = [
        ec2.create_vpc_endpoint(
            VpcId=vpc,
            VpcEndpointType="Interface",
            ServiceName=service,
            SubnetIds=subnets,
            SecurityGroupIds=[group],
            PrivateDnsEnabled=True,
            ClientToken=service,
        )["VpcEndpoint"]["VpcEndpointId"]
        for service in SERVICES
    ]
    endpoints.append(
        ec2.create_vpc_endpoint(
            VpcId=vpc, ServiceName=f"com.amazonaws.{REGION}.s3", RouteTableIds=[table]
        )["VpcEndpoint"]["VpcEndpointId"]
    )
    until(
        lambda: all(
            row["State"] == "available"
            for row in ec2.describe_vpc_endpoints(VpcEndpointIds=endpoints)["VpcEndpoints"]
        ),
        "the endpoints",
    )
    return group, endpoints


def make_cluster(eks, roles, subnets):
    eks.create_cluster(
        name="atlas",
        version="1.34",
        roleArn=roles["cluster"],
        accessConfig={"authenticationMode": "API"},
        resourcesVpcConfig={
            "subnetIds": subnets,
            "endpointPublicAccess": False,
            "endpointPrivateAccess": True,
        },
    )
    eks.get_waiter("cluster_active").wait(name="atlas", WaiterConfig={"Delay": 1})
    for addon in ("vpc-cni", "kube-proxy"):
        eks.create_addon(clusterName="atlas", addonName=addon)
        eks.get_waiter("addon_active").wait(
            clusterName="atlas", addonName=addon, WaiterConfig={"Delay": 1}
        )


def make_node_group(eks, roles, subnets):
    eks.create_nodegroup(
        clusterName="atlas",
        nodegroupName="general",
        subnets=subnets,
        nodeRole=roles["node"],
        instanceTypes=["m6i.large"],
        scalingConfig={"minSize": 2, "desiredSize": 2, "maxSize": 6},
    )
    eks.get_waiter("nodegroup_active").wait(
        clusterName="atlas", nodegroupName="general", WaiterConfig={"Delay": 1}
    )
    eks.create_addon(clusterName="atlas", addonName="coredns")
    eks.get_waiter("addon_active").wait(
        clusterName="atlas", addonName="coredns", WaiterConfig={"Delay": 1}
    )


def destroy(ec2, eks, iam, vpc, subnets, table, group, endpoints):
    refused("ResourceInUseException", eks.delete_cluster, name="atlas")
    eks.delete_nodegroup(clusterName="atlas", nodegroupName="general")
    eks.get_waiter("nodegroup_deleted").wait(
        clusterName="atlas", nodegroupName="general", WaiterConfig={"Delay": 1}
    )
    eks.delete_cluster(name="atlas")
    eks.get_waiter("cluster_deleted").wait(name="atlas", WaiterConfig={"Delay": 1})
    refused("DependencyViolation", ec2.delete_security_group, GroupId=group)
    assert not ec2.delete_vpc_endpoints(VpcEndpointIds=endpoints)["Unsuccessful"]
    until(
        lambda: not ec2.describe_network_interfaces(
            Filters=[{"Name": "vpc-id", "Values": [vpc]}]
        )["NetworkInterfaces"],
        "the interfaces to go",
    )
    ec2.delete_security_group(GroupId=group)
    for subnet in subnets:
        ec2.delete_subnet(SubnetId=subnet)
    ec2.delete_route_table(RouteTableId=table)
    ec2.delete_vpc(VpcId=vpc)
    refused("DeleteConflict", iam.delete_role, RoleName="node")
    for role in ("cluster", "node"):
        for policy in iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]:
            iam.detach_role_policy(RoleName=role, PolicyArn=policy["PolicyArn"])
        iam.delete_role(RoleName=role)


def main():
    clients = {
        name: client(name, sys.argv[1]) for name in ("sts", "iam", "ec2", "eks", "ssm", "kms")
    }
    assert clients["sts"].get_caller_identity()["Account"] == "123456789012"
    roles = make_roles(clients["iam"])
    vpc, subnets, table = make_network(clients["ec2"])
    group, endpoints = make_endpoints(clients["ec2"], vpc, subnets, table)
    make_cluster(clients["eks"], roles, subnets)
    make_node_group(clients["eks"], roles, subnets)
    destroy(
        clients["ec2"], clients["eks"], clients["iam"], vpc, subnets, table, group, endpoints
    )
    print("done")


if __name__ == "__main__":
    main()
