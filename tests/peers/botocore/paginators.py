#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every paginator that botocore has for an emulated operation: more is made than a page holds, the
pages together give what one answer gives, and a token that was tampered with is refused."""

import botocore.exceptions
import judge as judging
import paged_world
import tour_eks
import tour_network

BAD_TOKEN = {
    "ec2": {"InvalidNextToken", "InvalidParameterValue", "InvalidPaginationToken"},
    "iam": {"ValidationError", "InvalidInput"},
    "autoscaling": {"InvalidNextToken"},
    "eks": {"InvalidParameterException"},
    "ecr": {"InvalidParameterException"},
    "kms": {"InvalidMarkerException"},
    "logs": {"InvalidParameterException"},
    "ssm": {"InvalidNextToken"},
    "elasticloadbalancing": {"ValidationError", "InvalidMarker"},
    "route53": {"InvalidInput", "InvalidPaginationToken", "InvalidArgument"},
    "route53resolver": {"InvalidNextTokenException"}, "ram": {"InvalidNextTokenException"},
}
# Pages that a service does not make smaller.
LEAST_PAGE = {"ec2": 5}


def make_world(judge):
    """Seven and more of everything that has pages."""
    network = tour_network.Network(judge)
    roles = tour_eks.make_roles(judge, "paged")
    makers = [lambda index: many_of_ec2(judge, network, index),
              lambda index: many_of_iam(judge, index), lambda index: many_others(judge, index),
              lambda index: paged_world.more(judge, network, index)]
    judge.attempt("world", lambda: paged_world.once(judge, network))
    for maker in makers:
        for index in range(7):
            judge.attempt("world", lambda: maker(index))
    for index in range(7):
        judge.eks.create_cluster(name=f"paged-{index}", roleArn=roles["cluster"],
                                 accessConfig={"authenticationMode": "API"},
                                 resourcesVpcConfig={"subnetIds": network.subnets})
    judge.eks.get_waiter("cluster_active").wait(name="paged-0", WaiterConfig=tour_eks.FAST)
    judge.attempt("world", lambda: many_of_eks(judge, network, roles))
    return network, roles


def many_of_ec2(judge, network, index):
    ec2 = judge.ec2
    if index < 3:  # five are a Region's quota
        ec2.create_vpc(CidrBlock=f"10.{100 + index}.0.0/16")
        ec2.create_internet_gateway()
        ec2.allocate_address(Domain="vpc")
    ec2.create_subnet(VpcId=network.vpc, CidrBlock=f"10.60.{10 + index}.0/24")
    ec2.create_route_table(VpcId=network.vpc)
    ec2.create_network_acl(VpcId=network.vpc)
    ec2.create_dhcp_options(DhcpConfigurations=[{"Key": "domain-name", "Values": [f"d{index}"]}])
    ec2.create_security_group(GroupName=f"paged-{index}", Description="d", VpcId=network.vpc)
    ec2.create_network_interface(SubnetId=network.subnets[0])
    ec2.create_nat_gateway(SubnetId=network.subnets[index % 2], ConnectivityType="private")
    ec2.create_launch_template(LaunchTemplateName=f"paged-{index}",
                               LaunchTemplateData={"InstanceType": "m6i.large"})
    ec2.create_launch_template_version(LaunchTemplateName="paged-0",
                                       LaunchTemplateData={"InstanceType": "m6i.large"})
    ec2.create_tags(Resources=[network.vpc], Tags=[{"Key": f"k{index}", "Value": "v"}])
    ec2.create_vpc_endpoint(VpcId=network.vpc, VpcEndpointType="Interface",
                            ServiceName=f"com.amazonaws.eu-central-1.{SERVICES[index]}",
                            SubnetIds=network.subnets[:1])
    image = ec2.describe_images()["Images"][0]["ImageId"]
    ec2.run_instances(ImageId=image, InstanceType="m6i.large", MinCount=1, MaxCount=1,
                      SubnetId=network.subnets[0])


SERVICES = ["ec2", "ecr.api", "ecr.dkr", "sts", "logs", "eks", "autoscaling"]


def many_of_iam(judge, index):
    iam = judge.iam
    name = f"paged-{index}"
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=tour_eks.trust("ec2.amazonaws.com"))
    document = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
    arn = iam.create_policy(PolicyName=name, PolicyDocument=document)["Policy"]["Arn"]
    iam.put_role_policy(RoleName="paged-0", PolicyName=name, PolicyDocument=document)
    iam.attach_role_policy(RoleName="paged-0", PolicyArn=arn)
    iam.create_instance_profile(InstanceProfileName=name)
    iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName="paged-0")
    iam.create_user(UserName=name)
    iam.tag_role(RoleName="paged-0", Tags=[{"Key": name, "Value": "v"}])
    iam.tag_policy(PolicyArn=f"arn:aws:iam::{judging.ACCOUNT}:policy/paged-0",
                   Tags=[{"Key": name, "Value": "v"}])


def many_others(judge, index):
    key = judge.kms.create_key(Tags=[{"TagKey": f"k{n}", "TagValue": "v"} for n in range(7)])
    judge.kms.create_alias(AliasName=f"alias/paged-{index}", TargetKeyId=key["KeyMetadata"]["KeyId"])
    judge.kms.create_grant(KeyId=judge.kms.list_keys()["Keys"][0]["KeyId"], Name=f"g{index}",
                           GranteePrincipal=f"arn:aws:iam::{judging.ACCOUNT}:root",
                           Operations=["Decrypt"])
    judge.ssm.put_parameter(Name=f"/paged/{index}", Value="v", Type="String")
    judge.ssm.put_parameter(Name="/paged/0", Value=f"{index}", Overwrite=True)
    judge.logs.create_log_group(logGroupName=f"/paged/{index}")
    judge.logs.create_log_stream(logGroupName="/paged/0", logStreamName=f"s{index}")
    now = judge.logs.describe_log_groups()["logGroups"][0]["creationTime"]
    judge.logs.put_log_events(logGroupName="/paged/0", logStreamName="s0", logEvents=[
        {"timestamp": now + index, "message": f"m{index}"}])
    judge.ecr.create_repository(repositoryName=f"paged/{index}")
    judge.ec2.describe_launch_templates()
    judge.autoscaling.create_auto_scaling_group(
        AutoScalingGroupName=f"paged-{index}", MinSize=0, MaxSize=1, DesiredCapacity=0,
        AvailabilityZones=[], VPCZoneIdentifier=judge.ec2.describe_subnets(Filters=[
            {"Name": "cidr-block", "Values": ["10.60.0.0/24"]}])["Subnets"][0]["SubnetId"],
        LaunchTemplate={"LaunchTemplateName": "paged-0"},
        Tags=[{"Key": f"t{index}", "Value": "v", "PropagateAtLaunch": False}])


def many_of_eks(judge, network, roles):
    eks = judge.eks
    for index in range(7):
        eks.create_access_entry(clusterName="paged-0",
                                principalArn=f"arn:aws:iam::{judging.ACCOUNT}:role/paged-{index}")
        eks.create_pod_identity_association(clusterName="paged-0", namespace="n",
                                            serviceAccount=f"s{index}", roleArn=roles["pod"])
        eks.create_nodegroup(clusterName="paged-0", nodegroupName=f"g{index}",
                             subnets=network.subnets, nodeRole=roles["node"],
                             scalingConfig={"minSize": 0, "desiredSize": 0, "maxSize": 1})
    for addon in ("vpc-cni", "kube-proxy", "coredns"):
        eks.create_addon(clusterName="paged-0", addonName=addon)


def arguments(judge, network):
    """What an operation needs to be asked for pages, by "service.operation" or member."""
    key = judge.kms.list_keys()["Keys"][0]["KeyId"]
    role = {"RoleName": "paged-0"}
    policy = {"PolicyArn": f"arn:aws:iam::{judging.ACCOUNT}:policy/paged-0"}
    provider = judge.iam.create_open_id_connect_provider(Url="https://paged.example.com")[
        "OpenIDConnectProviderArn"]
    lists = judge.ec2.describe_managed_prefix_lists()["PrefixLists"]
    return {
        "iam.ListRolePolicies": role, "iam.ListAttachedRolePolicies": role, "iam.ListRoleTags": role,
        "iam.ListInstanceProfilesForRole": role, "iam.ListPolicyVersions": policy,
        "iam.ListPolicyTags": policy, "iam.ListPolicies": {"Scope": "Local"},
        "iam.ListEntitiesForPolicy": policy, "iam.ListAccessKeys": {"UserName": "paged-0"},
        "iam.ListAttachedUserPolicies": {"UserName": "paged-0"},
        "iam.ListUserPolicies": {"UserName": "paged-0"},
        "iam.ListGroupsForUser": {"UserName": "paged-0"},
        "iam.ListInstanceProfileTags": {"InstanceProfileName": "paged-0"},
        "kms.ListResourceTags": {"KeyId": key}, "kms.ListKeyPolicies": {"KeyId": key},
        "kms.ListGrants": {"KeyId": key}, "ssm.GetParametersByPath": {"Path": "/paged"},
        "ssm.GetParameterHistory": {"Name": "/paged/0"},
        "logs.DescribeLogStreams": {"logGroupName": "/paged/0"},
        "logs.FilterLogEvents": {"logGroupName": "/paged/0"},
        "eks.ListUpdates": {"name": "paged-0"},
        "eks.ListAssociatedAccessPolicies": {
            "principalArn": f"arn:aws:iam::{judging.ACCOUNT}:role/paged-0"},
        "ec2.DescribeLaunchTemplateVersions": {"LaunchTemplateName": "paged-0"},
        "ec2.GetManagedPrefixListEntries": {"PrefixListId": lists[0]["PrefixListId"]},
        "ecr.ListImages": {"repositoryName": "paged/0"},
        "ecr.DescribeImages": {"repositoryName": "paged/0"},
        "iam.ListOpenIDConnectProviderTags": {"OpenIDConnectProviderArn": provider},
        "eks": {"clusterName": "paged-0", "name": "paged-0"},
        **paged_world.arguments(judge, network),
    }


def identity(items):
    return sorted(repr(item) for item in items)


def check(judge, name, service, operation, known):
    client = judge.client(service)
    method = {value: key for key, value in client.meta.method_to_api_mapping.items()}[operation]
    members = client.meta.service_model.operation_model(operation).input_shape.members
    asked = {key: value for key, value in
             {**known.get(service, {}), **known.get(name, {})}.items() if key in members}
    paginator = client.get_paginator(method)
    config = paginator._pagination_cfg
    result_key = config["result_key"]
    result_key = result_key[0] if isinstance(result_key, list) else result_key
    least = LEAST_PAGE.get(service, 1)
    size = max(least, 2)
    sizes = {"PageSize": size} if "limit_key" in config else {}
    pages = list(paginator.paginate(PaginationConfig=sizes, **asked))
    collect = lambda answers: [item for answer in answers
                               for item in paginator.result_keys[0].search(answer) or []]
    whole = collect(paginator.paginate(**asked))
    judge.expect(identity(collect(pages)) == identity(whole), name,
                 f"pages of {size} give {len(collect(pages))} items instead of {len(whole)}")
    counts = [len(paginator.result_keys[0].search(page) or []) for page in pages]
    judge.expect(all(count <= size for count in counts) or "limit_key" not in config, name,
                 f"a page of {size} has {max(counts)} items")
    token_name = config["input_token"]
    token_name = token_name[0] if isinstance(token_name, list) else token_name
    for token in ("tampered", "MDAwMDAwMDAwMDAw"):
        try:
            getattr(client, method)(**{**asked, token_name: token})
            judge.fail(name, f"takes the token {token!r}")
        except botocore.exceptions.ClientError as error:
            code = error.response["Error"]["Code"]
            judge.expect(code in BAD_TOKEN.get(service, {code}), name,
                         f"refuses a bad token with {code}")
    return len(pages)


def main():
    judge = judging.Judge("paginators")
    network, _ = make_world(judge)
    known = arguments(judge, network)
    single = []
    for name, row in judging.registry().items():
        client = judge.client(row["service"])
        method = {value: key for key, value in client.meta.method_to_api_mapping.items()}.get(
            row["operation"])
        if row["coverage"] == "absent" or not method or not client.can_paginate(method):
            continue
        pages = judge.attempt(name, lambda: check(judge, name, row["service"], row["operation"],
                                                  known))
        if pages == 1:
            single.append(name)
    print("one page only, because fewer were made:", " ".join(single))
    judge.finish()


if __name__ == "__main__":
    main()
