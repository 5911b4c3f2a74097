# SPDX-License-Identifier: Apache-2.0
"""Calls every operation of Resource Access Manager."""

PARTICIPANT = "222222222222"


def shares(judge, network):
    ram, ec2 = judge.ram, judge.ec2
    subnets = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [network.vpc]}])["Subnets"]
    first, second = [subnet["SubnetArn"] for subnet in subnets[:2]]
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
    ram.delete_resource_share(resourceShareArn=share)
    judge.refused("UnknownResourceException", ram.delete_resource_share, resourceShareArn=share)
