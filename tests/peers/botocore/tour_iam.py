# SPDX-License-Identifier: Apache-2.0
"""Calls every operation of IAM and STS."""

import json

from tour_eks import trust

DOCUMENT = json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]})
TAGS = [{"Key": "team", "Value": "platform"}]


def roles(judge):
    iam = judge.iam
    iam.create_role(RoleName="full", Path="/judged/", Description="judged", MaxSessionDuration=7200,
                    AssumeRolePolicyDocument=trust("ec2.amazonaws.com"), Tags=TAGS)
    judge.refused("EntityAlreadyExists", iam.create_role, RoleName="full",
                  AssumeRolePolicyDocument=trust("ec2.amazonaws.com"))
    judge.refused("MalformedPolicyDocument", iam.create_role, RoleName="broken",
                  AssumeRolePolicyDocument="{")
    iam.get_waiter("role_exists").wait(RoleName="full")
    iam.list_roles(PathPrefix="/judged/")
    iam.update_role(RoleName="full", Description="changed", MaxSessionDuration=3600)
    iam.update_role_description(RoleName="full", Description="again")
    iam.update_assume_role_policy(RoleName="full", PolicyDocument=trust("eks.amazonaws.com"))
    iam.tag_role(RoleName="full", Tags=TAGS)
    iam.list_role_tags(RoleName="full")
    iam.untag_role(RoleName="full", TagKeys=["team"])
    iam.put_role_policy(RoleName="full", PolicyName="inline", PolicyDocument=DOCUMENT)
    iam.get_role_policy(RoleName="full", PolicyName="inline")
    iam.list_role_policies(RoleName="full")
    judge.refused("DeleteConflict", iam.delete_role, RoleName="full")
    iam.delete_role_policy(RoleName="full", PolicyName="inline")
    judge.refused("NoSuchEntity", iam.get_role_policy, RoleName="full", PolicyName="inline")
    judge.refused("NoSuchEntity", iam.get_role, RoleName="nobody")


def policies(judge):
    iam = judge.iam
    arn = iam.create_policy(PolicyName="judged", Path="/judged/", Description="judged",
                            PolicyDocument=DOCUMENT, Tags=TAGS)["Policy"]["Arn"]
    judge.refused("EntityAlreadyExists", iam.create_policy, PolicyName="judged", Path="/judged/",
                  PolicyDocument=DOCUMENT)
    iam.get_waiter("policy_exists").wait(PolicyArn=arn)
    version = iam.create_policy_version(PolicyArn=arn, PolicyDocument=DOCUMENT, SetAsDefault=True)[
        "PolicyVersion"]["VersionId"]
    iam.get_policy_version(PolicyArn=arn, VersionId=version)
    iam.list_policy_versions(PolicyArn=arn)
    judge.refused("DeleteConflict", iam.delete_policy_version, PolicyArn=arn, VersionId=version)
    iam.set_default_policy_version(PolicyArn=arn, VersionId="v1")
    iam.delete_policy_version(PolicyArn=arn, VersionId=version)
    iam.list_policies(Scope="Local")
    iam.tag_policy(PolicyArn=arn, Tags=TAGS)
    iam.list_policy_tags(PolicyArn=arn)
    iam.untag_policy(PolicyArn=arn, TagKeys=["team"])
    iam.attach_role_policy(RoleName="full", PolicyArn=arn)
    iam.list_attached_role_policies(RoleName="full")
    judge.refused("DeleteConflict", iam.delete_policy, PolicyArn=arn)
    iam.detach_role_policy(RoleName="full", PolicyArn=arn)
    judge.refused("NoSuchEntity", iam.detach_role_policy, RoleName="full", PolicyArn=arn)
    iam.delete_policy(PolicyArn=arn)


def instance_profiles(judge):
    iam = judge.iam
    iam.create_instance_profile(InstanceProfileName="judged", Path="/judged/", Tags=TAGS)
    judge.refused("EntityAlreadyExists", iam.create_instance_profile, InstanceProfileName="judged")
    iam.get_waiter("instance_profile_exists").wait(InstanceProfileName="judged")
    iam.add_role_to_instance_profile(InstanceProfileName="judged", RoleName="full")
    judge.refused("LimitExceeded", iam.add_role_to_instance_profile, InstanceProfileName="judged",
                  RoleName="full")
    iam.list_instance_profiles(PathPrefix="/judged/")
    iam.list_instance_profiles_for_role(RoleName="full")
    iam.tag_instance_profile(InstanceProfileName="judged", Tags=TAGS)
    iam.untag_instance_profile(InstanceProfileName="judged", TagKeys=["team"])
    judge.refused("DeleteConflict", iam.delete_instance_profile, InstanceProfileName="judged")
    iam.remove_role_from_instance_profile(InstanceProfileName="judged", RoleName="full")
    iam.delete_instance_profile(InstanceProfileName="judged")
    judge.refused("NoSuchEntity", iam.get_instance_profile, InstanceProfileName="judged")
    iam.delete_role(RoleName="full")


def oidc_providers(judge):
    iam = judge.iam
    arn = iam.create_open_id_connect_provider(
        Url="https://oidc.eks.eu-central-1.amazonaws.com/id/JUDGED", Tags=TAGS,
        ClientIDList=["sts.amazonaws.com"], ThumbprintList=["9" * 40])["OpenIDConnectProviderArn"]
    iam.get_open_id_connect_provider(OpenIDConnectProviderArn=arn)
    iam.list_open_id_connect_providers()
    iam.update_open_id_connect_provider_thumbprint(OpenIDConnectProviderArn=arn,
                                                   ThumbprintList=["a" * 40])
    iam.add_client_id_to_open_id_connect_provider(OpenIDConnectProviderArn=arn, ClientID="other")
    iam.remove_client_id_from_open_id_connect_provider(OpenIDConnectProviderArn=arn, ClientID="other")
    iam.tag_open_id_connect_provider(OpenIDConnectProviderArn=arn, Tags=TAGS)
    iam.list_open_id_connect_provider_tags(OpenIDConnectProviderArn=arn)
    iam.untag_open_id_connect_provider(OpenIDConnectProviderArn=arn, TagKeys=["team"])
    judge.refused("EntityAlreadyExists", iam.create_open_id_connect_provider,
                  Url="https://oidc.eks.eu-central-1.amazonaws.com/id/JUDGED")
    iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=arn)


def users(judge):
    iam = judge.iam
    iam.create_user(UserName="judged", Path="/judged/", Tags=TAGS)
    judge.refused("EntityAlreadyExists", iam.create_user, UserName="judged")
    iam.get_waiter("user_exists").wait(UserName="judged")
    iam.get_user()
    iam.list_users(PathPrefix="/judged/")
    iam.list_account_aliases()
    key = iam.create_access_key(UserName="judged")["AccessKey"]["AccessKeyId"]
    iam.list_access_keys(UserName="judged")
    judge.refused("DeleteConflict", iam.delete_user, UserName="judged")
    iam.delete_access_key(UserName="judged", AccessKeyId=key)
    iam.delete_user(UserName="judged")


def identities(judge):
    sts = judge.sts
    sts.get_caller_identity()
    sts.get_session_token(DurationSeconds=900)
    account = sts.get_caller_identity()["Account"]
    judge.iam.create_role(RoleName="assumed", AssumeRolePolicyDocument=json.dumps({
        "Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                                                "Principal": {"AWS": f"arn:aws:iam::{account}:root"}}]}))
    sts.assume_role(RoleArn=f"arn:aws:iam::{account}:role/assumed", RoleSessionName="judged",
                    DurationSeconds=900)
    judge.refused("AccessDenied", sts.assume_role, RoleArn=f"arn:aws:iam::{account}:role/nobody",
                  RoleSessionName="judged")
