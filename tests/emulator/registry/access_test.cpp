// SPDX-License-Identifier: Apache-2.0
// Who may do what in a registry: tokens, accounts, repositories' policies.
#include "tests/emulator/registry/registry_client.h"

#include <gmock/gmock.h>

namespace inland::emulator::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(RegistryAccess, ChallengesWhoBringsNoToken) {
    RegistryClient client;
    EXPECT_EQ(client.get("/v2/").status, 200);
    EXPECT_EQ(header(client.get("/v2/"), "Docker-Distribution-Api-Version"), "registry/2.0");
    client.authorize_as("");
    const auto refused = client.get("/v2/");
    EXPECT_EQ(refused.status, 401);
    EXPECT_EQ(header(refused, "WWW-Authenticate"),
              "Basic realm=\"https://123456789012.dkr.ecr.eu-central-1.amazonaws.com/\","
              "service=\"ecr.amazonaws.com\"");
    client.authorize_as("Basic " + base64("AWS:made-up"));
    EXPECT_EQ(client.get("/v2/").status, 400);
}

TEST(RegistryAccess, AsksForANewTokenAfterTwelveHours) {
    EmulatedAwsOptions options;
    options.port = 0;
    const auto aws = EmulatedAws::create(options, knowledge::built_in()).value();
    const Caller caller{"123456789012", "eu-central-1", "arn", "key", "user"};
    const auto now = SystemClock().now();
    const auto token = registry::issue_token(aws->world(), caller, now);
    EXPECT_TRUE(registry::read_token(aws->world(), token, now + std::chrono::hours(11)));
    const auto expired = registry::read_token(aws->world(), token, now + std::chrono::hours(12));
    ASSERT_FALSE(expired);
    EXPECT_EQ(expired.error().http_status, 403);
    EXPECT_EQ(expired.error().message,
              "Your authorization token has expired. Reauthenticate and try again.");
}

TEST(RegistryAccess, KeepsOtherAccountsOut) {
    RegistryClient client;
    client.make_repository("shop");
    client.push_image("shop", "1");
    const auto token = client.call("GetAuthorizationToken", {}, "210987654321");
    client.authorize_as("Basic " +
                        string_or_empty(token, "authorizationData.0.authorizationToken"));
    const auto refused = client.get("/v2/shop/manifests/1");
    EXPECT_EQ(refused.status, 403);
    EXPECT_THAT(error_in(refused), AllOf(StartsWith("DENIED: User: arn:aws:iam::210987654321:root"),
                                         HasSubstr("ecr:BatchGetImage")));
}

std::string policy_of(std::string_view effect, std::string_view principal) {
    return fmt::format(R"({{"Version":"2012-10-17","Statement":[{{"Effect":"{}","Principal":{},)"
                       R"("Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]}}]}})",
                       effect, principal);
}

TEST(RegistryAccess, IsWhatTheRepositorysPolicySays) {
    RegistryClient client;
    client.make_repository("shop");
    client.push_image("shop", "1");
    const auto own = client.authorization();
    const auto token = client.call("GetAuthorizationToken", {}, "210987654321");
    const auto foreign =
        "Basic " + string_or_empty(token, "authorizationData.0.authorizationToken");
    client.call("SetRepositoryPolicy",
                {{"repositoryName", "shop"},
                 {"policyText", policy_of("Allow", R"({"AWS":"210987654321"})")}});
    client.authorize_as(foreign);
    const json::object images{{"registryId", "123456789012"},
                              {"repositoryName", "shop"},
                              {"imageIds", json::array{json::object{{"imageTag", "1"}}}}};
    EXPECT_EQ(list_of(client.call("BatchGetImage", images, "210987654321"), "images").size(), 1U);
    EXPECT_THAT(text_of(client.call("DescribeImages", images, "210987654321"), "__type"),
                HasSubstr("AccessDeniedException"));
    EXPECT_EQ(client.get("/v2/shop/manifests/1").status, 200);
    EXPECT_EQ(client.request("POST", "/v2/shop/blobs/uploads/").status, 403);
    client.call("SetRepositoryPolicy",
                {{"repositoryName", "shop"}, {"policyText", policy_of("Deny", R"("*")")}});
    client.authorize_as(own);
    const auto refused = client.get("/v2/shop/manifests/1");
    EXPECT_EQ(refused.status, 403);
    EXPECT_THAT(error_in(refused), HasSubstr("with an explicit deny in a resource-based policy"));
}

}  // namespace
}  // namespace inland::emulator::testing
