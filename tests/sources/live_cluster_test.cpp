// SPDX-License-Identifier: Apache-2.0
#include "tests/sources/recorded_aws.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::sources {
namespace {

using ::testing::ElementsAre;
using testing::read;
using testing::RecordedAws;

/// A cluster with everything that hangs on it.
RecordedAws atlas() {
    RecordedAws aws;
    aws.on("DescribeCluster", R"({"cluster": {"name": "atlas", "status": "ACTIVE",
        "arn": "arn:aws:eks:eu-central-1:123456789012:cluster/atlas", "version": "1.34",
        "roleArn": "arn:aws:iam::123456789012:role/inland/atlas/atlas-eu-central-1-cluster",
        "endpoint": "https://A.gr7.eu-central-1.eks.amazonaws.com",
        "resourcesVpcConfig": {"subnetIds": ["subnet-2", "subnet-1"],
            "securityGroupIds": ["sg-1"], "clusterSecurityGroupId": "sg-9", "vpcId": "vpc-1",
            "endpointPublicAccess": false, "endpointPrivateAccess": true, "publicAccessCidrs": []},
        "kubernetesNetworkConfig": {"serviceIpv4Cidr": "172.20.0.0/16", "ipFamily": "ipv4"},
        "logging": {"clusterLogging": [{"types": ["audit", "api"], "enabled": true},
                                       {"types": ["scheduler"], "enabled": false}]},
        "accessConfig": {"authenticationMode": "API"},
        "encryptionConfig": [{"resources": ["secrets"],
            "provider": {"keyArn": "arn:aws:kms:eu-central-1:123456789012:key/k-1"}}],
        "certificateAuthority": {"data": "Q0E="},
        "tags": {"inland.dev/cluster": "atlas", "inland.dev/id": "cluster/atlas"}}})")
        .on("DescribeSecurityGroups", R"({"SecurityGroups": [
            {"GroupId": "sg-1", "VpcId": "vpc-1", "IpPermissions": [{"IpProtocol": "tcp",
             "FromPort": 443, "ToPort": 443, "UserIdGroupPairs": [{"GroupId": "sg-9"}]}],
             "Tags": [{"Key": "inland.dev/cluster", "Value": "atlas"},
                      {"Key": "inland.dev/id", "Value": "security-group/endpoints"}]},
            {"GroupId": "sg-9", "VpcId": "vpc-1", "GroupName": "eks-cluster-sg-atlas-1"}]})")
        .on("ListAliases", R"({"Aliases": [
            {"AliasName": "alias/inland/atlas", "TargetKeyId": "k-1"},
            {"AliasName": "alias/other", "TargetKeyId": "k-2"}]})")
        .on("DescribeKey", R"({"KeyMetadata": {"KeyId": "k-1", "KeyState": "Enabled",
            "Arn": "arn:aws:kms:eu-central-1:123456789012:key/k-1", "Description": "d"}})")
        .on("ListResourceTags", R"({"Tags": [{"TagKey": "inland.dev/cluster", "TagValue": "atlas"},
            {"TagKey": "inland.dev/id", "TagValue": "key/secrets"}]})")
        .on("GetKeyRotationStatus", R"({"KeyRotationEnabled": true})")
        .on("ListRoles", R"({"Roles": [{"RoleName": "atlas-eu-central-1-cluster"}]})")
        .on("GetRole", R"({"Role": {"RoleName": "atlas-eu-central-1-cluster",
            "Path": "/inland/atlas/",
            "Arn": "arn:aws:iam::123456789012:role/inland/atlas/atlas-eu-central-1-cluster",
            "AssumeRolePolicyDocument": "%7B%22Version%22%3A%222012-10-17%22%7D",
            "Tags": [{"Key": "inland.dev/cluster", "Value": "atlas"},
                     {"Key": "inland.dev/id", "Value": "role/cluster"},
                     {"Key": "inland.dev/region", "Value": "eu-central-1"}]}})");
    return aws;
}

TEST(ReadLiveCluster, ReadsTheControlPlane) {
    auto aws = atlas();
    const auto topology = read(aws, {.cluster = "atlas", .region = "eu-central-1"});
    const auto* cluster = topology.find<topology::Cluster>("cluster/atlas");
    ASSERT_NE(cluster, nullptr);
    EXPECT_EQ(cluster->id, "atlas");
    EXPECT_FALSE(cluster->endpoint_public_access.value());
    EXPECT_THAT(cluster->logging.value(), ElementsAre("api", "audit"));
    EXPECT_EQ(cluster->service_cidr.value().text(), "172.20.0.0/16");
    EXPECT_EQ(cluster->authentication_mode.value(), "API");
}

TEST(ReadLiveCluster, RefersToRolesKeysAndGroupsByTheirLogicalNames) {
    auto aws = atlas();
    const auto topology = read(aws, {.cluster = "atlas", .region = "eu-central-1"});
    const auto* cluster = topology.find<topology::Cluster>("cluster/atlas");
    ASSERT_NE(cluster, nullptr);
    EXPECT_EQ(cluster->role.value().key, "role/cluster");
    EXPECT_EQ(cluster->encryption_key.value().key, "key/secrets");
    EXPECT_EQ(cluster->cluster_security_group.value().key, "eks-cluster-sg/atlas");
    EXPECT_EQ(cluster->security_groups.value().front().key, "security-group/endpoints");
    const auto* group = topology.find<topology::SecurityGroup>("security-group/endpoints");
    ASSERT_NE(group, nullptr);
    EXPECT_EQ(group->ingress.value().front().group, "eks-cluster-sg/atlas");
    EXPECT_EQ(topology.find<topology::SecurityGroup>("eks-cluster-sg/atlas")->id, "sg-9");
}

/// DescribeNodegroup tells of no launch template for it, and yet the nodes have two groups.
TEST(ReadLiveCluster, ReadsTheGroupThatEksMakesForSsh) {
    auto aws = atlas();
    aws.on("ListNodegroups", R"({"nodegroups": ["general"]})")
        .on("DescribeNodegroup", R"({"nodegroup": {"nodegroupName": "general",
            "clusterName": "atlas", "remoteAccess": {"ec2SshKey": "ops"},
            "resources": {"remoteAccessSecurityGroup": "sg-7"}}})");
    const auto topology = read(aws, {.cluster = "atlas", .region = "eu-central-1"});
    ASSERT_EQ(topology.all<topology::NodeGroup>().size(), 1U);
    const auto& group = topology.all<topology::NodeGroup>().begin()->second;
    const auto* made = topology.find(group.launch_template);
    ASSERT_NE(made, nullptr);
    ASSERT_EQ(made->security_groups.value().size(), 2U);
    EXPECT_EQ(made->security_groups.value().back().key, "sg-7");
}

TEST(ReadLiveCluster, ReadsOnlyItsOwnKey) {
    auto aws = atlas();
    const auto topology = read(aws, {.cluster = "atlas", .region = "eu-central-1"});
    ASSERT_EQ(topology.all<topology::Key>().size(), 1U);
    EXPECT_TRUE(topology.find<topology::Key>("key/secrets")->enable_rotation.value());
}

TEST(ReadLiveCluster, DecodesPolicyDocuments) {
    auto aws = atlas();
    const auto topology = read(aws, {.cluster = "atlas", .region = "eu-central-1"});
    EXPECT_EQ(topology.find<topology::Role>("role/cluster")->assume_role_policy.value(),
              R"({"Version":"2012-10-17"})");
}

/// The account's own policies are read; AWS's are known, and what may not be read is unknown.
TEST(ReadLiveCluster, ReadsTheDocumentsOfTheAccountsPoliciesAndTheBoundary) {
    RecordedAws aws;
    aws.on("DescribeCluster", R"({"cluster": {"name": "atlas", "status": "ACTIVE",
            "roleArn": "arn:aws:iam::123456789012:role/cluster"}})")
        .on("ListAttachedRolePolicies", R"({"AttachedPolicies": [
            {"PolicyName": "own", "PolicyArn": "arn:aws:iam::123456789012:policy/own"},
            {"PolicyName": "AmazonEKSClusterPolicy",
             "PolicyArn": "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"}]})")
        .on("GetRole", R"({"Role": {"RoleName": "cluster",
            "PermissionsBoundary": {"PermissionsBoundaryArn": "arn:aws:iam::aws:policy/PowerUserAccess"},
            "Tags": [{"Key": "inland.dev/cluster", "Value": "atlas"},
                     {"Key": "inland.dev/id", "Value": "role/cluster"}]}})")
        .on("GetPolicy", R"({"Policy": {"DefaultVersionId": "v2"}})")
        .on("GetPolicyVersion", R"({"PolicyVersion": {"Document": "%7B%22Id%22%3A%22x%22%7D"}})");
    const auto topology = read(aws, {.cluster = "atlas", .region = "eu-central-1"});
    const auto* role = topology.find<topology::Role>("role/cluster");
    ASSERT_NE(role, nullptr);
    EXPECT_EQ(role->permissions_boundary.value(), "arn:aws:iam::aws:policy/PowerUserAccess");
    EXPECT_THAT(
        role->policy_documents.value(),
        ElementsAre(::testing::Pair("arn:aws:iam::123456789012:policy/own", R"({"Id":"x"})")));
}

TEST(ReadLiveCluster, LeavesTheAuthenticationModeOpenWhereItIsNotTold) {
    RecordedAws aws;
    aws.on("DescribeCluster", R"({"cluster": {"name": "atlas", "status": "ACTIVE"}})");
    const auto topology = read(aws, {.cluster = "atlas"});
    EXPECT_TRUE(topology.find<topology::Cluster>("atlas")->authentication_mode.is_unknown());
}

TEST(ReadLiveCluster, IsNotThereWhenEksDoesNotFindIt) {
    RecordedAws aws;
    aws.on_error("DescribeCluster", {ErrorKind::NotFound, "No cluster found for name: atlas.",
                                     "ResourceNotFoundException", 404});
    EXPECT_TRUE(read(aws, {.cluster = "atlas"}).all<topology::Cluster>().empty());
}

TEST(ReadLiveCluster, ReadsWhatHangsOnIt) {
    auto aws = atlas();
    aws.on("ListNodegroups", R"({"nodegroups": ["general"]})")
        .on("DescribeNodegroup", R"({"nodegroup": {"nodegroupName": "general",
            "clusterName": "atlas", "status": "ACTIVE", "amiType": "AL2023_x86_64_STANDARD",
            "scalingConfig": {"minSize": 2, "desiredSize": 3, "maxSize": 6},
            "instanceTypes": ["m6i.large", "m5.large"], "subnets": ["subnet-1"],
            "nodeRole": "arn:aws:iam::123456789012:role/n", "labels": {"a": "b"},
            "taints": [{"key": "k", "value": "v", "effect": "NO_SCHEDULE"}],
            "tags": {"inland.dev/cluster": "atlas", "inland.dev/id": "node-group/general"}}})")
        .on("ListAddons", R"({"addons": ["coredns"]})")
        .on("DescribeAddon", R"({"addon": {"addonName": "coredns", "clusterName": "atlas",
            "status": "DEGRADED", "addonVersion": "v1"}})")
        .on("ListAccessEntries", R"({"accessEntries": ["arn:aws:iam::1:role/platform"]})")
        .on("DescribeAccessEntry", R"({"accessEntry": {"clusterName": "atlas", "type": "STANDARD",
            "principalArn": "arn:aws:iam::1:role/platform", "username": "u",
            "kubernetesGroups": []}})")
        .on("ListAssociatedAccessPolicies", R"({"associatedAccessPolicies": [
            {"policyArn": "arn:p", "accessScope": {"type": "cluster", "namespaces": []}},
            {"policyArn": "arn:q", "accessScope": {"type": "namespace",
                                                   "namespaces": ["shop"]}}]})");
    const auto topology = read(aws, {.cluster = "atlas"});
    const auto* group = topology.find<topology::NodeGroup>("node-group/general");
    ASSERT_NE(group, nullptr);
    EXPECT_EQ(group->maximum.value(), 6);
    EXPECT_THAT(group->instance_types.value(), ElementsAre("m6i.large", "m5.large"));
    EXPECT_EQ(group->cluster.value().key, "cluster/atlas");
    EXPECT_EQ(topology.find<topology::Addon>("atlas/coredns")->state.value(), "DEGRADED");
    const auto* entry = topology.find<topology::AccessEntry>("atlas/arn:aws:iam::1:role/platform");
    ASSERT_NE(entry, nullptr);
    EXPECT_THAT(entry->policies.value(), ElementsAre("arn:p"));
}

TEST(ReadLiveCluster, LeavesRolesOfAnotherRegionsClusterAlone) {
    auto aws = atlas();
    const auto topology = read(aws, {.cluster = "atlas", .region = "us-east-1"});
    EXPECT_TRUE(topology.all<topology::Role>().empty());
}

}  // namespace
}  // namespace inland::sources
