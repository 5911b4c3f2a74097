# SPDX-License-Identifier: Apache-2.0
"""Errors that need something particular to be wrong; modelled_errors.py forces the others."""

import json

import judge as judging
import particular_balancers
import particular_classics
import particular_names
from particular import tell
from tour_images import DOCKER, digest_of, manifest, push_image, push_layer
from tour_network import Network


def kms(judge):
    client = judge.kms
    key, other, disabled, pending = (client.create_key()["KeyMetadata"]["KeyId"] for _ in range(4))
    judge.refused("MalformedPolicyDocumentException", client.create_key, Policy="{")
    judge.refused("NotFoundException", client.list_aliases, KeyId="alias/nobody")
    policy = client.get_key_policy(KeyId=key)["Policy"]
    judge.refused("NotFoundException", client.put_key_policy, KeyId="alias/nobody", Policy=policy)
    sealed = client.encrypt(KeyId=key, Plaintext=b"x")["CiphertextBlob"]
    judge.refused("IncorrectKeyException", client.decrypt, KeyId=other, CiphertextBlob=sealed)
    judge.refused("NotFoundException", client.decrypt, KeyId="alias/nobody", CiphertextBlob=sealed)
    judge.refused("DryRunOperationException", client.decrypt, CiphertextBlob=sealed, DryRun=True)
    rsa = {"EncryptionAlgorithm": "RSAES_OAEP_SHA_256"}
    judge.refused("InvalidKeyUsageException", client.encrypt, KeyId=key, Plaintext=b"x", **rsa)
    judge.refused("InvalidKeyUsageException", client.decrypt, CiphertextBlob=sealed, **rsa)
    sealed = {name: client.encrypt(KeyId=name, Plaintext=b"x")["CiphertextBlob"]
              for name in (disabled, pending)}
    client.disable_key(KeyId=disabled)
    client.schedule_key_deletion(KeyId=pending)
    judge.refused("DisabledException", client.decrypt, CiphertextBlob=sealed[disabled])
    judge.refused("KMSInvalidStateException", client.decrypt, CiphertextBlob=sealed[pending])
    judge.refused("KMSInvalidStateException", client.create_alias, AliasName="alias/pending",
                  TargetKeyId=pending)
    judge.refused("KMSInvalidStateException", client.put_key_policy, KeyId=pending, Policy=policy)
    grant = client.create_grant(KeyId=key, Operations=["Decrypt"],
                                GranteePrincipal=f"arn:aws:iam::{judging.ACCOUNT}:root")["GrantId"]
    for call in (client.revoke_grant, client.retire_grant):
        judge.refused("DryRunOperationException", call, KeyId=key, GrantId=grant, DryRun=True)


def ssm(judge):
    client = judge.ssm
    client.put_parameter(Name="/particular", Value="1", Type="String")
    judge.refused("ParameterVersionNotFound", client.get_parameter, Name="/particular:9")
    judge.refused("ParameterVersionNotFound", client.label_parameter_version, Name="/particular",
                  ParameterVersion=9, Labels=["a"])
    judge.refused("InvalidNextToken", client.get_parameter_history, Name="/particular",
                  NextToken="bad")
    judge.refused("InvalidNextToken", client.get_parameters_by_path, Path="/", NextToken="bad")


def iam(judge):
    client = judge.iam
    broken = {"PolicyDocument": "{"}
    document = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
    trust = document.replace('"Resource":"*"', '"Principal":{"Service":"ec2.amazonaws.com"}')
    trust = trust.replace('"Action":"*"', '"Action":"sts:AssumeRole"')
    judge.refused("MalformedPolicyDocument", client.create_policy, PolicyName="broken", **broken)
    arn = client.create_policy(PolicyName="sound", PolicyDocument=document)["Policy"]["Arn"]
    judge.refused("MalformedPolicyDocument", client.create_policy_version, PolicyArn=arn, **broken)
    client.create_role(RoleName="particular", AssumeRolePolicyDocument=trust)
    judge.refused("MalformedPolicyDocument", client.put_role_policy, RoleName="particular",
                  PolicyName="broken", **broken)
    judge.refused("MalformedPolicyDocument", client.update_assume_role_policy,
                  RoleName="particular", **broken)
    judge.refused("NoSuchEntity", client.get_user, UserName="nobody")


def ecr(judge):
    client = judge.ecr
    client.create_repository(repositoryName="particular")
    judge.refused("RepositoryPolicyNotFoundException", client.delete_repository_policy,
                  repositoryName="particular")
    judge.refused("RepositoryNotFoundException", client.describe_repositories,
                  repositoryNames=["nobody"])


def images(judge):
    ecr, named = judge.ecr, {"repositoryName": "particular-images"}
    ecr.create_repository(**named, imageTagMutability="IMMUTABLE")
    image = push_image(judge, "particular-images", "one")["imageManifest"]
    typed = {**named, "imageManifestMediaType": DOCKER}
    tell(ecr.put_image, **typed, imageManifest=image.replace(" ", "  "), imageTag="one")
    tell(ecr.put_image, **typed, imageManifest=image, imageDigest=digest_of(b"other"))
    tell(ecr.put_image, **typed, imageManifest=manifest(b"{}", b"nothing"))
    tell(ecr.put_image, **named, imageManifest=json.dumps({
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": [
            {"mediaType": DOCKER, "size": 2, "digest": digest_of(b"{}")}]}))
    tell(push_layer, judge=judge, repository="particular-images", content=b"layer")
    upload = {**named, "uploadId": ecr.initiate_layer_upload(**named)["uploadId"]}
    tell(ecr.complete_layer_upload, **upload, layerDigests=[digest_of(b"")])
    tell(ecr.upload_layer_part, **upload, partFirstByte=5, partLastByte=6, layerPartBlob=b"ab")
    for first in (0, 2):
        ecr.upload_layer_part(**upload, partFirstByte=first, partLastByte=first + 1,
                              layerPartBlob=b"ab")
    tell(ecr.complete_layer_upload, **upload, layerDigests=[digest_of(b"abab")])
    upload["uploadId"] = ecr.initiate_layer_upload(**named)["uploadId"]
    ecr.upload_layer_part(**upload, partFirstByte=0, partLastByte=1, layerPartBlob=b"ab")
    tell(ecr.complete_layer_upload, **upload, layerDigests=[digest_of(b"other")])
    upload["uploadId"] = "00000000-0000-4000-8000-000000000000"
    tell(ecr.complete_layer_upload, **upload, layerDigests=[digest_of(b"ab")])
    tell(ecr.upload_layer_part, **upload, partFirstByte=0, partLastByte=1, layerPartBlob=b"ab")
    tell(ecr.describe_pull_through_cache_rules, ecrRepositoryPrefixes=["nobody"])
    tell(ecr.delete_lifecycle_policy, repositoryName="particular-nobody")
    tell(ecr.get_authorization_token, registryIds=["nobody"])
    tell(ecr.put_registry_scanning_configuration, scanType="NONE")
    nobody = f"arn:aws:ecr:{judging.REGION}:{judging.ACCOUNT}:repository/nobody"
    tell(ecr.list_tags_for_resource, resourceArn=nobody)
    tell(ecr.untag_resource, resourceArn=nobody, tagKeys=["a"])
    tell(ecr.tag_resource, resourceArn=nobody, tags=[{"Key": "a", "Value": "b"}])


def principals(judge):
    iam, broken = judge.iam, {"PolicyName": "broken", "PolicyDocument": "{"}
    for name in ("particular-a", "particular-b"):
        iam.create_user(UserName=name)
    iam.create_group(GroupName="particular")
    tell(iam.update_user, UserName="particular-a", NewUserName="particular-b")
    tell(iam.put_user_policy, UserName="particular-a", **broken)
    tell(iam.put_group_policy, GroupName="particular", **broken)
    tell(iam.simulate_principal_policy, ActionNames=["s3:GetObject"],
         PolicySourceArn=f"arn:aws:iam::{judging.ACCOUNT}:user/nobody")
    tell(iam.create_user, UserName="bounded",
         PermissionsBoundary=f"arn:aws:iam::{judging.ACCOUNT}:policy/nobody")
    tell(judge.sts.get_federation_token, Name="particular", Policy="{")
    tell(judge.sts.assume_role, RoleSessionName="particular", Policy="{",
         RoleArn=f"arn:aws:iam::{judging.ACCOUNT}:role/assumed")
    judge.autoscaling.create_auto_scaling_group(
        AutoScalingGroupName="particular", MinSize=0, MaxSize=1, DesiredCapacity=0,
        VPCZoneIdentifier=judge.ec2.describe_subnets()["Subnets"][0]["SubnetId"],
        LaunchTemplate={"LaunchTemplateName": "changed"})
    for call in (judge.autoscaling.describe_instance_refreshes,
                 judge.autoscaling.describe_load_balancer_target_groups):
        tell(call, AutoScalingGroupName="particular", NextToken="bad")


def logs(judge):
    judge.refused("ResourceNotFoundException", judge.logs.create_log_stream,
                  logGroupName="never-made", logStreamName="s")


def run(judge):
    for step in (kms, ssm, iam, ecr, images, principals, logs):
        judge.attempt(step.__name__, lambda: step(judge))
    network = Network(judge)
    for step in (particular_balancers.run, particular_classics.run, particular_names.run):
        judge.attempt(step.__module__, lambda: step(judge, network))
