// SPDX-License-Identifier: Apache-2.0
#include "aws/credentials/default_chain.h"
#include "aws/credentials/refreshing.h"
#include "aws/protocols/protocol.h"
#include "tests/aws/fake_http.h"

#include <gtest/gtest.h>

namespace inland::aws {
namespace {

const TimePoint now = *parse_iso8601("2026-11-22T21:07:59Z");

class CredentialsTest : public testing::Test {
  protected:
    MapEnvironment environment_;
    FakeHttp http_;
    ManualClock clock_{now};

    void SetUp() override {
        environment_.variables["AWS_REGION"] = "eu-central-1";
        environment_.variables["AWS_EC2_METADATA_DISABLED"] = "true";
    }

    void config(std::string text) { environment_.files["~/.aws/config"] = std::move(text); }

    Result<Credentials> load(const ConfigurationOptions& options = {}) {
        const auto configuration = TRY(load_configuration(environment_, options));
        return default_credentials(http_, clock_, environment_, configuration)->credentials();
    }

    void answer_sts(std::string_view operation, std::string id) {
        const auto& sts = **find_service("sts");
        http_.answers.emplace_back(encode_response(sts, **sts.find_operation(operation),
                                                   {{"Credentials",
                                                     {{"AccessKeyId", std::move(id)},
                                                      {"SecretAccessKey", "secret"},
                                                      {"SessionToken", "token"},
                                                      {"Expiration", "2026-11-22T22:07:59Z"}}}},
                                                   "id"));
    }
};

TEST_F(CredentialsTest, ComeFromTheEnvironmentFirst) {
    environment_.variables["AWS_ACCESS_KEY_ID"] = "AKID";
    environment_.variables["AWS_SECRET_ACCESS_KEY"] = "secret";
    environment_.variables["AWS_SESSION_TOKEN"] = "token";
    config("[default]\naws_access_key_id=OTHER\naws_secret_access_key=x\n");
    const auto credentials = load();
    ASSERT_TRUE(credentials);
    EXPECT_EQ(credentials->access_key_id, "AKID");
    EXPECT_EQ(credentials->session_token.reveal(), "token");
}

TEST_F(CredentialsTest, AProfileOnTheCommandLineGoesBeforeTheEnvironment) {
    environment_.variables["AWS_ACCESS_KEY_ID"] = "AKID";
    environment_.variables["AWS_SECRET_ACCESS_KEY"] = "secret";
    config("[profile p]\naws_access_key_id=OTHER\naws_secret_access_key=x\n");
    EXPECT_EQ(load({.profile = "p"})->access_key_id, "OTHER");
    environment_.variables["AWS_PROFILE"] = "p";
    EXPECT_EQ(load()->access_key_id, "AKID");
}

TEST_F(CredentialsTest, HalfOfAKeyIsAnErrorWithoutTheKey) {
    environment_.variables["AWS_SECRET_ACCESS_KEY"] = "hunter2";
    const auto credentials = load();
    ASSERT_FALSE(credentials);
    EXPECT_EQ(credentials.error().message,
              "AWS_SECRET_ACCESS_KEY is set but AWS_ACCESS_KEY_ID is not");
}

TEST_F(CredentialsTest, SayWhereTheyWereLookedFor) {
    const auto credentials = load();
    ASSERT_FALSE(credentials);
    EXPECT_EQ(credentials.error().kind, ErrorKind::AccessDenied);
    EXPECT_TRUE(credentials.error().message.starts_with("no AWS credentials"));
}

TEST_F(CredentialsTest, AssumeARoleWithTheSourceProfilesKeys) {
    config(
        "[profile base]\naws_access_key_id=BASE\naws_secret_access_key=x\n"
        "[profile p]\nrole_arn=arn:aws:iam::1:role/r\nsource_profile=base\n"
        "external_id=e\nduration_seconds=900\nrole_session_name=me\n");
    answer_sts("AssumeRole", "ASSUMED");
    const auto credentials = load({.profile = "p"});
    ASSERT_TRUE(credentials) << credentials.error().message;
    EXPECT_EQ(credentials->access_key_id, "ASSUMED");
    EXPECT_EQ(credentials->expiration, now + std::chrono::hours(1));
    const auto& request = http_.requests.at(0);
    EXPECT_EQ(request.body,
              "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr&"
              "RoleSessionName=me&DurationSeconds=900&ExternalId=e");
    EXPECT_TRUE(request.headers.get_or_empty("Authorization").contains("Credential=BASE/"));
}

TEST_F(CredentialsTest, AssumeRolesThroughSeveralProfiles) {
    config(
        "[profile a]\naws_access_key_id=A\naws_secret_access_key=x\n"
        "[profile b]\nrole_arn=arn:aws:iam::1:role/b\nsource_profile=a\n"
        "[profile c]\nrole_arn=arn:aws:iam::1:role/c\nsource_profile=b\n");
    answer_sts("AssumeRole", "B");
    answer_sts("AssumeRole", "C");
    EXPECT_EQ(load({.profile = "c"})->access_key_id, "C");
    EXPECT_TRUE(
        http_.requests.at(1).headers.get_or_empty("Authorization").contains("Credential=B/"));
}

TEST_F(CredentialsTest, AProfileMayBeItsOwnSourceButNotACircle) {
    config(
        "[profile self]\nrole_arn=arn:aws:iam::1:role/r\nsource_profile=self\n"
        "aws_access_key_id=SELF\naws_secret_access_key=x\n"
        "[profile a]\nrole_arn=arn:aws:iam::1:role/r\nsource_profile=b\n"
        "[profile b]\nrole_arn=arn:aws:iam::1:role/r\nsource_profile=a\n");
    answer_sts("AssumeRole", "ASSUMED");
    EXPECT_EQ(load({.profile = "self"})->access_key_id, "ASSUMED");
    EXPECT_TRUE(load({.profile = "a"}).error().message.contains("circle"));
}

TEST_F(CredentialsTest, TakeTheSourceThatCredentialSourceNames) {
    environment_.variables["AWS_ACCESS_KEY_ID"] = "ENV";
    environment_.variables["AWS_SECRET_ACCESS_KEY"] = "x";
    config(
        "[profile p]\nrole_arn=arn:aws:iam::1:role/r\ncredential_source=Environment\n"
        "[profile q]\nrole_arn=arn:aws:iam::1:role/r\ncredential_source=Moon\n");
    answer_sts("AssumeRole", "ASSUMED");
    EXPECT_EQ(load({.profile = "p"})->access_key_id, "ASSUMED");
    EXPECT_FALSE(load({.profile = "q"}));
}

TEST_F(CredentialsTest, SecondFactorsAreRefusedWithAWayOut) {
    config("[profile p]\nrole_arn=arn:aws:iam::1:role/r\nsource_profile=p\nmfa_serial=m\n");
    EXPECT_TRUE(load({.profile = "p"}).error().message.contains("get-session-token"));
}

TEST_F(CredentialsTest, ComeFromACredentialProcess) {
    config("[default]\ncredential_process = helper --json\n");
    environment_.commands["helper --json"] =
        R"({"Version": 1, "AccessKeyId": "AKID", "SecretAccessKey": "s", "SessionToken": "t"})";
    EXPECT_EQ(load()->access_key_id, "AKID");
}

TEST_F(CredentialsTest, AHelpersOutputNeverReachesAnError) {
    config("[default]\ncredential_process = helper\n");
    for (const auto* output : {"hunter2", R"({"Version": 1, "SecretAccessKey": "hunter2"})",
                               R"({"Version": 2, "AccessKeyId": "a", "x": "hunter2"})"}) {
        environment_.commands["helper"] = output;
        const auto credentials = load();
        ASSERT_FALSE(credentials);
        EXPECT_FALSE(credentials.error().message.contains("hunter2"));
    }
}

TEST_F(CredentialsTest, ComeFromAWebIdentityWithoutSigning) {
    environment_.variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = "/token";
    environment_.variables["AWS_ROLE_ARN"] = "arn:aws:iam::1:role/r";
    environment_.files["/token"] = "the-token\n";
    answer_sts("AssumeRoleWithWebIdentity", "WEB");
    const auto credentials = load();
    ASSERT_TRUE(credentials) << credentials.error().message;
    EXPECT_EQ(credentials->access_key_id, "WEB");
    EXPECT_TRUE(http_.requests.at(0).body.contains("WebIdentityToken=the-token"));
    EXPECT_FALSE(http_.requests.at(0).headers.get("Authorization"));
}

TEST_F(CredentialsTest, ComeFromAContainerWithItsToken) {
    environment_.variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] =
        "http://169.254.170.23/v1/credentials";
    environment_.variables["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = "/token";
    environment_.files["/token"] = "bearer";
    http_.answers.emplace_back(
        http::Response{.body = R"({"AccessKeyId": "POD", "SecretAccessKey": "s", "Token": "t",
                    "Expiration": "2026-11-22T22:07:59Z"})"});
    EXPECT_EQ(load()->access_key_id, "POD");
    EXPECT_EQ(http_.requests.at(0).headers.get_or_empty("Authorization"), "bearer");
    environment_.variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://evil.example/x";
    EXPECT_FALSE(load());
    EXPECT_EQ(http_.requests.size(), 1U);
}

TEST_F(CredentialsTest, ComeFromTheInstanceByItsSecondProtocol) {
    environment_.variables.erase("AWS_EC2_METADATA_DISABLED");
    http_.answers.emplace_back(http::Response{.body = "imds-token"});
    http_.answers.emplace_back(http::Response{.body = "node-role\n"});
    http_.answers.emplace_back(
        http::Response{.body = R"({"Code": "Success", "AccessKeyId": "NODE", "SecretAccessKey": "s",
                    "Token": "t", "Expiration": "2026-11-22T22:07:59Z"})"});
    EXPECT_EQ(load()->access_key_id, "NODE");
    EXPECT_EQ(http_.requests.at(0).method, "PUT");
    EXPECT_EQ(http_.requests.at(2).target, "/latest/meta-data/iam/security-credentials/node-role");
    EXPECT_EQ(http_.requests.at(2).headers.get_or_empty("X-aws-ec2-metadata-token"), "imds-token");
}

TEST(RefreshingCredentials, AreFetchedAgainBeforeTheyExpire) {
    ManualClock clock(now);
    int fetched = 0;
    bool broken = false;
    RefreshingCredentials provider(clock, [&](std::stop_token) -> Result<Credentials> {
        ++fetched;
        if (broken)
            return failure(ErrorKind::Unavailable, "no");
        return Credentials{.access_key_id = std::to_string(fetched),
                           .expiration = clock.now() + std::chrono::hours(1)};
    });
    EXPECT_EQ(provider.credentials({})->access_key_id, "1");
    clock.advance(std::chrono::minutes(44));
    EXPECT_EQ(provider.credentials({})->access_key_id, "1");
    broken = true;
    clock.advance(std::chrono::minutes(4));
    EXPECT_EQ(provider.credentials({})->access_key_id, "1");
    clock.advance(std::chrono::minutes(4));
    EXPECT_FALSE(provider.credentials({}));
    broken = false;
    EXPECT_TRUE(provider.credentials({}));
}

}  // namespace
}  // namespace inland::aws
