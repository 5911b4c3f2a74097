#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Drives Route 53 and Route 53 Resolver of the embedded AWS with boto3, an SDK that others wrote:
zones, records and associations from the first call to nothing left, with AWS's refusals on the way.
Usage: names_driver.py ENDPOINT_URL. Exits 77 when boto3 is not there."""

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


def client(name, endpoint, account="123456789012"):
    return boto3.client(
        name,
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id=account,
        aws_secret_access_key="test",
        config=Config(retries={"max_attempts": 1}, parameter_validation=True),
    )


def refused(service, code, call, words="", **arguments):
    """Refused with a modelled exception of that name, and with these words."""
    try:
        call(**arguments)
    except ClientError as error:
        found = error.response["Error"]
        assert found["Code"] == code, f"{call.__name__}: {found} instead of {code}"
        assert words in found["Message"], found["Message"]
        modelled = getattr(service.exceptions, code, None)
        assert modelled is None or isinstance(error, modelled), code
        return
    raise AssertionError(f"{call.__name__} was not refused with {code}")


def until(condition, what, seconds=60):
    end = time.time() + seconds
    while time.time() < end:
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError(f"waited too long for {what}")


def make_network(ec2, block):
    vpc = ec2.create_vpc(CidrBlock=block + ".0.0/16")["Vpc"]["VpcId"]
    ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
    subnets = [
        ec2.create_subnet(
            VpcId=vpc, CidrBlock=f"{block}.{index}.0/24", AvailabilityZone=REGION + zone
        )["Subnet"]["SubnetId"]
        for index, zone in enumerate("ab")
    ]
    group = ec2.create_security_group(GroupName="dns", Description="dns", VpcId=vpc)["GroupId"]
    return vpc, subnets, group


def record(name, kind="A", values=("10.40.0.9",), **more):
    return {
        "Name": name,
        "Type": kind,
        "TTL": 60,
        "ResourceRecords": [{"Value": value} for value in values],
        **more,
    }


class Zone:
    def __init__(self, route53, zone_id):
        self.route53, self.id = route53, zone_id

    def change(self, *changes):
        return self.route53.change_resource_record_sets(
            HostedZoneId=self.id,
            ChangeBatch={
                "Changes": [
                    {"Action": action, "ResourceRecordSet": given} for action, given in changes
                ]
            },
        )["ChangeInfo"]

    def refused(self, words, *changes, code="InvalidChangeBatch"):
        refused(
            self.route53,
            code,
            self.route53.change_resource_record_sets,
            words,
            HostedZoneId=self.id,
            ChangeBatch={
                "Changes": [
                    {"Action": action, "ResourceRecordSet": given} for action, given in changes
                ]
            },
        )

    def names(self, size=None):
        pages = self.route53.get_paginator("list_resource_record_sets").paginate(
            HostedZoneId=self.id, PaginationConfig={"PageSize": size} if size else {}
        )
        return [(r["Name"], r["Type"]) for page in pages for r in page["ResourceRecordSets"]]


def public_zone(route53):
    made = route53.create_hosted_zone(
        Name="Example.com",
        CallerReference="one",
        HostedZoneConfig={"Comment": "ours", "PrivateZone": False},
    )
    assert made["HostedZone"]["Name"] == "example.com."
    assert made["HostedZone"]["Id"].startswith("/hostedzone/Z")
    assert made["ChangeInfo"]["Status"] == "PENDING"
    assert len(made["DelegationSet"]["NameServers"]) == 4
    assert made["Location"].endswith(made["HostedZone"]["Id"])
    route53.get_waiter("resource_record_sets_changed").wait(
        Id=made["ChangeInfo"]["Id"], WaiterConfig={"Delay": 1}
    )
    refused(
        route53,
        "HostedZoneAlreadyExists",
        route53.create_hosted_zone,
        Name="example.org",
        CallerReference="one",
    )
    refused(route53, "NoSuchHostedZone", route53.get_hosted_zone, Id="Z00000000000000000000")
    refused(route53, "NoSuchChange", route53.get_change, Id="C0")
    refused(
        route53,
        "InvalidDomainName",
        route53.create_hosted_zone,
        "DomainLabelEmpty",
        Name="a..b",
        CallerReference="two",
    )
    return Zone(route53, made["HostedZone"]["Id"])


def records(zone):
    zone.change(
        ("CREATE", record("www.example.com")),
        ("CREATE", record("*.example.com")),
        ("CREATE", record("b.example.com", "TXT", ['"hello" "world"'])),
        ("UPSERT", record("a.www.example.com", "CNAME", ["www.example.com"])),
    )
    assert zone.names() == zone.names(size=1) == [
        ("example.com.", "NS"),
        ("example.com.", "SOA"),
        ("\\052.example.com.", "A"),
        ("b.example.com.", "TXT"),
        ("www.example.com.", "A"),
        ("a.www.example.com.", "CNAME"),
    ], zone.names()
    # All or nothing, and every complaint.
    zone.refused(
        "[Tried to create resource record set [name='www.example.com.', type='A'] but it already "
        "exists, Tried to delete resource record set [name='no.example.com.', type='A'] but it was "
        "not found]",
        ("CREATE", record("new.example.com")),
        ("CREATE", record("www.example.com")),
        ("DELETE", record("no.example.com")),
    )
    assert len(zone.names()) == 6
    zone.refused("values provided do not match", ("DELETE", record("www.example.com", values=["1.1.1.1"])))
    zone.refused("is not permitted in zone example.com.", ("CREATE", record("example.org")))
    zone.refused("ARRDATAIllegalIPv4Address", ("CREATE", record("x.example.com", values=["1.2.3"])))
    zone.refused("InvalidCharacterString", ("CREATE", record("x.example.com", "TXT", ["bare"])))
    zone.refused("at apex", ("CREATE", record("example.com", "CNAME", ["a.b"])))
    zone.refused("conflicts with other records", ("CREATE", record("www.example.com", "CNAME", ["a.b"])))
    zone.refused(
        "exactly one SOA",
        *[("DELETE", r) for r in zone.route53.list_resource_record_sets(HostedZoneId=zone.id)[
            "ResourceRecordSets"][1:2]],
    )
    zone.refused(
        "Expected exactly one of [AliasTarget",
        ("CREATE", {"Name": "x.example.com", "Type": "A"}),
        code="InvalidInput",
    )
    zone.refused(
        "Missing field 'SetIdentifier'",
        ("CREATE", record("x.example.com", Weight=1)),
        code="InvalidInput",
    )
    zone.refused(
        "that target was not found",
        ("CREATE", {
            "Name": "x.example.com",
            "Type": "A",
            "AliasTarget": {
                "HostedZoneId": zone.id.split("/")[-1],
                "DNSName": "none.example.com",
                "EvaluateTargetHealth": False,
            },
        }),
    )
    zone.change(
        ("CREATE", record("w.example.com", SetIdentifier="a", Weight=1)),
        ("CREATE", record("w.example.com", SetIdentifier="b", Weight=2)),
    )
    zone.refused(
        "another routing policy",
        ("CREATE", record("w.example.com", SetIdentifier="c", Failover="PRIMARY")),
    )
    answer = zone.route53.test_dns_answer(
        HostedZoneId=zone.id, RecordName="other.example.com", RecordType="A"
    )
    assert answer["ResponseCode"] == "NOERROR" and answer["RecordData"] == ["10.40.0.9"], answer


def associations(route53, route53_other, ec2, ec2_other):
    vpc, subnets, _ = make_network(ec2, "10.40")
    second, _, _ = make_network(ec2, "10.41")
    foreign, _, _ = make_network(ec2_other, "10.42")
    place = {"VPCRegion": REGION, "VPCId": vpc}
    refused(
        route53,
        "InvalidVPCId",
        route53.create_hosted_zone,
        Name="corp",
        CallerReference="x",
        VPC={"VPCRegion": REGION, "VPCId": "vpc-0"},
    )
    made = route53.create_hosted_zone(Name="corp", CallerReference="private", VPC=place)
    zone = made["HostedZone"]["Id"]
    read = route53.get_hosted_zone(Id=zone)
    assert read["VPCs"] == [place] and read["HostedZone"]["Config"]["PrivateZone"]
    refused(
        route53,
        "ConflictingDomainExists",
        route53.create_hosted_zone,
        Name="corp",
        CallerReference="again",
        VPC=place,
    )
    refused(
        route53,
        "LastVPCAssociation",
        route53.disassociate_vpc_from_hosted_zone,
        HostedZoneId=zone,
        VPC=place,
    )
    there = {"VPCRegion": REGION, "VPCId": second}
    route53.associate_vpc_with_hosted_zone(HostedZoneId=zone, VPC=there)
    away = {"VPCRegion": REGION, "VPCId": foreign}
    refused(
        route53_other,
        "NotAuthorizedException",
        route53_other.associate_vpc_with_hosted_zone,
        HostedZoneId=zone,
        VPC=away,
    )
    route53.create_vpc_association_authorization(HostedZoneId=zone, VPC=away)
    assert route53.list_vpc_association_authorizations(HostedZoneId=zone)["VPCs"] == [away]
    route53_other.associate_vpc_with_hosted_zone(HostedZoneId=zone, VPC=away)
    route53.delete_vpc_association_authorization(HostedZoneId=zone, VPC=away)
    refused(
        route53,
        "VPCAssociationAuthorizationNotFound",
        route53.delete_vpc_association_authorization,
        HostedZoneId=zone,
        VPC=away,
    )
    summaries = route53_other.list_hosted_zones_by_vpc(VPCId=foreign, VPCRegion=REGION)
    assert summaries["HostedZoneSummaries"][0]["Owner"] == {"OwningAccount": "123456789012"}
    ec2.create_vpc_endpoint(
        VpcId=vpc,
        VpcEndpointType="Interface",
        ServiceName=f"com.amazonaws.{REGION}.sts",
        SubnetIds=subnets,
        PrivateDnsEnabled=True,
    )
    owners = [
        (s["Name"], s["Owner"].get("OwningService"))
        for s in route53.list_hosted_zones_by_vpc(VPCId=vpc, VPCRegion=REGION)["HostedZoneSummaries"]
    ]
    assert (f"sts.{REGION}.amazonaws.com.", "vpce.amazonaws.com") in owners, owners
    refused(
        route53,
        "ConflictingDomainExists",
        route53.create_hosted_zone,
        Name=f"sts.{REGION}.amazonaws.com",
        CallerReference="sts",
        VPC=place,
    )
    route53.create_hosted_zone(
        Name=f"ec2.{REGION}.amazonaws.com", CallerReference="ec2", VPC=place
    )
    refused(
        ec2,
        "InvalidParameter",
        ec2.create_vpc_endpoint,
        "conflicting DNS domain",
        VpcId=vpc,
        VpcEndpointType="Interface",
        ServiceName=f"com.amazonaws.{REGION}.ec2",
        SubnetIds=subnets,
        PrivateDnsEnabled=True,
    )


def lists(route53):
    zones = [z["Id"] for p in route53.get_paginator("list_hosted_zones").paginate(
        PaginationConfig={"PageSize": 1}) for z in p["HostedZones"]]
    assert len(zones) == len(set(zones)) == route53.get_hosted_zone_count()["HostedZoneCount"]
    by_name = route53.list_hosted_zones_by_name(DNSName="corp")
    assert by_name["HostedZones"][0]["Name"] == "corp.", by_name
    zone = zones[0].split("/")[-1]
    route53.change_tags_for_resource(
        ResourceType="hostedzone", ResourceId=zone, AddTags=[{"Key": "team", "Value": "dns"}]
    )
    tags = route53.list_tags_for_resource(ResourceType="hostedzone", ResourceId=zone)
    assert tags["ResourceTagSet"]["Tags"] == [{"Key": "team", "Value": "dns"}]
    commented = route53.update_hosted_zone_comment(Id=zone, Comment="new")
    assert commented["HostedZone"]["Config"]["Comment"] == "new"
    try:
        route53.list_health_checks()
        raise AssertionError("health checks are not emulated")
    except ClientError as error:
        assert "ListHealthChecks" in str(error) and "not emulated" in str(error), error


def delete_zones(route53):
    for zone in route53.list_hosted_zones()["HostedZones"]:
        held = route53.list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"]
        own = [r for r in held if r["Type"] not in ("NS", "SOA")]
        if own:
            refused(route53, "HostedZoneNotEmpty", route53.delete_hosted_zone, Id=zone["Id"])
            Zone(route53, zone["Id"]).change(*[("DELETE", r) for r in own])
        route53.delete_hosted_zone(Id=zone["Id"])
    assert route53.get_hosted_zone_count()["HostedZoneCount"] == 0


def status_of(resolver, endpoint):
    return resolver.get_resolver_endpoint(ResolverEndpointId=endpoint)["ResolverEndpoint"]["Status"]


def resolver_endpoints(resolver, ec2):
    vpc, subnets, group = make_network(ec2, "10.50")
    common = {"SecurityGroupIds": [group], "Name": "dns"}
    addresses = [{"SubnetId": subnets[0], "Ip": "10.50.0.53"}, {"SubnetId": subnets[1]}]
    inbound = resolver.create_resolver_endpoint(
        CreatorRequestId="in", Direction="INBOUND", IpAddresses=addresses, **common
    )["ResolverEndpoint"]
    assert inbound["Status"] == "CREATING" and inbound["Id"].startswith("rslvr-in-")
    assert inbound["HostVPCId"] == vpc and inbound["IpAddressCount"] == 2
    refused(
        resolver,
        "ResourceExistsException",
        resolver.create_resolver_endpoint,
        CreatorRequestId="in",
        Direction="INBOUND",
        IpAddresses=addresses,
        **common,
    )
    outbound = resolver.create_resolver_endpoint(
        CreatorRequestId="out",
        Direction="OUTBOUND",
        IpAddresses=[{"SubnetId": subnet} for subnet in subnets],
        Tags=[{"Key": "team", "Value": "dns"}],
        **common,
    )["ResolverEndpoint"]
    for endpoint in (inbound["Id"], outbound["Id"]):
        until(lambda: status_of(resolver, endpoint) == "OPERATIONAL", endpoint)
    interfaces = ec2.describe_network_interfaces(
        Filters=[{"Name": "description", "Values": [f"Route 53 Resolver: {inbound['Id']}:*"]}]
    )["NetworkInterfaces"]
    assert len(interfaces) == 2 and all(i["RequesterManaged"] for i in interfaces)
    more = resolver.associate_resolver_endpoint_ip_address(
        ResolverEndpointId=inbound["Id"], IpAddress={"SubnetId": subnets[0], "Ip": "10.50.0.54"}
    )["ResolverEndpoint"]
    assert more["Status"] == "UPDATING" and more["IpAddressCount"] == 3
    until(lambda: status_of(resolver, inbound["Id"]) == "OPERATIONAL", "the third address")
    resolver.disassociate_resolver_endpoint_ip_address(
        ResolverEndpointId=inbound["Id"], IpAddress={"SubnetId": subnets[0], "Ip": "10.50.0.54"}
    )
    until(lambda: status_of(resolver, inbound["Id"]) == "OPERATIONAL", "two addresses")
    pages = resolver.get_paginator("list_resolver_endpoint_ip_addresses").paginate(
        ResolverEndpointId=inbound["Id"], PaginationConfig={"PageSize": 1}
    )
    found = [a for page in pages for a in page["IpAddresses"]]
    assert {a["Status"] for a in found} == {"ATTACHED"} and len(found) == 2, found
    named = resolver.list_resolver_endpoints(
        Filters=[{"Name": "Direction", "Values": ["OUTBOUND"]}]
    )["ResolverEndpoints"]
    assert [e["Id"] for e in named] == [outbound["Id"]]
    renamed = resolver.update_resolver_endpoint(ResolverEndpointId=inbound["Id"], Name="renamed")
    assert renamed["ResolverEndpoint"]["Name"] == "renamed"
    assert resolver.list_tags_for_resource(ResourceArn=outbound["Arn"])["Tags"]
    return vpc, inbound["Id"], outbound["Id"]


def resolver_rules(resolver, vpc, outbound):
    forward = {"RuleType": "FORWARD", "ResolverEndpointId": outbound}
    rule = resolver.create_resolver_rule(
        CreatorRequestId="r", DomainName="Corp.Example", Name="corp",
        TargetIps=[{"Ip": "192.168.0.53"}], **forward,
    )["ResolverRule"]
    assert rule["DomainName"] == "corp.example." and rule["TargetIps"][0]["Port"] == 53
    refused(
        resolver, "ResourceExistsException", resolver.create_resolver_rule,
        CreatorRequestId="r", DomainName="x", TargetIps=[{"Ip": "192.168.0.53"}], **forward,
    )
    twin = resolver.create_resolver_rule(
        CreatorRequestId="t", DomainName="corp.example", TargetIps=[{"Ip": "192.168.0.54"}], **forward
    )["ResolverRule"]["Id"]
    made = resolver.associate_resolver_rule(ResolverRuleId=rule["Id"], VPCId=vpc, Name="a")
    association = made["ResolverRuleAssociation"]["Id"]
    refused(
        resolver, "InvalidRequestException", resolver.associate_resolver_rule, "[RSLVR-00802]",
        ResolverRuleId=twin, VPCId=vpc,
    )
    until(
        lambda: resolver.get_resolver_rule_association(ResolverRuleAssociationId=association)[
            "ResolverRuleAssociation"]["Status"] == "COMPLETE",
        "the association",
    )
    looping = resolver.create_resolver_rule(
        CreatorRequestId="loop", DomainName="loop.example", TargetIps=[{"Ip": "10.50.0.53"}], **forward
    )["ResolverRule"]["Id"]
    refused(
        resolver, "InvalidRequestException", resolver.associate_resolver_rule, "[RSLVR-00804]",
        ResolverRuleId=looping, VPCId=vpc,
    )
    refused(resolver, "ResourceInUseException", resolver.delete_resolver_rule, ResolverRuleId=rule["Id"])
    refused(
        resolver, "InvalidRequestException", resolver.delete_resolver_endpoint,
        "Cannot delete resolver endpoint", ResolverEndpointId=outbound,
    )
    ids = [r["Id"] for p in resolver.get_paginator("list_resolver_rules").paginate(
        PaginationConfig={"PageSize": 1}) for r in p["ResolverRules"]]
    assert set(ids) == {rule["Id"], twin, looping, "rslvr-autodefined-rr-internet-resolver"}
    internet = resolver.get_resolver_rule(ResolverRuleId="rslvr-autodefined-rr-internet-resolver")
    assert internet["ResolverRule"]["RuleType"] == "RECURSIVE"
    changed = resolver.update_resolver_rule(
        ResolverRuleId=twin, Config={"TargetIps": [{"Ip": "192.168.0.55", "Port": 5353}]}
    )["ResolverRule"]
    assert changed["TargetIps"][0]["Port"] == 5353
    resolver.disassociate_resolver_rule(ResolverRuleId=rule["Id"], VPCId=vpc)

    def is_gone():
        found = resolver.list_resolver_rule_associations(
            Filters=[{"Name": "ResolverRuleId", "Values": [rule["Id"]]}])
        return not found["ResolverRuleAssociations"]

    until(is_gone, "the end of the association")
    for each in (rule["Id"], twin, looping):
        resolver.delete_resolver_rule(ResolverRuleId=each)
    until(lambda: len(resolver.list_resolver_rules()["ResolverRules"]) == 1, "no rules of ours")


def delete_endpoints(resolver, ec2, vpc, endpoints):
    for endpoint in endpoints:
        gone = resolver.delete_resolver_endpoint(ResolverEndpointId=endpoint)
        assert gone["ResolverEndpoint"]["Status"] == "DELETING"
    until(lambda: not resolver.list_resolver_endpoints()["ResolverEndpoints"], "no endpoints")
    refused(
        resolver, "ResourceNotFoundException", resolver.get_resolver_endpoint,
        ResolverEndpointId=endpoints[0],
    )
    left = ec2.describe_network_interfaces(Filters=[{"Name": "vpc-id", "Values": [vpc]}])
    assert not left["NetworkInterfaces"], left


def main():
    endpoint = sys.argv[1]
    other = "210987654321"
    route53, ec2 = client("route53", endpoint), client("ec2", endpoint)
    zone = public_zone(route53)
    records(zone)
    associations(route53, client("route53", endpoint, other), ec2, client("ec2", endpoint, other))
    lists(route53)
    delete_zones(route53)
    resolver = client("route53resolver", endpoint)
    vpc, inbound, outbound = resolver_endpoints(resolver, ec2)
    resolver_rules(resolver, vpc, outbound)
    delete_endpoints(resolver, ec2, vpc, [inbound, outbound])
    print("names: all as AWS does")


main()
