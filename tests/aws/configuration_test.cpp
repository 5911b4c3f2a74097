// SPDX-License-Identifier: Apache-2.0
#include "aws/configuration.h"

#include <gtest/gtest.h>

namespace inland::aws {
namespace {

MapEnvironment environment_with(std::string config, std::string credentials = "") {
    MapEnvironment environment;
    environment.files["~/.aws/config"] = std::move(config);
    environment.files["~/.aws/credentials"] = std::move(credentials);
    return environment;
}

TEST(Configuration, IsEmptyWithoutFilesAndVariables) {
    const auto configuration = load_configuration(MapEnvironment{});
    ASSERT_TRUE(configuration);
    EXPECT_EQ(configuration->profile, "default");
    EXPECT_EQ(configuration->region, "");
    EXPECT_EQ(configuration->max_attempts, 3);
}

TEST(Configuration, TheCommandLineWinsThenVariablesThenTheProfile) {
    auto environment = environment_with("[default]\nregion = eu-central-1\n");
    EXPECT_EQ(load_configuration(environment)->region, "eu-central-1");
    environment.variables["AWS_DEFAULT_REGION"] = "eu-west-1";
    EXPECT_EQ(load_configuration(environment)->region, "eu-west-1");
    environment.variables["AWS_REGION"] = "eu-west-2";
    EXPECT_EQ(load_configuration(environment)->region, "eu-west-2");
    EXPECT_EQ(load_configuration(environment, {.region = "eu-west-3"})->region, "eu-west-3");
}

TEST(Configuration, FindsProfilesInEitherFile) {
    auto environment =
        environment_with("[profile \"a\"]\nregion=eu-central-1\n", "[b]\naws_access_key_id=AKID\n");
    EXPECT_EQ(load_configuration(environment, {.profile = "a"})->region, "eu-central-1");
    EXPECT_TRUE(load_configuration(environment, {.profile = "b"}));
    environment.variables["AWS_PROFILE"] = "a";
    EXPECT_EQ(load_configuration(environment)->profile_choice, ProfileChoice::Environment);
}

TEST(Configuration, AProfileThatIsNowhereIsAnError) {
    const auto configuration = load_configuration(MapEnvironment{}, {.profile = "ghost"});
    ASSERT_FALSE(configuration);
    EXPECT_EQ(configuration.error().kind, ErrorKind::InvalidInput);
    EXPECT_TRUE(configuration.error().message.contains("ghost"));
}

TEST(Configuration, ReadsTheFilesThatVariablesName) {
    MapEnvironment environment;
    environment.variables = {{"AWS_CONFIG_FILE", "/c"}, {"AWS_SHARED_CREDENTIALS_FILE", "/s"}};
    environment.files = {{"/c", "[default]\nregion=eu-west-1\n"},
                         {"/s", "[default]\naws_access_key_id=AKID\n"}};
    const auto configuration = load_configuration(environment);
    ASSERT_TRUE(configuration);
    EXPECT_EQ(configuration->region, "eu-west-1");
    EXPECT_EQ(configuration->profile_setting("default", "aws_access_key_id"), "AKID");
}

TEST(Configuration, EndpointUrlsHaveTheAwsClisOrder) {
    auto environment = environment_with(
        "[default]\nendpoint_url = http://profile\n"
        "services = s\n[services s]\nelastic_load_balancing_v2 =\n"
        "  endpoint_url = http://section\n");
    const auto url = [&](const char* service) {
        return load_configuration(environment)->service_endpoint_urls[service];
    };
    EXPECT_EQ(url("ec2"), "http://profile");
    EXPECT_EQ(url("elasticloadbalancing"), "http://section");
    environment.variables["AWS_ENDPOINT_URL"] = "http://all";
    EXPECT_EQ(url("elasticloadbalancing"), "http://all");
    environment.variables["AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2"] = "http://one";
    EXPECT_EQ(url("elasticloadbalancing"), "http://one");
    EXPECT_EQ(url("eks-auth"), "http://all");
    environment.variables["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true";
    EXPECT_EQ(url("elasticloadbalancing"), "");
}

TEST(Configuration, AMissingServicesSectionIsAnError) {
    const auto environment = environment_with("[default]\nservices = s\n");
    EXPECT_FALSE(load_configuration(environment));
}

TEST(Configuration, MaxAttemptsMustBeANumber) {
    auto environment = environment_with("[default]\nmax_attempts = 8\n");
    EXPECT_EQ(load_configuration(environment)->max_attempts, 8);
    environment.variables["AWS_MAX_ATTEMPTS"] = "many";
    EXPECT_FALSE(load_configuration(environment));
}

}  // namespace
}  // namespace inland::aws
