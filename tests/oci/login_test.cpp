// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "oci/registry/challenge.h"
#include "oci/registry/docker_logins.h"
#include "oci/registry/ecr_logins.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::oci {
namespace {

using ::testing::HasSubstr;

TEST(ChallengeTest, ReadsWhatRegistriesSend) {
    const auto docker = parse_challenges(
        R"(Bearer realm="https://auth.docker.io/token",service="registry.docker.io",)"
        R"(scope="repository:library/nginx:pull,push")");
    ASSERT_EQ(docker.size(), 1U);
    EXPECT_EQ(docker[0].scheme, "bearer");
    EXPECT_EQ(docker[0].parameter("realm"), "https://auth.docker.io/token");
    EXPECT_EQ(docker[0].parameter("scope"), "repository:library/nginx:pull,push");
    EXPECT_EQ(docker[0].parameter("none"), "");

    const auto both =
        parse_challenges(R"(BASIC Realm = "a \"quoted\" one" , Bearer realm=https://x/y)");
    ASSERT_EQ(both.size(), 2U);
    EXPECT_EQ(both[0].parameter("realm"), "a \"quoted\" one");
    EXPECT_EQ(both[1].parameter("realm"), "https://x/y");
}

TEST(ChallengeTest, EndsWhereTheFieldStopsToMakeSense) {
    EXPECT_TRUE(parse_challenges("").empty());
    EXPECT_TRUE(parse_challenges("=,=\"").empty());
    EXPECT_TRUE(parse_challenges("realm=\"x\"").empty());
    EXPECT_EQ(parse_challenges("Basic realm=\"without an end").size(), 1U);
    EXPECT_LE(parse_challenges(std::string(1'000'000, 'a')).size(), 1U);
}

TEST(EcrRegistryTest, KnowsItsHosts) {
    const EcrRegistry frankfurt{"123456789012", "eu-central-1"};
    for (const auto* host : {"123456789012.dkr.ecr.eu-central-1.amazonaws.com",
                             "123456789012.dkr.ecr-fips.eu-central-1.amazonaws.com",
                             "123456789012.dkr-ecr.eu-central-1.on.aws"})
        EXPECT_EQ(ecr_registry(host), frankfurt) << host;
    EXPECT_EQ(ecr_registry("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn")->region,
              "cn-north-1");
    for (const auto* host :
         {"public.ecr.aws", "docker.io", "12345.dkr.ecr.eu-central-1.amazonaws.com",
          "123456789012.dkr.ecr.eu-central-1.amazonaws.com.evil.example",
          "123456789012.dkr.ecr.amazonaws.com", ".dkr.ecr..amazonaws.com"})
        EXPECT_FALSE(ecr_registry(host)) << host;
}

std::string auth(std::string_view text) {
    return base64(text);
}

TEST(DockerConfigTest, FindsTheMostSpecificLogin) {
    const auto config = parse_docker_config(fmt::format(
        R"({{"auths":{{"https://index.docker.io/v1/":{{"auth":"{}"}},"registry.example.com":)"
        R"({{"auth":"{}"}},"registry.example.com/team":{{"auth":"{}"}},)"
        R"("https://old.example.com/v2/":{{"username":"u","password":"p"}},"empty.example.com":{{}},)"
        R"("token.example.com":{{"auth":"{}","identitytoken":"it"}}}},"HttpHeaders":{{"a":1}}}})",
        auth("hub:one"), auth("all:two"), auth(std::string_view("team:three:x\0\0", 14)),
        auth("<token>:")));
    ASSERT_TRUE(config) << config.error().message;
    EXPECT_EQ(config->login("docker.io", "library/nginx")->username, "hub");
    EXPECT_EQ(config->login("registry.example.com", "other")->username, "all");
    EXPECT_EQ(config->login("registry.example.com", "teams/app")->username, "all");
    const auto team = config->login("registry.example.com", "team/app");
    EXPECT_EQ(team->username, "team");
    EXPECT_EQ(team->password.reveal(), "three:x");
    EXPECT_EQ(config->login("old.example.com", "a")->password.reveal(), "p");
    EXPECT_EQ(config->login("token.example.com", "a")->identity_token.reveal(), "it");
    EXPECT_FALSE(config->login("empty.example.com", "a"));
    EXPECT_FALSE(config->login("example.com", "registry"));
}

TEST(DockerConfigTest, RefusesWhatIsNoneWithoutTellingSecrets) {
    for (const auto* text :
         {"", "[]", "{\"auths\":{\"x\":1}}", "{\"auths\":{\"x\":{\"auth\":\"?\"}}}"}) {
        const auto config = parse_docker_config(text);
        ASSERT_FALSE(config) << text;
        EXPECT_EQ(config.error().kind, ErrorKind::InvalidInput);
    }
    const auto secret =
        parse_docker_config(fmt::format(R"({{"auths":{{"x":{{"auth":"{}"}}}}}})", auth("hunter2")));
    ASSERT_FALSE(secret);
    EXPECT_EQ(secret.error().message.find("hunter2"), std::string::npos);
    EXPECT_EQ(secret.error().message.find(auth("hunter2")), std::string::npos);
}

TEST(DockerLoginsTest, ReadsPodmansPlaceBeforeDockers) {
    aws::MapEnvironment environment;
    environment.variables["XDG_RUNTIME_DIR"] = "/run/user/1";
    environment.files["/run/user/1/containers/auth.json"] =
        fmt::format(R"({{"auths":{{"a.example":{{"auth":"{}"}}}}}})", auth("podman:x"));
    environment.files["~/.docker/config.json"] =
        fmt::format(R"({{"auths":{{"a.example":{{"auth":"{0}"}},"b.example":{{"auth":"{0}"}}}}}})",
                    auth("docker:x"));
    DockerLogins logins(environment);
    EXPECT_EQ((*logins.find("a.example", "r", {}))->username, "podman");
    EXPECT_EQ((*logins.find("b.example", "r", {}))->username, "docker");
    EXPECT_FALSE(*logins.find("c.example", "r", {}));
}

TEST(DockerLoginsTest, AsksHelpers) {
    aws::MapEnvironment environment;
    environment.files["~/.docker/config.json"] =
        R"({"credsStore":"pass","credHelpers":{"a.example:5000":"desktop"}})";
    const auto command = [](std::string_view server, std::string_view name) {
        return fmt::format("printf %s '{}' | docker-credential-{} get 2>/dev/null; true", server,
                           name);
    };
    environment.commands[command("a.example:5000", "desktop")] =
        R"({"ServerURL":"a.example:5000","Username":"me","Secret":"s"})";
    environment.commands[command("https://index.docker.io/v1/", "pass")] =
        R"({"Username":"<token>","Secret":"it"})";
    environment.commands[command("b.example", "pass")] =
        "credentials not found in native keychain\n";
    environment.commands[command("c.example", "pass")] = "";
    DockerLogins logins(environment);
    EXPECT_EQ((*logins.find("a.example:5000", "r", {}))->password.reveal(), "s");
    EXPECT_EQ((*logins.find("docker.io", "library/x", {}))->identity_token.reveal(), "it");
    EXPECT_FALSE(*logins.find("b.example", "r", {}));
    const auto missing = logins.find("c.example", "r", {});
    ASSERT_FALSE(missing);
    EXPECT_THAT(missing.error().message, HasSubstr("is it installed?"));
}

TEST(DockerLoginsTest, GivesTheShellNothingThatItWouldRead) {
    const aws::MapEnvironment environment;
    for (const auto* name : {"a b", "x;rm", "$(id)", "../x", "", "-x", "a'b"})
        EXPECT_FALSE(ask_helper(environment, name, "a.example")) << name;
    EXPECT_FALSE(ask_helper(environment, "pass", "a'; id; '"));
}

}  // namespace
}  // namespace inland::oci
