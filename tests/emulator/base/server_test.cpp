// SPDX-License-Identifier: Apache-2.0
#include "emulator/server.h"

#include "core/json.h"
#include "tests/emulator/base/emulated_server.h"
#include "tests/support/process.h"

#include <cstdio>

#include <gmock/gmock.h>

namespace inland::emulator {
namespace {

using ::testing::HasSubstr;

constexpr auto create_vpc = "Action=CreateVpc&Version=2016-11-15&CidrBlock=10.0.0.0%2F16";
constexpr auto describe_vpcs = "Action=DescribeVpcs&Version=2016-11-15";
constexpr auto identity = "Action=GetCallerIdentity&Version=2011-06-15";

TEST(EmulatedAws, SaysWhoItIs) {
    EmulatedServer server({.speed = {.factor = 60}});
    const auto health = parse_json(server.get("/_inland/health").body);
    ASSERT_TRUE(health);
    EXPECT_EQ(find_string(*health, "status"), "ok");
    EXPECT_EQ(find(*health, "speed")->to_number<double>(), 60);
    EXPECT_EQ(find_string(*health, "account"), "123456789012");
    EXPECT_EQ(find_string(*health, "region"), "eu-central-1");
    EXPECT_EQ(server.get("/_inland/nothing").status, 404);
    EXPECT_EQ(server.post("/_inland/health", "").status, 405);
    EXPECT_EQ(server.get("/_inland/machines").body, "{\"machines\":[]}\n");
}

TEST(EmulatedAws, AnswersSignedCalls) {
    EmulatedServer server;
    const auto response = server.call("sts", identity);
    EXPECT_EQ(response.status, 200);
    EXPECT_THAT(response.body, HasSubstr("arn:aws:iam::123456789012:root"));
    EXPECT_EQ(response.headers.get_or_empty("x-inland-speed"), "1");
}

TEST(EmulatedAws, KeepsWhatItAnsweredOverARestart) {
    const TemporaryFolder folder;
    std::string before;
    {
        EmulatedServer server({.state = folder.path()});
        EXPECT_EQ(server.call("ec2", create_vpc).status, 200);
        EXPECT_TRUE(server.stop());
    }
    EmulatedServer server({.state = folder.path()});
    EXPECT_THAT(server.call("ec2", describe_vpcs).body, HasSubstr("10.0.0.0/16"));
}

TEST(EmulatedAws, RefusesAStateFolderInUse) {
    const TemporaryFolder folder;
    EmulatedServer server({.state = folder.path()});
    const auto second =
        EmulatedAws::create({.port = 0, .state = folder.path()}, knowledge::built_in());
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::Unavailable);
}

TEST(EmulatedAws, StartsAnewWhenReset) {
    EmulatedServer server;
    (void)server.call("ec2", create_vpc);
    EXPECT_THAT(server.get("/metrics").body, HasSubstr("inland_resources{service=\"ec2\""));
    EXPECT_EQ(server.post("/_inland/reset", "").status, 200);
    EXPECT_THAT(server.get("/metrics").body, ::testing::Not(HasSubstr("inland_resources{")));
}

TEST(EmulatedAws, TakesFaults) {
    EmulatedServer server;
    EXPECT_EQ(server.post("/_inland/faults", "[").status, 400);
    EXPECT_EQ(server.post("/_inland/faults", R"({"faults": 1})").status, 400);
    EXPECT_EQ(server
                  .post("/_inland/faults",
                        R"({"faults": [{"kind": "error", "service": "sts", "count": 1,
                              "code": "Odd", "status": 418}]})")
                  .status,
              200);
    const auto struck = server.call("sts", identity);
    EXPECT_EQ(struck.status, 418);
    EXPECT_THAT(struck.body, HasSubstr("<Code>Odd</Code>"));
    EXPECT_EQ(server.call("sts", identity).status, 200);
}

TEST(EmulatedAws, AnswersTheAwsCli) {
    if (!inland::testing::find_program("aws"))
        GTEST_SKIP() << "the AWS CLI is not installed";
    EmulatedServer server;
    const auto run = [&](const std::string& command) {
        return inland::testing::run_shell(
                   "AWS_ACCESS_KEY_ID=111122223333 AWS_SECRET_ACCESS_KEY=test "
                   "AWS_REGION=eu-central-1 AWS_DEFAULT_REGION=eu-central-1 AWS_PAGER= "
                   "AWS_MAX_ATTEMPTS=1 aws --output text --endpoint-url " +
                   server.origin() + " " + command)
            .out;
    };
    EXPECT_THAT(run("sts get-caller-identity --query Arn"),
                HasSubstr("arn:aws:iam::111122223333:root"));
    EXPECT_THAT(run("s3api list-buckets"), HasSubstr("The service s3 is not emulated by Inland"));
}

}  // namespace
}  // namespace inland::emulator
