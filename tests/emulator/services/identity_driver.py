#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Drives the permissions of the embedded AWS with boto3: an IAM user with too few permissions is
refused with each service's own error, roles are assumed by their trust policies, sessions expire.
Usage: identity_driver.py ENDPOINT_URL. Exits 77 when boto3 is not there."""

import json
import sys

try:
    import boto3
    from botocore.config import Config
    from botocore.exceptions import ClientError
except ImportError as missing:
    print(f"boto3 is not installed: {missing}")
    sys.exit(77)

REGION = "eu-central-1"
ACCOUNT = "123456789012"


def client(name, endpoint, key=ACCOUNT, secret="test", token=None):
    return boto3.client(
        name,
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        aws_session_token=token,
        config=Config(retries={"max_attempts": 1}, parameter_validation=True),
    )


def refused(code, text, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        found = error.response["Error"]
        assert found["Code"] == code, f"{call.__name__}: {found} instead of {code}"
        assert text in found["Message"], f"{call.__name__}: {found['Message']}"
        return error
    raise AssertionError(f"{call.__name__} was not refused with {code}")


def policy(actions, resource="*", effect="Allow"):
    return json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [{"Effect": effect, "Action": actions, "Resource": resource}],
        }
    )


def trust(principal):
    return json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
            ],
        }
    )


def make_user(iam, name):
    iam.create_user(UserName=name)
    iam.get_waiter("user_exists").wait(UserName=name)
    return iam.create_access_key(UserName=name)["AccessKey"]


def denials(endpoint, iam):
    """Every service refuses in its own words, and with DryRun before it says that it would."""
    key = make_user(iam, "eve")
    pair = (key["AccessKeyId"], key["SecretAccessKey"])
    user = f"arn:aws:iam::{ACCOUNT}:user/eve"
    ec2 = client("ec2", endpoint, *pair)
    error = refused("UnauthorizedOperation", "not authorized to perform: ec2:CreateVpc",
                    ec2.create_vpc, CidrBlock="10.0.0.0/16")
    assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 403
    refused("UnauthorizedOperation", user, ec2.create_vpc, CidrBlock="10.0.0.0/16", DryRun=True)
    for service, operation, code, arguments in (
        ("eks", "list_clusters", "AccessDeniedException", {}),
        ("iam", "list_roles", "AccessDenied", {}),
        ("ecr", "describe_repositories", "AccessDeniedException", {}),
        ("kms", "list_keys", "AccessDeniedException", {}),
        ("logs", "describe_log_groups", "AccessDeniedException", {}),
        ("ssm", "describe_parameters", "AccessDeniedException", {}),
        ("autoscaling", "describe_auto_scaling_groups", "AccessDenied", {}),
    ):
        refused(code, "no identity-based policy allows", getattr(
            client(service, endpoint, *pair), operation), **arguments)
    assert client("sts", endpoint, *pair).get_caller_identity()["Arn"] == user
    iam.put_user_policy(UserName="eve", PolicyName="vpcs", PolicyDocument=policy("ec2:CreateVpc"))
    refused("DryRunOperation", "would have succeeded",
            ec2.create_vpc, CidrBlock="10.0.0.0/16", DryRun=True)
    ec2.create_vpc(CidrBlock="10.0.0.0/16")
    iam.update_access_key(UserName="eve", AccessKeyId=pair[0], Status="Inactive")
    refused("AuthFailure", "", ec2.create_vpc, CidrBlock="10.0.0.0/16")


def partial_apply(endpoint, iam):
    """Who may make the network but not pass the role gets as far as AWS lets it."""
    key = make_user(iam, "builder")
    pair = (key["AccessKeyId"], key["SecretAccessKey"])
    iam.put_user_policy(
        UserName="builder", PolicyName="p", PolicyDocument=policy(["ec2:*", "eks:*"])
    )
    role = iam.create_role(
        RoleName="cluster", AssumeRolePolicyDocument=trust({"Service": "eks.amazonaws.com"})
    )["Role"]
    iam.get_waiter("role_exists").wait(RoleName="cluster")
    ec2 = client("ec2", endpoint, *pair)
    vpc = ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(
            VpcId=vpc, CidrBlock=f"10.1.{index}.0/24", AvailabilityZone=REGION + zone
        )["Subnet"]["SubnetId"]
        for index, zone in enumerate("ab")
    ]
    wanted = {
        "name": "atlas",
        "roleArn": role["Arn"],
        "resourcesVpcConfig": {"subnetIds": subnets},
    }
    eks = client("eks", endpoint, *pair)
    refused("AccessDeniedException", "iam:PassRole", eks.create_cluster, **wanted)
    iam.put_user_policy(
        UserName="builder", PolicyName="pass", PolicyDocument=policy("iam:PassRole", role["Arn"])
    )
    eks.create_cluster(**wanted)


def sessions(endpoint, iam):
    iam.create_role(
        RoleName="reader",
        AssumeRolePolicyDocument=trust({"AWS": f"arn:aws:iam::{ACCOUNT}:user/assumer"}),
    )
    iam.attach_role_policy(
        RoleName="reader", PolicyArn="arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess"
    )
    key = make_user(iam, "assumer")
    other = make_user(iam, "stranger")
    role = f"arn:aws:iam::{ACCOUNT}:role/reader"
    refused("AccessDenied", "sts:AssumeRole",
            client("sts", endpoint, other["AccessKeyId"], other["SecretAccessKey"]).assume_role,
            RoleArn=role, RoleSessionName="me")
    sts = client("sts", endpoint, key["AccessKeyId"], key["SecretAccessKey"])
    made = sts.assume_role(RoleArn=role, RoleSessionName="me")["Credentials"]
    held = (made["AccessKeyId"], made["SecretAccessKey"], made["SessionToken"])
    ec2 = client("ec2", endpoint, *held)
    ec2.describe_vpcs()
    refused("UnauthorizedOperation", "assumed-role/reader/me", ec2.create_vpc,
            CidrBlock="10.0.0.0/16")
    refused("ValidationError", "MaxSessionDuration", sts.assume_role, RoleArn=role,
            RoleSessionName="me", DurationSeconds=7200)


def managed_policies(iam):
    arn = "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"
    found = iam.get_policy(PolicyArn=arn)["Policy"]
    version = iam.get_policy_version(PolicyArn=arn, VersionId=found["DefaultVersionId"])
    assert isinstance(version["PolicyVersion"]["Document"], dict)
    names = [
        row["PolicyName"]
        for page in iam.get_paginator("list_policies").paginate(Scope="AWS")
        for row in page["Policies"]
    ]
    assert "AmazonEKS_CNI_Policy" in names
    refused("NoSuchEntity", "does not exist or is not attachable", iam.attach_role_policy,
            RoleName="reader", PolicyArn="arn:aws:iam::aws:policy/NoSuchPolicy")


def main():
    endpoint = sys.argv[1]
    iam = client("iam", endpoint)
    denials(endpoint, iam)
    partial_apply(endpoint, iam)
    sessions(endpoint, iam)
    managed_policies(iam)


if __name__ == "__main__":
    main()
