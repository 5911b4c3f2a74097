# SPDX-License-Identifier: Apache-2.0
"""Calls every operation of KMS, CloudWatch Logs, SSM, ECR and Auto Scaling."""

import json

from judge import ACCOUNT, REGION

POLICY = json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "kms:*",
     "Resource": "*"}]})


def keys(judge):
    kms = judge.kms
    kms.create_key()
    key = kms.create_key(Description="judged", Policy=POLICY, KeyUsage="ENCRYPT_DECRYPT",
                         KeySpec="SYMMETRIC_DEFAULT", Origin="AWS_KMS", MultiRegion=False,
                         Tags=[{"TagKey": "team", "TagValue": "platform"}])["KeyMetadata"]["KeyId"]
    kms.describe_key(KeyId=key)
    kms.list_keys()
    kms.create_alias(AliasName="alias/judged", TargetKeyId=key)
    judge.refused("AlreadyExistsException", kms.create_alias, AliasName="alias/judged",
                  TargetKeyId=key)
    kms.update_alias(AliasName="alias/judged", TargetKeyId=key)
    kms.list_aliases(KeyId=key)
    kms.get_key_policy(KeyId=key, PolicyName="default")
    kms.put_key_policy(KeyId=key, PolicyName="default", Policy=POLICY)
    kms.list_key_policies(KeyId=key)
    kms.enable_key_rotation(KeyId=key)
    kms.get_key_rotation_status(KeyId=key)
    kms.disable_key_rotation(KeyId=key)
    kms.update_key_description(KeyId=key, Description="changed")
    kms.tag_resource(KeyId=key, Tags=[{"TagKey": "a", "TagValue": "b"}])
    kms.list_resource_tags(KeyId=key)
    kms.untag_resource(KeyId=key, TagKeys=["a"])
    grants(judge, key)
    ciphers(judge, key)
    kms.disable_key(KeyId=key)
    judge.refused("DisabledException", kms.encrypt, KeyId=key, Plaintext=b"x")
    kms.enable_key(KeyId=key)
    kms.delete_alias(AliasName="alias/judged")
    judge.refused("NotFoundException", kms.describe_key, KeyId="alias/judged")
    kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    judge.refused("KMSInvalidStateException", kms.enable_key, KeyId=key)
    kms.cancel_key_deletion(KeyId=key)


def grants(judge, key):
    kms = judge.kms
    grant = kms.create_grant(KeyId=key, GranteePrincipal=f"arn:aws:iam::{ACCOUNT}:root",
                             Operations=["Encrypt", "Decrypt"], Name="judged",
                             RetiringPrincipal=f"arn:aws:iam::{ACCOUNT}:root")
    kms.list_grants(KeyId=key)
    kms.revoke_grant(KeyId=key, GrantId=grant["GrantId"])
    judge.refused("NotFoundException", kms.revoke_grant, KeyId=key, GrantId=grant["GrantId"])
    grant = kms.create_grant(KeyId=key, GranteePrincipal=f"arn:aws:iam::{ACCOUNT}:root",
                             Operations=["Decrypt"])
    kms.retire_grant(GrantToken=grant["GrantToken"])


def ciphers(judge, key):
    kms = judge.kms
    sealed = kms.encrypt(KeyId=key, Plaintext=b"secret", EncryptionContext={"a": "b"})["CiphertextBlob"]
    opened = kms.decrypt(CiphertextBlob=sealed, EncryptionContext={"a": "b"})["Plaintext"]
    judge.expect(opened == b"secret", "kms.Decrypt", f"gave {opened!r}")
    judge.refused("InvalidCiphertextException", kms.decrypt, CiphertextBlob=sealed)
    data = kms.generate_data_key(KeyId=key, KeySpec="AES_256")
    judge.expect(kms.decrypt(CiphertextBlob=data["CiphertextBlob"])["Plaintext"]
                 == data["Plaintext"] and len(data["Plaintext"]) == 32,
                 "kms.GenerateDataKey", "the data key does not come back")
    kms.generate_data_key_without_plaintext(KeyId=key, NumberOfBytes=16)


def logs(judge):
    client = judge.logs
    client.create_log_group(logGroupName="/judged/a", tags={"team": "platform"})
    judge.refused("ResourceAlreadyExistsException", client.create_log_group, logGroupName="/judged/a")
    group = client.describe_log_groups(logGroupNamePrefix="/judged/")["logGroups"][0]
    client.put_retention_policy(logGroupName="/judged/a", retentionInDays=7)
    client.delete_retention_policy(logGroupName="/judged/a")
    key = judge.kms.create_key()["KeyMetadata"]["Arn"]
    client.associate_kms_key(logGroupName="/judged/a", kmsKeyId=key)
    client.disassociate_kms_key(logGroupName="/judged/a")
    arn = group["logGroupArn"]
    client.tag_resource(resourceArn=arn, tags={"a": "b"})
    client.list_tags_for_resource(resourceArn=arn)
    client.untag_resource(resourceArn=arn, tagKeys=["a"])
    client.tag_log_group(logGroupName="/judged/a", tags={"c": "d"})
    client.list_tags_log_group(logGroupName="/judged/a")
    client.untag_log_group(logGroupName="/judged/a", tags=["c"])
    client.create_log_stream(logGroupName="/judged/a", logStreamName="s")
    judge.refused("ResourceAlreadyExistsException", client.create_log_stream,
                  logGroupName="/judged/a", logStreamName="s")
    now = group["creationTime"]
    client.put_log_events(logGroupName="/judged/a", logStreamName="s", logEvents=[
        {"timestamp": now, "message": "one"}, {"timestamp": now + 1, "message": "two"}])
    client.describe_log_streams(logGroupName="/judged/a")
    found = client.get_log_events(logGroupName="/judged/a", logStreamName="s", startFromHead=True)
    judge.expect([event["message"] for event in found["events"]] == ["one", "two"],
                 "logs.GetLogEvents", f"gave {found['events']}")
    found = client.filter_log_events(logGroupName="/judged/a", filterPattern="two")["events"]
    judge.expect(len(found) == 1, "logs.FilterLogEvents", f"gave {found}")
    client.delete_log_stream(logGroupName="/judged/a", logStreamName="s")
    client.delete_log_group(logGroupName="/judged/a")
    judge.refused("ResourceNotFoundException", client.delete_log_group, logGroupName="/judged/a")


def parameters(judge):
    ssm = judge.ssm
    ssm.put_parameter(Name="/judged/a", Value="1", Type="String", Description="judged",
                      Tags=[{"Key": "team", "Value": "platform"}], Tier="Standard")
    judge.refused("ParameterAlreadyExists", ssm.put_parameter, Name="/judged/a", Value="2",
                  Type="String")
    ssm.put_parameter(Name="/judged/a", Value="2", Overwrite=True)
    ssm.put_parameter(Name="/judged/secret", Value="hidden", Type="SecureString")
    value = ssm.get_parameter(Name="/judged/a:1")["Parameter"]["Value"]
    judge.expect(value == "1", "ssm.GetParameter", f"gave {value!r} for version 1")
    sealed = ssm.get_parameter(Name="/judged/secret")["Parameter"]["Value"]
    judge.expect(sealed != "hidden", "ssm.GetParameter", "shows a SecureString")
    opened = ssm.get_parameter(Name="/judged/secret", WithDecryption=True)["Parameter"]["Value"]
    judge.expect(opened == "hidden", "ssm.GetParameter", f"gave {opened!r} decrypted")
    ssm.get_parameters(Names=["/judged/a", "/nothing"])
    ssm.get_parameters_by_path(Path="/judged", Recursive=True)
    public = ssm.get_parameters_by_path(
        Path="/aws/service/eks/optimized-ami/1.34/amazon-linux-2023/x86_64/standard",
        Recursive=True)["Parameters"]
    judge.expect(any(row["Name"].endswith("/recommended/image_id") for row in public),
                 "ssm.GetParametersByPath", "knows no public parameters")
    ssm.describe_parameters(ParameterFilters=[
        {"Key": "Name", "Option": "BeginsWith", "Values": ["/judged"]}])
    ssm.label_parameter_version(Name="/judged/a", ParameterVersion=1, Labels=["first"])
    value = ssm.get_parameter(Name="/judged/a:first")["Parameter"]["Value"]
    judge.expect(value == "1", "ssm.GetParameter", f"gave {value!r} for the label")
    history = ssm.get_parameter_history(Name="/judged/a")["Parameters"]
    judge.expect([row["Version"] for row in history] == [1, 2], "ssm.GetParameterHistory",
                 f"gave {history}")
    ssm.add_tags_to_resource(ResourceType="Parameter", ResourceId="/judged/a",
                             Tags=[{"Key": "a", "Value": "b"}])
    ssm.list_tags_for_resource(ResourceType="Parameter", ResourceId="/judged/a")
    ssm.remove_tags_from_resource(ResourceType="Parameter", ResourceId="/judged/a", TagKeys=["a"])
    ssm.delete_parameter(Name="/judged/a")
    judge.refused("ParameterNotFound", ssm.get_parameter, Name="/judged/a")
    ssm.delete_parameters(Names=["/judged/secret", "/nothing"])


def repositories(judge):
    ecr = judge.ecr
    made = ecr.create_repository(
        repositoryName="judged/app", tags=[{"Key": "team", "Value": "platform"}],
        imageTagMutability="IMMUTABLE", imageScanningConfiguration={"scanOnPush": True},
        encryptionConfiguration={"encryptionType": "AES256"})["repository"]
    judge.refused("RepositoryAlreadyExistsException", ecr.create_repository,
                  repositoryName="judged/app")
    ecr.describe_repositories(repositoryNames=["judged/app"])
    ecr.put_image_tag_mutability(repositoryName="judged/app", imageTagMutability="MUTABLE")
    ecr.put_image_scanning_configuration(repositoryName="judged/app",
                                         imageScanningConfiguration={"scanOnPush": False})
    policy = json.dumps({"Version": "2012-10-17", "Statement": [
        {"Sid": "pull", "Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage"}]})
    judge.refused("RepositoryPolicyNotFoundException", ecr.get_repository_policy,
                  repositoryName="judged/app")
    ecr.set_repository_policy(repositoryName="judged/app", policyText=policy)
    ecr.get_repository_policy(repositoryName="judged/app")
    ecr.delete_repository_policy(repositoryName="judged/app")
    rules = json.dumps({"rules": [{"rulePriority": 1, "selection": {
        "tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 3},
        "action": {"type": "expire"}}]})
    judge.refused("LifecyclePolicyNotFoundException", ecr.get_lifecycle_policy,
                  repositoryName="judged/app")
    ecr.put_lifecycle_policy(repositoryName="judged/app", lifecyclePolicyText=rules)
    ecr.get_lifecycle_policy(repositoryName="judged/app")
    ecr.delete_lifecycle_policy(repositoryName="judged/app")
    ecr.tag_resource(resourceArn=made["repositoryArn"], tags=[{"Key": "a", "Value": "b"}])
    ecr.list_tags_for_resource(resourceArn=made["repositoryArn"])
    ecr.untag_resource(resourceArn=made["repositoryArn"], tagKeys=["a"])
    ecr.get_authorization_token()
    ecr.delete_repository(repositoryName="judged/app")
    judge.refused("RepositoryNotFoundException", ecr.delete_repository, repositoryName="judged/app")


def groups(judge, network):
    scaling, ec2 = judge.autoscaling, judge.ec2
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    ec2.create_launch_template(LaunchTemplateName="scaled", LaunchTemplateData={
        "ImageId": image, "InstanceType": "m6i.large"})
    scaling.create_auto_scaling_group(
        AutoScalingGroupName="judged", MinSize=0, MaxSize=2, DesiredCapacity=0,
        VPCZoneIdentifier=",".join(network.subnets),
        LaunchTemplate={"LaunchTemplateName": "scaled", "Version": "$Latest"},
        HealthCheckType="EC2", HealthCheckGracePeriod=300,
        Tags=[{"Key": "Name", "Value": "judged", "PropagateAtLaunch": True}])
    judge.refused("AlreadyExists", scaling.create_auto_scaling_group, AutoScalingGroupName="judged",
                  MinSize=0, MaxSize=2, VPCZoneIdentifier=",".join(network.subnets),
                  LaunchTemplate={"LaunchTemplateName": "scaled"})
    scaling.describe_auto_scaling_groups(AutoScalingGroupNames=["judged"])
    scaling.update_auto_scaling_group(AutoScalingGroupName="judged", MaxSize=3)
    scaling.set_desired_capacity(AutoScalingGroupName="judged", DesiredCapacity=1)
    scaling.describe_auto_scaling_instances()
    scaling.describe_scaling_activities(AutoScalingGroupName="judged")
    scaling.put_lifecycle_hook(AutoScalingGroupName="judged", LifecycleHookName="drain",
                               LifecycleTransition="autoscaling:EC2_INSTANCE_TERMINATING",
                               HeartbeatTimeout=300, DefaultResult="CONTINUE")
    scaling.describe_lifecycle_hooks(AutoScalingGroupName="judged")
    scaling.delete_lifecycle_hook(AutoScalingGroupName="judged", LifecycleHookName="drain")
    tag = {"ResourceId": "judged", "ResourceType": "auto-scaling-group", "Key": "a"}
    scaling.create_or_update_tags(Tags=[{**tag, "Value": "b", "PropagateAtLaunch": False}])
    scaling.describe_tags()
    scaling.delete_tags(Tags=[tag])
    target = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}:targetgroup/t/0123456789abcdef"
    scaling.attach_load_balancer_target_groups(AutoScalingGroupName="judged", TargetGroupARNs=[target])
    scaling.detach_load_balancer_target_groups(AutoScalingGroupName="judged", TargetGroupARNs=[target])
    instances = scaling.describe_auto_scaling_instances()["AutoScalingInstances"]
    if instances:
        scaling.terminate_instance_in_auto_scaling_group(
            InstanceId=instances[0]["InstanceId"], ShouldDecrementDesiredCapacity=True)
    scaling.delete_auto_scaling_group(AutoScalingGroupName="judged", ForceDelete=True)
