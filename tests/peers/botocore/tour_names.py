# SPDX-License-Identifier: Apache-2.0
"""Calls every operation of Route 53 and Route 53 Resolver."""

from judge import REGION, until


def record(name, action="CREATE", values=("10.60.0.9",), kind="A"):
    return {"Action": action, "ResourceRecordSet": {
        "Name": name, "Type": kind, "TTL": 60,
        "ResourceRecords": [{"Value": value} for value in values]}}


def zones(judge):
    client = judge.route53
    made = client.create_hosted_zone(Name="judged.example", CallerReference="one",
                                     HostedZoneConfig={"Comment": "ours", "PrivateZone": False})
    zone, change = made["HostedZone"]["Id"], made["ChangeInfo"]["Id"]
    client.get_waiter("resource_record_sets_changed").wait(Id=change, WaiterConfig={"Delay": 1})
    client.get_change(Id=change)
    judge.refused("HostedZoneAlreadyExists", client.create_hosted_zone, Name="judged.example",
                  CallerReference="one")
    judge.refused("InvalidDomainName", client.create_hosted_zone, Name="a..b",
                  CallerReference="two")
    client.get_hosted_zone(Id=zone)
    client.get_dnssec(HostedZoneId=zone)
    client.get_hosted_zone_count()
    client.list_hosted_zones()
    client.list_hosted_zones_by_name(DNSName="judged.example")
    client.update_hosted_zone_comment(Id=zone, Comment="changed")
    tagged = {"ResourceType": "hostedzone", "ResourceId": zone.split("/")[-1]}
    client.change_tags_for_resource(**tagged, AddTags=[{"Key": "a", "Value": "b"}])
    client.list_tags_for_resource(**tagged)
    client.list_tags_for_resources(ResourceType="hostedzone", ResourceIds=[tagged["ResourceId"]])
    client.change_tags_for_resource(**tagged, RemoveTagKeys=["a"])
    records(judge, zone)
    client.delete_hosted_zone(Id=zone)
    judge.refused("NoSuchHostedZone", client.get_hosted_zone, Id=zone)
    judge.refused("NoSuchChange", client.get_change, Id="C0")


def records(judge, zone):
    client = judge.route53

    def change(*changes):
        return client.change_resource_record_sets(HostedZoneId=zone,
                                                  ChangeBatch={"Changes": list(changes)})

    change(record("www.judged.example"), record("*.judged.example"),
           record("judged.example", values=["10 mail.judged.example"], kind="MX"))
    change(record("www.judged.example", "UPSERT", ["10.60.0.10"]))
    judge.refused("InvalidChangeBatch", client.change_resource_record_sets, HostedZoneId=zone,
                  ChangeBatch={"Changes": [record("www.judged.example")]})
    client.list_resource_record_sets(HostedZoneId=zone)
    client.test_dns_answer(HostedZoneId=zone, RecordName="www.judged.example", RecordType="A")
    judge.refused("HostedZoneNotEmpty", client.delete_hosted_zone, Id=zone)
    change(record("www.judged.example", "DELETE", ["10.60.0.10"]),
           record("*.judged.example", "DELETE"),
           record("judged.example", "DELETE", ["10 mail.judged.example"], "MX"))


def associations(judge, network):
    client, other = judge.route53, judge.client("route53", aws_access_key_id="210987654321")
    foreign = judge.client("ec2", aws_access_key_id="210987654321").create_vpc(
        CidrBlock="10.70.0.0/16")["Vpc"]["VpcId"]
    second = judge.ec2.create_vpc(CidrBlock="10.71.0.0/16")["Vpc"]["VpcId"]
    here, there, away = ({"VPCRegion": REGION, "VPCId": vpc}
                         for vpc in (network.vpc, second, foreign))
    zone = client.create_hosted_zone(Name="judged.internal", CallerReference="private", VPC=here)[
        "HostedZone"]["Id"]
    client.get_hosted_zone(Id=zone)
    judge.refused("LastVPCAssociation", client.disassociate_vpc_from_hosted_zone, HostedZoneId=zone,
                  VPC=here)
    client.associate_vpc_with_hosted_zone(HostedZoneId=zone, VPC=there, Comment="second")
    client.disassociate_vpc_from_hosted_zone(HostedZoneId=zone, VPC=there)
    judge.refused("NotAuthorizedException", other.associate_vpc_with_hosted_zone, HostedZoneId=zone,
                  VPC=away)
    client.create_vpc_association_authorization(HostedZoneId=zone, VPC=away)
    client.list_vpc_association_authorizations(HostedZoneId=zone)
    other.associate_vpc_with_hosted_zone(HostedZoneId=zone, VPC=away)
    other.list_hosted_zones_by_vpc(VPCId=foreign, VPCRegion=REGION)
    client.delete_vpc_association_authorization(HostedZoneId=zone, VPC=away)
    judge.refused("VPCAssociationAuthorizationNotFound",
                  client.delete_vpc_association_authorization, HostedZoneId=zone, VPC=away)
    client.delete_hosted_zone(Id=zone)
    judge.ec2.delete_vpc(VpcId=second)


def make_endpoint(judge, network, direction, reference):
    return judge.route53resolver.create_resolver_endpoint(
        CreatorRequestId=reference, Direction=direction, SecurityGroupIds=[network.group],
        Name=reference, IpAddresses=[{"SubnetId": subnet} for subnet in network.subnets],
        Tags=[{"Key": "team", "Value": "platform"}])["ResolverEndpoint"]


def wait_endpoint(judge, endpoint):
    until(lambda: judge.route53resolver.get_resolver_endpoint(ResolverEndpointId=endpoint)[
        "ResolverEndpoint"]["Status"] == "OPERATIONAL", endpoint)


def endpoints(judge, network):
    client = judge.route53resolver
    made = make_endpoint(judge, network, "INBOUND", "in")
    endpoint = {"ResolverEndpointId": made["Id"]}
    wait_endpoint(judge, made["Id"])
    judge.refused("ResourceExistsException", client.create_resolver_endpoint, CreatorRequestId="in",
                  Direction="INBOUND", SecurityGroupIds=[network.group],
                  IpAddresses=[{"SubnetId": subnet} for subnet in network.subnets])
    address = {"SubnetId": network.subnets[0], "Ip": "10.60.0.54"}
    client.associate_resolver_endpoint_ip_address(**endpoint, IpAddress=address)
    wait_endpoint(judge, made["Id"])
    client.list_resolver_endpoint_ip_addresses(**endpoint)
    client.disassociate_resolver_endpoint_ip_address(**endpoint, IpAddress=address)
    wait_endpoint(judge, made["Id"])
    client.update_resolver_endpoint(**endpoint, Name="renamed")
    client.list_resolver_endpoints()
    client.tag_resource(ResourceArn=made["Arn"], Tags=[{"Key": "a", "Value": "b"}])
    client.list_tags_for_resource(ResourceArn=made["Arn"])
    client.untag_resource(ResourceArn=made["Arn"], TagKeys=["a"])
    client.delete_resolver_endpoint(**endpoint)
    until(lambda: not client.list_resolver_endpoints()["ResolverEndpoints"], "no endpoints")
    judge.refused("ResourceNotFoundException", client.get_resolver_endpoint, **endpoint)


def rules(judge, network):
    client, endpoint = judge.route53resolver, make_endpoint(judge, network, "OUTBOUND", "out")["Id"]
    wait_endpoint(judge, endpoint)
    made = {"DomainName": "corp.example", "RuleType": "FORWARD", "ResolverEndpointId": endpoint,
            "TargetIps": [{"Ip": "192.168.0.53", "Port": 53}]}
    rule = client.create_resolver_rule(CreatorRequestId="r", Name="corp", **made)["ResolverRule"]
    judge.refused("ResourceExistsException", client.create_resolver_rule, CreatorRequestId="r",
                  **{**made, "DomainName": "other.example"})
    client.get_resolver_rule(ResolverRuleId=rule["Id"])
    client.list_resolver_rules()
    client.update_resolver_rule(ResolverRuleId=rule["Id"], Config={"Name": "changed"})
    association = client.associate_resolver_rule(ResolverRuleId=rule["Id"], VPCId=network.vpc)[
        "ResolverRuleAssociation"]["Id"]
    until(lambda: client.get_resolver_rule_association(ResolverRuleAssociationId=association)[
        "ResolverRuleAssociation"]["Status"] == "COMPLETE", "the association")
    client.list_resolver_rule_associations()
    judge.refused("ResourceInUseException", client.delete_resolver_rule, ResolverRuleId=rule["Id"])
    judge.refused("InvalidRequestException", client.delete_resolver_endpoint,
                  ResolverEndpointId=endpoint)
    client.disassociate_resolver_rule(ResolverRuleId=rule["Id"], VPCId=network.vpc)
    until(lambda: not client.list_resolver_rule_associations(Filters=[
        {"Name": "ResolverRuleId", "Values": [rule["Id"]]}])["ResolverRuleAssociations"],
          "the end of the association")
    client.delete_resolver_rule(ResolverRuleId=rule["Id"])
    client.delete_resolver_endpoint(ResolverEndpointId=endpoint)
