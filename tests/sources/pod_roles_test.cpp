// SPDX-License-Identifier: Apache-2.0
// Repositories, pod identities and identity providers in every kind of source.
#include "sources/snapshot.h"
#include "tests/sources/recorded_aws.h"
#include "tests/sources/template_text.h"

#include <gmock/gmock.h>

namespace inland::sources {
namespace {

using namespace topology;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::read;
using testing::read_template;
using testing::RecordedAws;
using ::testing::SizeIs;

TEST(PodRoles, AreReadFromTemplates) {
    const auto world = read_template(R"(
Resources:
  Cluster:
    Type: AWS::EKS::Cluster
    Properties: {Name: atlas, RoleArn: "arn:aws:iam::1:role/c", ResourcesVpcConfig: {SubnetIds: []}}
  Orders:
    Type: AWS::IAM::Role
    Properties: {AssumeRolePolicyDocument: {Statement: []}}
  Association:
    Type: AWS::EKS::PodIdentityAssociation
    Properties:
      ClusterName: !Ref Cluster
      Namespace: shop
      ServiceAccount: orders
      RoleArn: !GetAtt Orders.Arn
  Storage:
    Type: AWS::EKS::Addon
    Properties:
      AddonName: aws-ebs-csi-driver
      ClusterName: !Ref Cluster
      PodIdentityAssociations: [{ServiceAccount: ebs-csi-controller-sa, RoleArn: !GetAtt Orders.Arn}]
  Provider:
    Type: AWS::IAM::OIDCProvider
    Properties: {Url: !GetAtt Cluster.OpenIdConnectIssuerUrl, ClientIdList: [sts.amazonaws.com]}
  Images:
    Type: AWS::ECR::Repository
    Properties:
      RepositoryName: shop/orders
      RepositoryPolicyText: {Statement: [{Effect: Deny, Principal: "*", Action: "ecr:*"}]}
)");
    const auto& association = *world.find<PodIdentityAssociation>("Association");
    EXPECT_EQ(association.cluster.value().key, "Cluster");
    EXPECT_EQ(association.service_account.value(), "orders");
    EXPECT_EQ(association.role.value().key, "Orders");
    const auto& of_addon = *world.find<PodIdentityAssociation>("Storage.PodIdentityAssociations.0");
    EXPECT_TRUE(of_addon.namespace_name.is_unknown());
    EXPECT_EQ(of_addon.role.value().key, "Orders");
    const auto& provider = *world.find<OpenIdConnectProvider>("Provider");
    EXPECT_THAT(provider.client_ids.value(), ElementsAre("sts.amazonaws.com"));
    const auto& images = *world.find<Repository>("Images");
    EXPECT_EQ(images.repository_name.value(), "shop/orders");
    EXPECT_THAT(images.policy_document.value(), HasSubstr("Deny"));
}

RecordedAws living_cluster() {
    RecordedAws aws;
    aws.on("ListClusters", R"({"clusters": ["atlas"]})")
        .on("DescribeCluster", R"({"cluster": {"name": "atlas", "status": "ACTIVE",
            "endpoint": "https://ABC123.gr7.eu-central-1.eks.amazonaws.com"}})");
    return aws;
}

TEST(PodRoles, AreReadFromALivingAccount) {
    auto aws = living_cluster();
    aws.on("ListPodIdentityAssociations", R"({"associations": [
            {"clusterName": "atlas", "associationId": "a-1"}]})")
        .on("DescribePodIdentityAssociation", R"({"association": {"clusterName": "atlas",
            "associationId": "a-1", "namespace": "shop", "serviceAccount": "orders",
            "roleArn": "arn:aws:iam::123456789012:role/orders"}})")
        .on("GetRole", R"({"Role": {"RoleName": "orders",
            "Arn": "arn:aws:iam::123456789012:role/orders"}})");
    const auto world = read(aws);
    const auto& association = *world.find<PodIdentityAssociation>("a-1");
    EXPECT_EQ(association.cluster.value().key, "atlas");
    EXPECT_EQ(association.role.value().key, "orders");
    EXPECT_NE(world.find<Role>("orders"), nullptr);
}

/// Providers of GitHub and the like, and the audiences of other clusters', are no matter.
TEST(PodRoles, OfProvidersAreThoseOfClusters) {
    auto aws = living_cluster();
    const std::string arn =
        "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/";
    aws.on("ListOpenIDConnectProviders", R"({"OpenIDConnectProviderList": [
            {"Arn": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"},
            {"Arn": ")" + arn + R"(ABC123"}, {"Arn": ")" +
                                             arn + R"(FFF000"}]})")
        .on("GetOpenIDConnectProvider", R"({"ClientIDList": ["sts.amazonaws.com"]})");
    const auto world = read(aws);
    EXPECT_THAT(world.all<OpenIdConnectProvider>(), SizeIs(2));
    EXPECT_THAT(aws.inputs_of("GetOpenIDConnectProvider"), SizeIs(1));
    const auto& own = *world.find<OpenIdConnectProvider>(arn + "ABC123");
    EXPECT_EQ(own.url.value(), "oidc.eks.eu-central-1.amazonaws.com/id/ABC123");
    EXPECT_THAT(own.client_ids.value(), ElementsAre("sts.amazonaws.com"));
    EXPECT_TRUE(world.find<OpenIdConnectProvider>(arn + "FFF000")->client_ids.is_unknown());
}

TEST(PodRoles, OfRepositoriesHaveThePolicyThatAwsTells) {
    RecordedAws aws, silent;
    const std::string list = R"({"repositories": [{"repositoryName": "app",
        "repositoryArn": "arn:aws:ecr:eu-central-1:123456789012:repository/app"}]})";
    aws.on("DescribeRepositories", list).on("GetRepositoryPolicy", R"({"policyText": "{}"})");
    EXPECT_EQ(read(aws).find<Repository>("app")->policy_document.value(), "{}");
    silent.on("DescribeRepositories", list)
        .on_error("GetRepositoryPolicy",
                  {ErrorKind::NotFound, "no policy", "RepositoryPolicyNotFoundException", 400});
    EXPECT_TRUE(read(silent).find<Repository>("app")->policy_document.is_absent());
    silent.on_error("GetRepositoryPolicy",
                    {ErrorKind::AccessDenied, "no", "AccessDeniedException", 400});
    const LiveOptions open{.refusals = Refusals::AreUnknown};
    EXPECT_TRUE(read(silent, open).find<Repository>("app")->policy_document.is_unknown());
}

/// Who changes a cluster need not be allowed to read what it does not change.
TEST(PodRoles, OfRepositoriesAreNotReadToChangeACluster) {
    RecordedAws aws;
    read(aws, {.cluster = "atlas"});
    EXPECT_THAT(aws.inputs_of("DescribeRepositories"), IsEmpty());
    EXPECT_THAT(aws.inputs_of("DescribeLoadBalancers"), IsEmpty());
}

topology::Topology read_files(const std::vector<SnapshotFile>& files) {
    Diagnostics diagnostics;
    auto topology = read_snapshot(files, diagnostics);
    EXPECT_TRUE(topology);
    return topology.value_or(topology::Topology());
}

const SnapshotFile cluster{"cluster", R"({"cluster": {"name": "atlas", "version": "1.34",
    "endpoint": "https://ABC123.gr7.eu-central-1.eks.amazonaws.com",
    "arn": "arn:aws:eks:eu-central-1:123456789012:cluster/atlas"}})"};

TEST(PodRoles, AreReadFromFoldersOfAnswers) {
    const std::string url = "oidc.eks.eu-central-1.amazonaws.com/id/ABC123";
    const auto world = read_files(
        {cluster,
         {"list", R"({"associations": [{"clusterName": "atlas", "associationId": "a-1"},
             {"clusterName": "other", "associationId": "a-2"}]})"},
         {"one", R"({"association": {"clusterName": "atlas", "associationId": "a-1",
             "namespace": "shop", "serviceAccount": "orders", "roleArn": "arn:aws:iam::1:role/o"}})"},
         {"providers", R"({"OpenIDConnectProviderList": [
             {"Arn": "arn:aws:iam::123456789012:oidc-provider/)" +
                           url + R"("}]})"},
         {"provider", R"({"Url": ")" + url + R"(", "ClientIDList": ["sts.amazonaws.com"]})"},
         {"repositories", R"({"repositories": [{"repositoryName": "app"},
             {"repositoryName": "web"}]})"},
         {"policy", R"({"repositoryName": "app", "policyText": "{}"})"}});
    EXPECT_THAT(world.all<PodIdentityAssociation>(), SizeIs(1));
    EXPECT_EQ(world.find<PodIdentityAssociation>("a-1")->namespace_name.value(), "shop");
    ASSERT_THAT(world.all<OpenIdConnectProvider>(), SizeIs(1));
    EXPECT_THAT(world.all<OpenIdConnectProvider>().begin()->second.client_ids.value(),
                ElementsAre("sts.amazonaws.com"));
    EXPECT_EQ(world.find<Repository>("app")->policy_document.value(), "{}");
    EXPECT_TRUE(world.find<Repository>("web")->policy_document.is_unknown());
}

/// What a folder leaves out is not empty.
TEST(PodRoles, ThatNoAnswerTellsOfAreMissing) {
    const auto world = read_files({cluster});
    for (const auto type :
         {Repository::type, PodIdentityAssociation::type, OpenIdConnectProvider::type})
        EXPECT_THAT(world.missing, Contains(type));
}

}  // namespace
}  // namespace inland::sources
