# SPDX-License-Identifier: Apache-2.0
"""Forces errors of Route 53 and Route 53 Resolver that need something particular to be wrong."""

from judge import REGION
from particular import tell
from tour_names import make_endpoint, wait_endpoint


def run(judge, network):
    for step in (zones, endpoints):
        judge.attempt(step.__name__, lambda: step(judge, network))


def zones(judge, network):
    client = judge.route53
    here = {"VPCRegion": REGION, "VPCId": network.vpc}
    nowhere = {"VPCRegion": REGION, "VPCId": "vpc-0123456789abcdef0"}
    public = client.create_hosted_zone(Name="particular.example", CallerReference="particular")[
        "HostedZone"]["Id"]
    private = client.create_hosted_zone(Name="particular.internal", CallerReference="internal",
                                        VPC=here)["HostedZone"]["Id"]
    far, third = (judge.ec2.create_vpc(CidrBlock=block)["Vpc"]["VpcId"]
                  for block in ("10.72.0.0/16", "10.73.0.0/16"))
    other = client.create_hosted_zone(
        Name="particular.internal", CallerReference="again",
        VPC={"VPCRegion": REGION, "VPCId": far})["HostedZone"]["Id"]
    made = {"Name": "particular.internal", "CallerReference": "wrong"}
    tell(client.create_hosted_zone, **made, VPC=here)
    tell(client.create_hosted_zone, **made, VPC=nowhere)
    tell(client.create_hosted_zone, **made, DelegationSetId="N0123456789")
    tell(client.list_hosted_zones, DelegationSetId="N0123456789")
    tell(client.list_hosted_zones_by_name, DNSName="a..b")
    tell(client.associate_vpc_with_hosted_zone, HostedZoneId=other, VPC=here)
    tell(client.associate_vpc_with_hosted_zone, HostedZoneId=public, VPC=here)
    for call in (client.associate_vpc_with_hosted_zone, client.disassociate_vpc_from_hosted_zone,
                 client.create_vpc_association_authorization,
                 client.delete_vpc_association_authorization):
        tell(call, HostedZoneId=private, VPC=nowhere)
    tell(client.disassociate_vpc_from_hosted_zone, HostedZoneId=private,
         VPC={"VPCRegion": REGION, "VPCId": third})
    tell(client.list_vpc_association_authorizations, HostedZoneId=private, NextToken="bad")
    tell(client.list_hosted_zones_by_vpc, VPCId=network.vpc, VPCRegion=REGION, NextToken="bad")
    nobody = {"ResourceType": "hostedzone", "ResourceId": "Z0123456789"}
    tell(client.list_tags_for_resource, **nobody)
    tell(client.change_tags_for_resource, **nobody, AddTags=[{"Key": "a", "Value": "b"}])
    tell(client.list_tags_for_resources, ResourceType="hostedzone", ResourceIds=["Z0123456789"])
    tell(client.change_resource_record_sets, HostedZoneId=public, ChangeBatch={"Changes": [
        {"Action": "CREATE", "ResourceRecordSet": {"Name": "a.particular.example", "Type": "A"}}]})
    tell(client.list_resource_record_sets, HostedZoneId=public, StartRecordType="A")


def endpoints(judge, network):
    client, made = judge.route53resolver, make_endpoint(judge, network, "OUTBOUND", "particular")
    wait_endpoint(judge, made["Id"])
    endpoint = {"ResolverEndpointId": made["Id"]}
    tell(client.list_resolver_endpoint_ip_addresses, **endpoint, NextToken="bad")
    tell(client.list_tags_for_resource, ResourceArn=made["Arn"], NextToken="bad")
    tell(client.tag_resource, ResourceArn=made["Arn"], Tags=[{"Key": "aws:a", "Value": "b"}])
    held = client.list_resolver_endpoint_ip_addresses(**endpoint)["IpAddresses"][0]
    address = {"SubnetId": held["SubnetId"], "Ip": held["Ip"]}
    tell(client.associate_resolver_endpoint_ip_address, **endpoint, IpAddress=address)
    tell(client.disassociate_resolver_endpoint_ip_address, **endpoint, IpAddress=address)
    wrong = {"CreatorRequestId": "wrong", "DomainName": "a.example", "RuleType": "FORWARD"}
    tell(client.create_resolver_rule, **wrong, TargetIps=[{"Ip": "192.168.0.53"}])
    tell(client.create_resolver_rule, **wrong, TargetIps=[{"Ip": "192.168.0.53"}],
         ResolverEndpointId="rslvr-out-0123456789abcdef0")
    rule = {"ResolverRuleId": client.create_resolver_rule(
        **wrong, **endpoint, TargetIps=[{"Ip": "192.168.0.53"}])["ResolverRule"]["Id"]}
    client.associate_resolver_rule(**rule, VPCId=network.vpc)
    tell(client.associate_resolver_rule, **rule, VPCId=network.vpc)
    tell(client.associate_resolver_rule, **rule, VPCId="vpc-0123456789abcdef0")
    tell(client.create_resolver_endpoint, CreatorRequestId="w", Direction="INBOUND",
         SecurityGroupIds=[network.group],
         IpAddresses=[{"SubnetId": "subnet-0123456789abcdef0"}] * 2)
    for call in (client.list_resolver_endpoints, client.list_resolver_rules,
                 client.list_resolver_rule_associations):
        tell(call, Filters=[{"Name": "Nobody", "Values": ["a"]}])
