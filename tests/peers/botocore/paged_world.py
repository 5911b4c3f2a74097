# SPDX-License-Identifier: Apache-2.0
"""More of what has pages than a page holds, for paginators.py: joined networks, load balancers,
groups of users, zones and rules."""

import json

import judge as judging
import tour_balancers
import tour_joined
import tour_names


def once(judge, network):
    """What the others are made in."""
    ec2 = judge.ec2
    network.gateway = ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
    tour_joined.wait_gateway(judge, network.gateway)
    network.transit_table = ec2.create_transit_gateway_route_table(
        TransitGatewayId=network.gateway)["TransitGatewayRouteTable"]["TransitGatewayRouteTableId"]
    network.attachment = ec2.create_transit_gateway_vpc_attachment(
        TransitGatewayId=network.gateway, VpcId=network.vpc, SubnetIds=network.subnets[:1])[
            "TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"]
    tour_joined.wait_attachment(judge, network.attachment)
    network.prefix_list = ec2.create_managed_prefix_list(
        PrefixListName="paged", AddressFamily="IPv4", MaxEntries=20,
        Entries=[{"Cidr": f"10.{index}.0.0/16"} for index in range(7)])["PrefixList"][
            "PrefixListId"]
    network.balancer = tour_balancers.make_balancer(judge, network, "paged")
    network.targets = tour_balancers.make_targets(judge, network, "paged")
    network.listener = judge.elasticloadbalancing.create_listener(
        LoadBalancerArn=network.balancer, Protocol="HTTPS", Port=443,
        Certificates=[{"CertificateArn": tour_balancers.CERTIFICATE + "9"}],
        DefaultActions=tour_balancers.forward(network.targets))["Listeners"][0]["ListenerArn"]
    judge.iam.create_group(GroupName="paged")
    network.zone = judge.route53.create_hosted_zone(Name="paged.example", CallerReference="paged")[
        "HostedZone"]["Id"]
    network.private_zone = judge.route53.create_hosted_zone(
        Name="paged.internal", CallerReference="private",
        VPC={"VPCRegion": judging.REGION, "VPCId": network.vpc})["HostedZone"]["Id"]
    network.endpoint = tour_names.make_endpoint(judge, network, "OUTBOUND", "paged")
    tour_names.wait_endpoint(judge, network.endpoint["Id"])


def more(judge, network, index):
    more_of_ec2(judge.ec2, network, index)
    more_balancers(judge, network, index)
    more_of_iam(judge.iam, index)
    more_names(judge, network, index)
    more_shares(judge, network, index)


def more_of_ec2(ec2, network, index):
    if index < 3:  # five are a Region's quota
        ec2.create_egress_only_internet_gateway(VpcId=network.vpc)
    ec2.create_transit_gateway_route(TransitGatewayRouteTableId=network.transit_table,
                                     DestinationCidrBlock=f"10.{index}.0.0/16", Blackhole=True)
    ec2.create_flow_logs(ResourceType="VPC", ResourceIds=[network.vpc], TrafficType="ALL",
                         LogDestinationType="s3", LogDestination=f"arn:aws:s3:::paged-{index}")


def more_balancers(judge, network, index):
    elb, name = judge.elasticloadbalancing, f"paged-{index}"
    group = tour_balancers.make_targets(judge, network, name)
    tour_balancers.make_balancer(judge, network, name, "network")
    elb.create_listener(LoadBalancerArn=network.balancer, Protocol="HTTP", Port=8000 + index,
                        DefaultActions=tour_balancers.forward(group))
    elb.create_rule(ListenerArn=network.listener, Priority=index + 1,
                    Actions=tour_balancers.forward(group),
                    Conditions=[{"Field": "path-pattern", "Values": [f"/{index}"]}])
    elb.add_listener_certificates(ListenerArn=network.listener, Certificates=[
        {"CertificateArn": tour_balancers.CERTIFICATE + str(index)}])


def more_of_iam(iam, index):
    name = f"paged-{index}"
    document = json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "*", "Resource": "*"}]})
    iam.create_group(GroupName=name)
    iam.add_user_to_group(GroupName="paged", UserName=name)
    iam.add_user_to_group(GroupName=name, UserName="paged-0")
    iam.put_group_policy(GroupName="paged", PolicyName=name, PolicyDocument=document)
    iam.put_user_policy(UserName="paged-0", PolicyName=name, PolicyDocument=document)
    policy = f"arn:aws:iam::{judging.ACCOUNT}:policy/{name}"
    iam.attach_group_policy(GroupName="paged", PolicyArn=policy)
    iam.attach_user_policy(UserName="paged-0", PolicyArn=policy)
    iam.tag_user(UserName="paged-0", Tags=[{"Key": name, "Value": "v"}])


def more_shares(judge, network, index):
    subnet = judge.ec2.describe_subnets(SubnetIds=[network.subnets[0]])["Subnets"][0]
    judge.ram.create_resource_share(name=f"paged-{index}", resourceArns=[subnet["SubnetArn"]],
                                    principals=["222222222222"])


def more_names(judge, network, index):
    route53, resolver = judge.route53, judge.route53resolver
    route53.create_hosted_zone(Name=f"paged-{index}.example", CallerReference=f"paged-{index}")
    route53.change_resource_record_sets(HostedZoneId=network.zone, ChangeBatch={
        "Changes": [tour_names.record(f"n{index}.paged.example")]})
    rule = resolver.create_resolver_rule(
        CreatorRequestId=f"paged-{index}", DomainName=f"paged-{index}.example", RuleType="FORWARD",
        ResolverEndpointId=network.endpoint["Id"], TargetIps=[{"Ip": "192.168.0.53", "Port": 53}])
    resolver.associate_resolver_rule(ResolverRuleId=rule["ResolverRule"]["Id"], VPCId=network.vpc)
    resolver.tag_resource(ResourceArn=network.endpoint["Arn"],
                          Tags=[{"Key": f"k{index}", "Value": "v"}])


def arguments(judge, network):
    """What an operation needs to be asked for pages, by "service.operation"."""
    table = {"TransitGatewayRouteTableId": network.transit_table}
    listener, group = {"ListenerArn": network.listener}, {"GroupName": "paged"}
    return {
        "ec2.SearchTransitGatewayRoutes": {**table, "Filters": [
            {"Name": "state", "Values": ["blackhole"]}]},
        "ec2.GetTransitGatewayRouteTableAssociations": table,
        "ec2.GetTransitGatewayRouteTablePropagations": table,
        "ec2.GetTransitGatewayAttachmentPropagations": {
            "TransitGatewayAttachmentId": network.attachment},
        "ec2.GetManagedPrefixListEntries": {"PrefixListId": network.prefix_list},
        "ec2.GetManagedPrefixListAssociations": {"PrefixListId": network.prefix_list},
        "ec2.GetSecurityGroupsForVpc": {"VpcId": network.vpc},
        "elasticloadbalancing.DescribeListeners": {"LoadBalancerArn": network.balancer},
        "elasticloadbalancing.DescribeListenerCertificates": listener,
        "elasticloadbalancing.DescribeRules": listener,
        "autoscaling.DescribeLoadBalancerTargetGroups": {"AutoScalingGroupName": "paged-0"},
        "iam.GetGroup": group, "iam.ListGroupPolicies": group,
        "iam.ListAttachedGroupPolicies": group, "iam.ListUserTags": {"UserName": "paged-0"},
        "iam.SimulatePrincipalPolicy": {
            "PolicySourceArn": f"arn:aws:iam::{judging.ACCOUNT}:user/paged-0",
            "ActionNames": [f"ec2:Describe{noun}" for noun in ("Vpcs", "Subnets", "Instances")]},
        "route53.ListResourceRecordSets": {"HostedZoneId": network.zone},
        "route53.ListVPCAssociationAuthorizations": {"HostedZoneId": network.private_zone},
        "route53resolver.ListResolverEndpointIpAddresses": {
            "ResolverEndpointId": network.endpoint["Id"]},
        "route53resolver.ListTagsForResource": {"ResourceArn": network.endpoint["Arn"]},
        "ram.GetResourceShares": {"resourceOwner": "SELF"},
        "ram.GetResourceShareAssociations": {"associationType": "RESOURCE"},
        "ram.ListResources": {"resourceOwner": "SELF"},
        "ram.ListPrincipals": {"resourceOwner": "SELF"},
    }
