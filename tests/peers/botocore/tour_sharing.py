# SPDX-License-Identifier: Apache-2.0
"""Calls every operation of Resource Access Manager."""

PARTICIPANT = "222222222222"


def shares(judge, network):
    ram, ec2 = judge.ram, judge.ec2
    subnets = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [network.vpc]}])["Subnets"]
    first, second = [subnet["SubnetArn"] for subnet in subnets[:2]]
    nobody = "arn:aws:ram:eu-central-1:123456789012:resource-share/nobody"
    ram.enable_sharing_with_aws_organization()
    share = ram.create_resource_share(name="judged", resourceArns=[first],
                                      principals=[PARTICIPANT])["resourceShare"]
    share = share["resourceShareArn"]
    ram.update_resource_share(resourceShareArn=share, name="judged again")
    ram.tag_resource(resourceShareArn=share, tags=[{"key": "team", "value": "network"}])
    ram.associate_resource_share(resourceShareArn=share, resourceArns=[second])
    ram.get_resource_shares(resourceOwner="SELF", name="judged again")
    ram.get_resource_share_associations(associationType="RESOURCE", resourceShareArns=[share])
    ram.list_resources(resourceOwner="SELF", resourceShareArns=[share])
    ram.list_principals(resourceOwner="SELF", resourceShareArns=[share])
    ram.get_resource_share_invitations()
    ram.disassociate_resource_share(resourceShareArn=share, resourceArns=[second])
    ram.untag_resource(resourceShareArn=share, tagKeys=["team"])
    judge.refused("MalformedArnException", ram.create_resource_share, name="wrong",
                  resourceArns=["subnet-1"])
    judge.refused("UnknownResourceException", ram.create_resource_share, name="wrong",
                  resourceArns=[first + "0"])
    ram.create_resource_share(name="once", clientToken="judged")
    judge.refused("IdempotentParameterMismatchException", ram.create_resource_share, name="twice",
                  clientToken="judged")
    judge.refused("InvalidResourceTypeException", ram.list_resources, resourceOwner="SELF",
                  resourceType="ec2:TransitGateway")
    judge.refused("ResourceShareInvitationArnNotFoundException",
                  ram.get_resource_share_invitations, resourceShareInvitationArns=[nobody])
    for call in (ram.get_resource_shares, ram.list_resources, ram.list_principals):
        judge.refused("UnknownResourceException", call, resourceOwner="SELF",
                      resourceShareArns=[nobody])
        judge.refused("MalformedArnException", call, resourceOwner="SELF",
                      resourceShareArns=["nobody"])
    for code, arn in (("UnknownResourceException", nobody), ("MalformedArnException", "nobody")):
        judge.refused(code, ram.get_resource_share_associations, associationType="RESOURCE",
                      resourceShareArns=[arn])
    judge.refused("UnknownResourceException", ram.tag_resource, resourceShareArn=nobody, tags=[])
    judge.refused("UnknownResourceException", ram.untag_resource, resourceShareArn=nobody,
                  tagKeys=[])
    ram.delete_resource_share(resourceShareArn=share)
    judge.refused("UnknownResourceException", ram.delete_resource_share, resourceShareArn=share)
