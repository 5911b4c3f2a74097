#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Client tokens: every emulated operation that has one is called twice with the same token and the
same input (the answer must be the same, and nothing be made twice), and then with another input."""

import copy
import json

import botocore.exceptions
import judge as judging
import tour_eks
import tour_network

MISMATCH = {"ec2": "IdempotentParameterMismatch",
            "eks": "InvalidRequestException|InvalidParameterException|ResourceInUseException"}


def inputs(judge, network, roles):
    """{"service.operation": (input, another input)}"""
    image = judge.ec2.describe_images()["Images"][0]["ImageId"]
    template = {"LaunchTemplateName": "tokens", "LaunchTemplateData": {"InstanceType": "m6i.large"}}
    judge.ec2.create_launch_template(LaunchTemplateName="versions",
                                     LaunchTemplateData={"InstanceType": "m6i.large"})
    version = {"LaunchTemplateName": "versions", "LaunchTemplateData": {"InstanceType": "m6i.large"}}
    run = {"ImageId": image, "InstanceType": "m6i.large", "MinCount": 1, "MaxCount": 1,
           "SubnetId": network.subnets[0]}
    cluster = {"name": "tokens", "roleArn": roles["cluster"],
               "resourcesVpcConfig": {"subnetIds": network.subnets}, "version": "1.33",
               "accessConfig": {"authenticationMode": "API"}}
    return {
        "ec2.CreateNatGateway": ({"SubnetId": network.subnets[0], "ConnectivityType": "private"},
                                 {"SubnetId": network.subnets[1], "ConnectivityType": "private"}),
        "ec2.CreateVpcEndpoint": (
            {"VpcId": network.vpc, "ServiceName": "com.amazonaws.eu-central-1.s3"},
            {"VpcId": network.vpc, "ServiceName": "com.amazonaws.eu-central-1.dynamodb"}),
        "ec2.CreateNetworkInterface": ({"SubnetId": network.subnets[0]},
                                       {"SubnetId": network.subnets[1]}),
        "ec2.CreateRouteTable": ({"VpcId": network.vpc}, {"VpcId": "vpc-0123456789abcdef0"}),
        "ec2.CreateNetworkAcl": ({"VpcId": network.vpc}, {"VpcId": "vpc-0123456789abcdef0"}),
        "ec2.CreateLaunchTemplate": (template, {**template, "LaunchTemplateName": "other"}),
        "ec2.CreateLaunchTemplateVersion": (version, {**version, "VersionDescription": "other"}),
        "ec2.RunInstances": (run, {**run, "InstanceType": "m6i.xlarge"}),
        "eks.CreateCluster": (cluster, {**cluster, "version": "1.34"}),
        "eks.CreateAddon": ({"clusterName": "tokens", "addonName": "vpc-cni"},
                            {"clusterName": "tokens", "addonName": "coredns"}),
        "eks.CreateNodegroup": (
            {"clusterName": "tokens", "nodegroupName": "g", "subnets": network.subnets,
             "nodeRole": roles["node"],
             "scalingConfig": {"minSize": 0, "desiredSize": 0, "maxSize": 1}},
            {"clusterName": "tokens", "nodegroupName": "h", "subnets": network.subnets,
             "nodeRole": roles["node"],
             "scalingConfig": {"minSize": 0, "desiredSize": 0, "maxSize": 1}}),
        "eks.CreateAccessEntry": ({"clusterName": "tokens", "principalArn": roles["pod"]},
                                  {"clusterName": "tokens", "principalArn": roles["cluster"]}),
        "eks.CreatePodIdentityAssociation": (
            {"clusterName": "tokens", "namespace": "n", "serviceAccount": "s",
             "roleArn": roles["pod"]},
            {"clusterName": "tokens", "namespace": "n", "serviceAccount": "t",
             "roleArn": roles["pod"]}),
    }


def what_was_made(answer):
    """The answer without what each answer has of its own, and without what time changes."""
    answer = copy.deepcopy({key: value for key, value in answer.items() if key != "ResponseMetadata"})
    return json.dumps(answer, default=str, sort_keys=True)


def check(judge, name, first, other):
    service, operation = name.split(".")
    client = judge.client(service)
    method = getattr(client, {value: key for key, value in
                              client.meta.method_to_api_mapping.items()}[operation])
    member = "ClientToken" if service == "ec2" else "clientRequestToken"
    once = method(**first, **{member: f"token-{operation}"})
    again = method(**first, **{member: f"token-{operation}"})
    judge.expect(what_was_made(once) == what_was_made(again), name, "the same token made another")
    judge.refused(MISMATCH[service], method, **other, **{member: f"token-{operation}"})
    if operation == "CreateCluster":
        client.get_waiter("cluster_active").wait(name="tokens", WaiterConfig=tour_eks.FAST)


def main():
    judge = judging.Judge("tokens")
    network = tour_network.Network(judge)
    roles = tour_eks.make_roles(judge, "tokens")
    for name, (first, other) in inputs(judge, network, roles).items():
        judge.attempt(name, lambda: check(judge, name, first, other))
    judge.finish()


if __name__ == "__main__":
    main()
