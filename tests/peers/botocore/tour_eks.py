# SPDX-License-Identifier: Apache-2.0
"""Calls every operation of EKS through a cluster's life."""

import json
import urllib.parse
import urllib.request

from judge import ACCOUNT, ENDPOINT

ADMIN = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
FAST = {"Delay": 1, "MaxAttempts": 120}


def trust(*services):
    return json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"Service": list(services)},
         "Action": ["sts:AssumeRole", "sts:TagSession"]}]})


def make_roles(judge, prefix="judged"):
    """{"cluster", "node", "pod"}: ARNs of roles that EKS takes."""
    iam, arns = judge.iam, {}
    services = {"cluster": "eks.amazonaws.com", "node": "ec2.amazonaws.com",
                "pod": "pods.eks.amazonaws.com"}
    policies = {"cluster": ["AmazonEKSClusterPolicy"],
                "node": ["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy",
                         "AmazonEC2ContainerRegistryReadOnly"], "pod": []}
    for name, service in services.items():
        role = f"{prefix}-{name}"
        arns[name] = iam.create_role(RoleName=role, AssumeRolePolicyDocument=trust(service))["Role"]["Arn"]
        for policy in policies[name]:
            iam.attach_role_policy(RoleName=role, PolicyArn=f"arn:aws:iam::aws:policy/{policy}")
    return arns


def make_cluster(judge, network, roles, name, **more):
    judge.eks.create_cluster(name=name, roleArn=roles["cluster"],
                             resourcesVpcConfig={"subnetIds": network.subnets}, **more)
    judge.eks.get_waiter("cluster_active").wait(name=name, WaiterConfig=FAST)


def issuer(judge, name):
    """Everybody may read what the cluster's issuer signs with."""
    issuer = judge.eks.describe_cluster(name=name)["cluster"]["identity"]["oidc"]["issuer"]
    at_hand = ENDPOINT + urllib.parse.urlparse(issuer).path
    with urllib.request.urlopen(at_hand + "/.well-known/openid-configuration") as answer:
        keys = json.load(answer)["jwks_uri"]
    judge.expect(keys == issuer + "/keys", "eks.issuer", f"its keys are at {keys}")
    with urllib.request.urlopen(at_hand + "/keys") as answer:
        judge.expect(json.load(answer)["keys"][0]["kty"] == "RSA", "eks.issuer", "has no key")


def versions(judge):
    eks = judge.eks
    eks.describe_addon_versions()
    eks.describe_addon_versions(addonName="vpc-cni", kubernetesVersion="1.34")
    eks.describe_cluster_versions()
    eks.list_access_policies()


def clusters(judge, network, roles):
    eks = judge.eks
    make_cluster(judge, network, roles, "plain")
    issuer(judge, "plain")
    eks.create_cluster(
        name="judged", version="1.33", roleArn=roles["cluster"], tags={"team": "platform"},
        resourcesVpcConfig={"subnetIds": network.subnets, "securityGroupIds": [network.group],
                            "endpointPublicAccess": False, "endpointPrivateAccess": True},
        kubernetesNetworkConfig={"serviceIpv4Cidr": "172.20.0.0/16", "ipFamily": "ipv4"},
        accessConfig={"authenticationMode": "API_AND_CONFIG_MAP",
                      "bootstrapClusterCreatorAdminPermissions": True},
        logging={"clusterLogging": [{"types": ["api", "audit"], "enabled": True}]},
        upgradePolicy={"supportType": "EXTENDED"}, deletionProtection=False,
        zonalShiftConfig={"enabled": False}, clientRequestToken="judged")
    eks.get_waiter("cluster_active").wait(name="judged", WaiterConfig=FAST)
    judge.refused("ResourceInUseException", eks.create_cluster, name="judged",
                  roleArn=roles["cluster"], resourcesVpcConfig={"subnetIds": network.subnets})
    eks.list_clusters()
    update = eks.update_cluster_config(name="judged", logging={"clusterLogging": [
        {"types": ["scheduler"], "enabled": True}]})["update"]
    settle(judge, "judged", update)
    eks.get_waiter("cluster_active").wait(name="judged", WaiterConfig=FAST)
    settle(judge, "judged", eks.update_cluster_version(name="judged", version="1.34")["update"])
    eks.list_updates(name="judged")
    judge.refused("ResourceNotFoundException", eks.describe_cluster, name="nothing")
    judge.refused("ResourceNotFoundException", eks.delete_cluster, name="nothing")


def settle(judge, cluster, update, **more):
    from judge import until
    until(lambda: judge.eks.describe_update(name=cluster, updateId=update["id"], **more)["update"][
        "status"] != "InProgress", f"the update {update['type']}")


def node_groups(judge, network, roles):
    eks = judge.eks
    eks.create_nodegroup(
        clusterName="judged", nodegroupName="general", subnets=network.subnets,
        nodeRole=roles["node"], instanceTypes=["m6i.large"], amiType="AL2023_x86_64_STANDARD",
        capacityType="ON_DEMAND", diskSize=40, labels={"role": "general"},
        scalingConfig={"minSize": 0, "desiredSize": 0, "maxSize": 3},
        taints=[{"key": "team", "value": "a", "effect": "NO_SCHEDULE"}],
        updateConfig={"maxUnavailable": 1}, tags={"team": "platform"})
    eks.get_waiter("nodegroup_active").wait(clusterName="judged", nodegroupName="general",
                                            WaiterConfig=FAST)
    eks.list_nodegroups(clusterName="judged")
    settle(judge, "judged", eks.update_nodegroup_config(
        clusterName="judged", nodegroupName="general", labels={"addOrUpdateLabels": {"a": "b"}},
        scalingConfig={"minSize": 0, "desiredSize": 0, "maxSize": 4})["update"],
           nodegroupName="general")
    settle(judge, "judged", eks.update_nodegroup_version(
        clusterName="judged", nodegroupName="general")["update"], nodegroupName="general")
    judge.refused("ResourceInUseException", eks.delete_cluster, name="judged")


def addons(judge, roles):
    eks = judge.eks
    eks.create_addon(clusterName="judged", addonName="kube-proxy", tags={"team": "platform"},
                     resolveConflicts="OVERWRITE")
    eks.create_addon(clusterName="judged", addonName="vpc-cni", serviceAccountRoleArn=roles["pod"],
                     configurationValues='{"env":{"ENABLE_PREFIX_DELEGATION":"true"}}')
    for name in ("kube-proxy", "vpc-cni"):
        eks.get_waiter("addon_active").wait(clusterName="judged", addonName=name, WaiterConfig=FAST)
    judge.refused("ResourceInUseException", eks.create_addon, clusterName="judged",
                  addonName="vpc-cni")
    eks.list_addons(clusterName="judged")
    settle(judge, "judged", eks.update_addon(clusterName="judged", addonName="vpc-cni",
                                             resolveConflicts="PRESERVE")["update"], addonName="vpc-cni")
    for name in ("kube-proxy", "vpc-cni"):
        eks.delete_addon(clusterName="judged", addonName=name)
        eks.get_waiter("addon_deleted").wait(clusterName="judged", addonName=name, WaiterConfig=FAST)
    judge.refused("ResourceNotFoundException", eks.describe_addon, clusterName="judged",
                  addonName="vpc-cni")


def access(judge, roles):
    eks = judge.eks
    entry = {"clusterName": "judged", "principalArn": roles["pod"]}
    eks.create_access_entry(**entry, kubernetesGroups=["viewers"], username="viewer",
                            type="STANDARD", tags={"team": "platform"})
    judge.refused("ResourceInUseException", eks.create_access_entry, **entry)
    eks.describe_access_entry(**entry)
    eks.list_access_entries(clusterName="judged")
    eks.update_access_entry(**entry, kubernetesGroups=["writers"])
    eks.associate_access_policy(**entry, policyArn=ADMIN,
                                accessScope={"type": "namespace", "namespaces": ["shop"]})
    eks.list_associated_access_policies(**entry)
    eks.disassociate_access_policy(**entry, policyArn=ADMIN)
    eks.delete_access_entry(**entry)
    judge.refused("ResourceNotFoundException", eks.delete_access_entry, **entry)


def pod_identities(judge, roles):
    eks = judge.eks
    made = eks.create_pod_identity_association(
        clusterName="judged", namespace="shop", serviceAccount="orders", roleArn=roles["pod"],
        tags={"team": "platform"})["association"]
    eks.list_pod_identity_associations(clusterName="judged")
    eks.describe_pod_identity_association(clusterName="judged", associationId=made["associationId"])
    eks.update_pod_identity_association(clusterName="judged", associationId=made["associationId"],
                                        roleArn=roles["pod"])
    eks.delete_pod_identity_association(clusterName="judged", associationId=made["associationId"])
    judge.refused("ResourceNotFoundException", eks.describe_pod_identity_association,
                  clusterName="judged", associationId=made["associationId"])


def tags_and_end(judge):
    eks = judge.eks
    arn = eks.describe_cluster(name="judged")["cluster"]["arn"]
    eks.tag_resource(resourceArn=arn, tags={"a": "b"})
    eks.list_tags_for_resource(resourceArn=arn)
    eks.untag_resource(resourceArn=arn, tagKeys=["a"])
    judge.refused("NotFoundException", eks.list_tags_for_resource,
                  resourceArn=f"arn:aws:eks:eu-central-1:{ACCOUNT}:cluster/nothing")
    eks.delete_nodegroup(clusterName="judged", nodegroupName="general")
    eks.get_waiter("nodegroup_deleted").wait(clusterName="judged", nodegroupName="general",
                                             WaiterConfig=FAST)
    for name in ("plain", "judged"):
        eks.delete_cluster(name=name)
        eks.get_waiter("cluster_deleted").wait(name=name, WaiterConfig=FAST)
