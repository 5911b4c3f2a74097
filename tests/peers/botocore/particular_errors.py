# SPDX-License-Identifier: Apache-2.0
"""Errors that need something particular to be wrong; modelled_errors.py forces the others."""

import judge as judging


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


def logs(judge):
    judge.refused("ResourceNotFoundException", judge.logs.create_log_stream,
                  logGroupName="never-made", logStreamName="s")


def run(judge):
    for step in (kms, ssm, iam, ecr, logs):
        judge.attempt(step.__name__, lambda: step(judge))
