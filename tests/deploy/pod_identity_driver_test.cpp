// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/drivers.h"
#include "tests/deploy/fake_aws.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::deploy {
namespace {

using testing::DriverRun;
using testing::owned;
using topology::PodIdentityAssociation;

PodIdentityAssociation association(const std::string& id = {}) {
    auto desired = owned<PodIdentityAssociation>("pod-identity-association/autoscaler", id);
    desired.cluster = topology::Reference<topology::Cluster>{"cluster/atlas"};
    desired.namespace_name = "kube-system";
    desired.service_account = "autoscaler";
    desired.role = topology::Reference<topology::Role>{"role/autoscaler"};
    return desired;
}

void bind(DriverRun& run) {
    run.context.bind("cluster", "cluster/atlas", "atlas");
    run.context.bind("role", "role/autoscaler", "arn:aws:iam::1:role/autoscaler");
}

TEST(PodIdentityDriver, GivesAServiceAccountItsRole) {
    DriverRun run;
    bind(run);
    run.aws.on("CreatePodIdentityAssociation", R"({"association": {"associationId": "a-1"}})");
    const auto made = operations<PodIdentityAssociation>().create(run.context, association());
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_EQ(*made, "a-1");
    const auto input = run.aws.inputs_of("CreatePodIdentityAssociation").at(0);
    EXPECT_EQ(find_string(input, "clusterName"), "atlas");
    EXPECT_EQ(find_string(input, "namespace"), "kube-system");
    EXPECT_EQ(find_string(input, "serviceAccount"), "autoscaler");
    EXPECT_EQ(find_string(input, "roleArn"), "arn:aws:iam::1:role/autoscaler");
    EXPECT_FALSE(string_or_empty(input, "clientRequestToken").empty());
}

TEST(PodIdentityDriver, TakesOverTheAssociationThatTheServiceAccountHas) {
    DriverRun run;
    bind(run);
    run.aws
        .refuse("CreatePodIdentityAssociation",
                {ErrorKind::InUse, "exists", "ResourceInUseException", 409})
        .on("ListPodIdentityAssociations", R"({"associations": [{"associationId": "a-7"}]})")
        .on("UpdatePodIdentityAssociation", R"({"association": {"associationId": "a-7"}})")
        .on("DescribePodIdentityAssociation",
            R"({"association": {"associationArn": "arn:aws:eks:x:1:podidentityassociation/a/a-7"}})");
    const auto made = operations<PodIdentityAssociation>().create(run.context, association());
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_EQ(*made, "a-7");
    EXPECT_EQ(find_string(run.aws.inputs_of("UpdatePodIdentityAssociation").at(0), "roleArn"),
              "arn:aws:iam::1:role/autoscaler");
    EXPECT_EQ(run.aws.inputs_of("TagResource").size(), 1U);
}

TEST(PodIdentityDriver, ChangesTheRoleInPlaceAndRemovesById) {
    DriverRun run;
    bind(run);
    run.aws.on("UpdatePodIdentityAssociation", R"({"association": {}})");
    auto observed = association("a-1");
    observed.role = topology::Reference<topology::Role>{"arn:aws:iam::1:role/other"};
    ASSERT_TRUE(operations<PodIdentityAssociation>().attach(run.context, association(), &observed));
    EXPECT_EQ(run.aws.inputs_of("UpdatePodIdentityAssociation").size(), 1U);
    ASSERT_TRUE(operations<PodIdentityAssociation>().remove(run.context, observed));
    EXPECT_EQ(find_string(run.aws.inputs_of("DeletePodIdentityAssociation").at(0), "associationId"),
              "a-1");
}

}  // namespace
}  // namespace inland::deploy
