// SPDX-License-Identifier: Apache-2.0
// Resources that a plan names by name, which those of two accounts may share.
#include "sources/terraform_plan.h"

#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::sources {
namespace {

using namespace topology;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string resource(std::string_view type, std::string_view name, std::string_view after) {
    return fmt::format(
        R"({{"address":"{0}.{1}","mode":"managed","type":"{0}","name":"{1}",)"
        R"("change":{{"actions":["create"],"after":{2},"after_unknown":{{"id":true}}}}}})",
        type, name, after);
}

std::string role(std::string_view name) {
    return resource("aws_iam_role", name, R"({"name":"nodes"})");
}

std::string attachment(std::string_view name, std::string_view policy) {
    return resource("aws_iam_role_policy_attachment", name,
                    fmt::format(R"({{"role":"nodes","policy_arn":"{}"}})", policy));
}

std::string refers(std::string_view type, std::string_view name, std::string_view reference) {
    return fmt::format(R"({{"mode":"managed","type":"{}","name":"{}","expressions":{{"role":)"
                       R"({{"references":["{}.name","{}"]}}}}}})",
                       type, name, reference, reference);
}

Topology read(const std::vector<std::string>& changes, const std::vector<std::string>& blocks,
              std::string_view prior = "{}") {
    auto read = read_terraform_plan(
        fmt::format(R"({{"format_version":"1.2","resource_changes":[{}],"prior_state":{},)"
                    R"("configuration":{{"root_module":{{"resources":[{}]}}}}}})",
                    fmt::join(changes, ","), prior, fmt::join(blocks, ",")),
        "plan.json");
    EXPECT_TRUE(read) << read.error().message;
    return read.value_or(Topology());
}

const Role& role_of(const Topology& world, std::string_view name) {
    return *world.find<Role>(fmt::format("aws_iam_role.{}", name));
}

TEST(TerraformNames, TakeTheReferenceBeforeTheName) {
    constexpr std::string_view type = "aws_iam_role_policy_attachment";
    const auto world =
        read({role("here"), role("there"), attachment("a", "arn:a"), attachment("b", "arn:b"),
              resource("aws_iam_instance_profile", "p", R"({"role":"nodes"})")},
             {refers(type, "a", "aws_iam_role.here"), refers(type, "b", "aws_iam_role.there"),
              refers("aws_iam_instance_profile", "p", "aws_iam_role.there")});
    EXPECT_THAT(role_of(world, "here").managed_policies.value(), ElementsAre("arn:a"));
    EXPECT_THAT(role_of(world, "there").managed_policies.value(), ElementsAre("arn:b"));
    EXPECT_EQ(world.find<InstanceProfile>("aws_iam_instance_profile.p")->role.value().key,
              "aws_iam_role.there");
}

TEST(TerraformNames, AreNobodysForSureWhereSeveralHaveThemAndNothingRefers) {
    const auto world = read({role("here"), role("there"), attachment("a", "arn:a")}, {});
    EXPECT_TRUE(role_of(world, "here").managed_policies.is_unknown());
    EXPECT_TRUE(role_of(world, "there").managed_policies.is_unknown());
}

TEST(TerraformNames, AreEnoughWhereOneHasThem) {
    const auto world = read({role("here"), attachment("a", "arn:a")}, {});
    EXPECT_THAT(role_of(world, "here").managed_policies.value(), ElementsAre("arn:a"));
}

TEST(TerraformNames, AreNotThePlansWhereADataSourceHasReadAnothersRole) {
    constexpr std::string_view prior =
        R"({"values":{"root_module":{"resources":[{"address":"data.aws_iam_role.far",)"
        R"("mode":"data","type":"aws_iam_role","name":"far",)"
        R"("values":{"name":"nodes","arn":"arn:aws:iam::2:role/nodes"}}]}}})";
    const auto world =
        read({role("here"), attachment("a", "arn:a")},
             {refers("aws_iam_role_policy_attachment", "a", "data.aws_iam_role.far")}, prior);
    EXPECT_TRUE(role_of(world, "here").managed_policies.is_absent());
}

TEST(TerraformNames, OfAListAreLookedUpOneByOne) {
    const auto world = read({role("here"), resource("aws_iam_role", "other", R"({"name":"other"})"),
                             resource("aws_iam_policy_attachment", "all",
                                      R"({"roles":["nodes","other"],"policy_arn":"arn:a"})")},
                            {});
    EXPECT_THAT(role_of(world, "here").managed_policies.value(), ElementsAre("arn:a"));
    EXPECT_THAT(role_of(world, "other").managed_policies.value(), ElementsAre("arn:a"));
}

}  // namespace
}  // namespace inland::sources
