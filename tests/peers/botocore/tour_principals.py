# SPDX-License-Identifier: Apache-2.0
"""Calls every operation of IAM's users, groups, boundaries and linked roles, and every one of STS
and EKS Auth that needs a token."""

import base64
import http.client
import json
import ssl
import urllib.parse

import botocore.signers
from judge import ENDPOINT, REGION
from tour_eks import make_cluster, trust
from tour_iam import DOCUMENT, TAGS

READER = "arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess"


def users(judge):
    iam, user = judge.iam, {"UserName": "principal"}
    iam.create_user(**user, PermissionsBoundary=READER)
    iam.update_user(**user, NewPath="/judged/")
    iam.tag_user(**user, Tags=TAGS)
    iam.list_user_tags(**user)
    iam.untag_user(**user, TagKeys=["team"])
    iam.put_user_permissions_boundary(**user, PermissionsBoundary=READER)
    iam.get_user(**user)
    iam.delete_user_permissions_boundary(**user)
    iam.put_user_policy(**user, PolicyName="inline", PolicyDocument=DOCUMENT)
    iam.get_user_policy(**user, PolicyName="inline")
    iam.list_user_policies(**user)
    iam.attach_user_policy(**user, PolicyArn=READER)
    iam.list_attached_user_policies(**user)
    iam.list_entities_for_policy(PolicyArn=READER)
    keys(judge, user)
    groups(judge, user)
    judge.refused("DeleteConflict", iam.delete_user, **user)
    iam.delete_user_policy(**user, PolicyName="inline")
    iam.detach_user_policy(**user, PolicyArn=READER)
    iam.delete_user(**user)


def keys(judge, user):
    iam = judge.iam
    key = iam.create_access_key(**user)["AccessKey"]["AccessKeyId"]
    iam.update_access_key(**user, AccessKeyId=key, Status="Inactive")
    iam.get_access_key_last_used(AccessKeyId=key)
    judge.sts.get_access_key_info(AccessKeyId=key)
    iam.delete_access_key(**user, AccessKeyId=key)


def groups(judge, user):
    iam, group = judge.iam, {"GroupName": "principals"}
    iam.create_group(**group, Path="/judged/")
    judge.refused("EntityAlreadyExists", iam.create_group, **group)
    iam.add_user_to_group(**group, **user)
    iam.get_group(**group)
    iam.list_groups(PathPrefix="/judged/")
    iam.list_groups_for_user(**user)
    iam.put_group_policy(**group, PolicyName="inline", PolicyDocument=DOCUMENT)
    iam.get_group_policy(**group, PolicyName="inline")
    iam.list_group_policies(**group)
    iam.attach_group_policy(**group, PolicyArn=READER)
    iam.list_attached_group_policies(**group)
    judge.refused("DeleteConflict", iam.delete_group, **group)
    iam.detach_group_policy(**group, PolicyArn=READER)
    iam.delete_group_policy(**group, PolicyName="inline")
    iam.remove_user_from_group(**group, **user)
    iam.delete_group(**group)
    judge.refused("NoSuchEntity", iam.get_group, **group)


def roles(judge):
    iam, role = judge.iam, {"RoleName": "bounded"}
    arn = iam.create_role(**role, AssumeRolePolicyDocument=trust("ec2.amazonaws.com"),
                          PermissionsBoundary=READER)["Role"]["Arn"]
    iam.get_role(**role)
    iam.delete_role_permissions_boundary(**role)
    iam.put_role_permissions_boundary(**role, PermissionsBoundary=READER)
    iam.put_role_policy(**role, PolicyName="inline", PolicyDocument=DOCUMENT)
    iam.simulate_principal_policy(PolicySourceArn=arn,
                                  ActionNames=["s3:GetObject", "ec2:RunInstances"])
    iam.delete_role_policy(**role, PolicyName="inline")
    iam.delete_role(**role)
    iam.create_instance_profile(InstanceProfileName="principal", Tags=TAGS)
    iam.list_instance_profile_tags(InstanceProfileName="principal")
    iam.delete_instance_profile(InstanceProfileName="principal")
    iam.get_policy(PolicyArn=READER)
    iam.get_account_summary()
    made = {"AWSServiceName": "spot.amazonaws.com"}
    name = iam.create_service_linked_role(**made, Description="judged")["Role"]["RoleName"]
    judge.refused("InvalidInput", iam.create_service_linked_role, **made)
    task = iam.delete_service_linked_role(RoleName=name)["DeletionTaskId"]
    iam.get_service_linked_role_deletion_status(DeletionTaskId=task)


def kubernetes_token(judge, cluster, audience):
    """A token of the service account default/default, asked of the cluster's own API server
    through the emulated network, as its creator."""
    sts = judge.sts
    signer = botocore.signers.RequestSigner(
        sts.meta.service_model.service_id, REGION, "sts", "v4",
        sts._request_signer._credentials, sts.meta.events)
    url = signer.generate_presigned_url(
        {"method": "GET", "url": f"https://sts.{REGION}.amazonaws.com/?Action=GetCallerIdentity"
         "&Version=2011-06-15", "body": {}, "headers": {"x-k8s-aws-id": cluster["name"]},
         "context": {}}, region_name=REGION, expires_in=60, operation_name="")
    bearer = "k8s-aws-v1." + base64.urlsafe_b64encode(url.encode()).decode().rstrip("=")
    authority = base64.b64decode(cluster["certificateAuthority"]["data"]).decode()
    emulator = urllib.parse.urlparse(ENDPOINT)
    connection = http.client.HTTPSConnection(
        emulator.hostname, emulator.port, context=ssl.create_default_context(cadata=authority))
    connection.set_tunnel(cluster["endpoint"].removeprefix("https://"), 443)
    connection.request("POST", "/api/v1/namespaces/default/serviceaccounts/default/token",
                       json.dumps({"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest",
                                   "spec": {"audiences": [audience]}}),
                       {"Authorization": f"Bearer {bearer}", "Content-Type": "application/json"})
    answer = connection.getresponse()
    text = answer.read().decode()
    assert answer.status in (200, 201), f"{answer.status}: {text}"
    return json.loads(text)["status"]["token"]


def tokens(judge, network, roles):
    make_cluster(judge, network, roles, "tokens", accessConfig={"authenticationMode": "API"})
    cluster = judge.eks.describe_cluster(name="tokens")["cluster"]
    issuer = cluster["identity"]["oidc"]["issuer"]
    provider = judge.iam.create_open_id_connect_provider(
        Url=issuer, ClientIDList=["sts.amazonaws.com"])["OpenIDConnectProviderArn"]
    role = judge.iam.create_role(RoleName="of-token", AssumeRolePolicyDocument=json.dumps({
        "Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": {"Federated": provider},
            "Action": "sts:AssumeRoleWithWebIdentity"}]}))["Role"]["Arn"]
    token = kubernetes_token(judge, cluster, "sts.amazonaws.com")
    judge.sts.assume_role_with_web_identity(RoleArn=role, RoleSessionName="judged",
                                            WebIdentityToken=token)
    pods(judge, cluster, roles)
    judge.eks.delete_cluster(name="tokens")


def pods(judge, cluster, roles):
    judge.eks.create_pod_identity_association(clusterName="tokens", namespace="default",
                                              serviceAccount="default", roleArn=roles["pod"])
    agent = judge.client("eks-auth")
    token = kubernetes_token(judge, cluster, "pods.eks.amazonaws.com")
    agent.assume_role_for_pod_identity(clusterName="tokens", token=token)
    judge.refused("InvalidTokenException", agent.assume_role_for_pod_identity,
                  clusterName="tokens", token="no-token")
    judge.refused("ResourceNotFoundException", agent.assume_role_for_pod_identity,
                  clusterName="nobody", token=token)


def sessions(judge):
    judge.iam.create_user(UserName="federated")
    key = judge.iam.create_access_key(UserName="federated")["AccessKey"]
    judge.iam.put_user_policy(UserName="federated", PolicyName="all", PolicyDocument=json.dumps({
        "Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": "sts:*", "Resource": "*"}]}))
    sts = judge.client("sts", aws_access_key_id=key["AccessKeyId"],
                       aws_secret_access_key=key["SecretAccessKey"])
    sts.get_federation_token(Name="judged", Policy=DOCUMENT, DurationSeconds=900,
                             PolicyArns=[{"arn": READER}])
