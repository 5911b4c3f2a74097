// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/drivers.h"
#include "tests/deploy/fake_aws.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::deploy {
namespace {

using testing::DriverRun;
using testing::owned;

topology::Role role() {
    auto desired = owned<topology::Role>("role/nodes", "atlas-nodes");
    desired.role_name = "atlas-nodes";
    desired.path = "/inland/atlas/";
    desired.assume_role_policy = R"({"Version":"2012-10-17"})";
    desired.managed_policies = std::vector<std::string>{"arn:aws:iam::aws:policy/A"};
    return desired;
}

TEST(RoleDriver, TakesNobodyElsesRole) {
    DriverRun run;
    run.aws.refuse("CreateRole", {ErrorKind::AlreadyExists, "exists", "EntityAlreadyExists", 409})
        .on("GetRole", R"({"Role": {"RoleName": "atlas-nodes", "Path": "/", "RoleId": "AROA1",
            "Arn": "arn:aws:iam::1:role/atlas-nodes", "CreateDate": "2026-11-22T00:00:00Z"}})");
    const auto made = operations<topology::Role>().create(run.context, role());
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, "EntityAlreadyExists");
}

TEST(RoleDriver, AttachesWhatIsMissingAndDetachesWhatIsTooMuch) {
    DriverRun run;
    run.context.bind("role", "role/nodes", "atlas-nodes");
    run.aws.on("ListAttachedRolePolicies",
               R"({"AttachedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/B"}]})");
    ASSERT_TRUE(operations<topology::Role>().attach(run.context, role(), nullptr));
    EXPECT_EQ(run.aws.inputs_of("AttachRolePolicy").size(), 1U);
    EXPECT_EQ(find_string(run.aws.inputs_of("DetachRolePolicy").at(0), "PolicyArn"),
              "arn:aws:iam::aws:policy/B");
}

TEST(RoleDriver, StripsItBeforeItIsDeleted) {
    DriverRun run;
    run.aws
        .on("ListAttachedRolePolicies",
            R"({"AttachedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/A"}]})")
        .on("ListRolePolicies", R"({"PolicyNames": ["inline"]})");
    ASSERT_TRUE(operations<topology::Role>().remove(run.context, role()));
    EXPECT_EQ(run.aws.inputs_of("DetachRolePolicy").size(), 1U);
    EXPECT_EQ(run.aws.inputs_of("DeleteRolePolicy").size(), 1U);
    EXPECT_EQ(run.aws.inputs_of("DeleteRole").size(), 1U);
}

topology::Key key() {
    auto desired = owned<topology::Key>("key/secrets", "k-1");
    desired.alias = "alias/inland/atlas";
    desired.description = "Secrets";
    desired.enable_rotation = true;
    return desired;
}

TEST(KeyDriver, FindsTheKeyOfAKilledRunThatHasNoAliasYet) {
    DriverRun run;
    run.aws.on("ListKeys", R"({"Keys": [{"KeyId": "k-7"}]})")
        .on("ListResourceTags", R"({"Tags": [
            {"TagKey": "inland.dev/cluster", "TagValue": "atlas"},
            {"TagKey": "inland.dev/id", "TagValue": "key/secrets"}]})")
        .on("DescribeKey", R"({"KeyMetadata": {"KeyId": "k-7", "KeyState": "Enabled"}})");
    EXPECT_EQ(operations<topology::Key>().create(run.context, key()), "k-7");
    EXPECT_TRUE(run.aws.inputs_of("CreateKey").empty());
    EXPECT_EQ(run.aws.inputs_of("CreateAlias").size(), 1U);
}

TEST(KeyDriver, TurnsTheAliasOfAKeyOnItsWayOut) {
    DriverRun run;
    run.aws.on("CreateKey", R"({"KeyMetadata": {"KeyId": "k-2"}})")
        .refuse("CreateAlias", {ErrorKind::AlreadyExists, "exists", "AlreadyExistsException", 400});
    EXPECT_EQ(operations<topology::Key>().create(run.context, key()), "k-2");
    EXPECT_EQ(find_string(run.aws.inputs_of("UpdateAlias").at(0), "TargetKeyId"), "k-2");
}

TEST(KeyDriver, SchedulesTheDeletion) {
    DriverRun run;
    ASSERT_TRUE(operations<topology::Key>().remove(run.context, key()));
    EXPECT_EQ(run.aws.inputs_of("DeleteAlias").size(), 1U);
    EXPECT_EQ(find_int(run.aws.inputs_of("ScheduleKeyDeletion").at(0), "PendingWindowInDays"), 7);
}

}  // namespace
}  // namespace inland::deploy
