// SPDX-License-Identifier: Apache-2.0
#include "emulator/dispatch.h"

#include "aws/sigv4/signer.h"
#include "tests/emulator/base/capture.h"
#include "tests/emulator/base/test_world.h"

#include <gmock/gmock.h>

namespace inland::emulator {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

const TimePoint wall_noon{std::chrono::seconds(1'800'000'000)};

Result<json::object> get_caller_identity(const Call& call) {
    return json::object{{"Account", call.caller.account},
                        {"Arn", call.caller.principal_arn},
                        {"UserId", call.caller.user_id}};
}

Result<json::object> throwing(const Call&) {
    throw std::runtime_error("boom");
}

Result<json::object> create_cluster(const Call& call) {
    call.world.store().put({call.scope(), "eks:cluster", string_or_empty(call.input, "name")}, {});
    return json::object{{"cluster", json::object{{"name", call.input.at("name")}}}};
}

constexpr std::array sts_rows = {OperationRow{"GetCallerIdentity", get_caller_identity},
                                 OperationRow{"GetSessionToken", throwing}};
constexpr std::array eks_rows = {OperationRow{"CreateCluster", create_cluster}};
const std::array rows = {ServiceRow{"sts", sts_rows}, ServiceRow{"eks", eks_rows}};

class DispatchTest : public ::testing::Test, protected TestWorld {
  protected:
    DispatchTest() {
        knowledge::ServicePermissions sts{.service = "sts", .prefix = "sts"};
        sts.unasked = {"GetCallerIdentity"};
        tables.permissions.push_back(sts);
    }

    Dispatcher dispatcher(Signatures signatures = Signatures::Verified) {
        return {world,
                rows,
                metrics_,
                faults_,
                {.signatures = signatures,
                 .speed = "60",
                 .wall_now = [] { return wall_noon; },
                 .later =
                     [this](std::chrono::milliseconds delay, std::function<void()> task) {
                         delays_.push_back(delay);
                         task();
                     }}};
    }

    http::Response send(const http::Request& request,
                        Signatures signatures = Signatures::Verified) {
        capture_ = std::make_shared<Capture>();
        dispatcher(signatures).handle(request, http::Responder(capture_));
        return capture_->response().value_or(http::Response{.status = 0});
    }

    static http::Request form(std::string_view text) {
        return {.method = "POST",
                .headers = {{"Host", "127.0.0.1:4566"},
                            {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}},
                .body = std::string(text)};
    }

    static http::Request identity_call() {
        return form("Action=GetCallerIdentity&Version=2011-06-15");
    }

    static http::Request signed_by(http::Request request, const std::string& id,
                                   const std::string& secret, const std::string& service = "sts",
                                   const std::string& token = "") {
        aws::sigv4::sign_headers(request, {id, aws::Secret(secret), aws::Secret(token)},
                                 {"eu-central-1", service, wall_noon});
        return request;
    }

    Metrics metrics_;
    Faults faults_;
    std::shared_ptr<Capture> capture_;
    std::vector<std::chrono::milliseconds> delays_;
};

TEST_F(DispatchTest, KnowsTestKeysByTheirAccount) {
    const auto own = send(signed_by(identity_call(), "111122223333", "test"));
    EXPECT_EQ(own.status, 200);
    EXPECT_THAT(own.body, HasSubstr("<Arn>arn:aws:iam::111122223333:root</Arn>"));
    EXPECT_EQ(own.headers.get_or_empty("x-inland-speed"), "60");
    const auto home = send(signed_by(identity_call(), "anything", "test"));
    EXPECT_THAT(home.body, HasSubstr("<Account>123456789012</Account>"));
}

TEST_F(DispatchTest, RefusesWrongSecrets) {
    const auto refused = send(signed_by(identity_call(), "111122223333", "wrong"));
    EXPECT_EQ(refused.status, 403);
    EXPECT_THAT(refused.body, HasSubstr("<Code>SignatureDoesNotMatch</Code>"));
    const auto unsigned_call = send(identity_call());
    EXPECT_EQ(unsigned_call.status, 403);
    EXPECT_THAT(unsigned_call.body, HasSubstr("MissingAuthenticationToken"));
}

TEST_F(DispatchTest, TellsWhatIsWrongWithACallThatNeedsNoSignature) {
    const auto refused =
        send(form("Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=role&"
                  "WebIdentityToken=token"));
    EXPECT_EQ(refused.status, 400);
    EXPECT_THAT(refused.body, HasSubstr("<Code>ValidationError</Code>"));
    EXPECT_THAT(refused.body, HasSubstr("roleSessionName"));
}

TEST_F(DispatchTest, KnowsTheKeysThatItsIamMade) {
    const Scope global{"999988887777", ""};
    world.store().put({global, "iam:user", "ann"},
                      {{"Arn", "arn:aws:iam::999988887777:user/ann"}, {"UserId", "AIDAANN"}});
    world.store().put({global, "iam:access-key", "AKIAANN"},
                      {{"UserName", "ann"}, {"_secret", "s3cr3t"}});
    const auto right = send(signed_by(identity_call(), "AKIAANN", "s3cr3t"));
    EXPECT_THAT(right.body, HasSubstr("arn:aws:iam::999988887777:user/ann"));
    EXPECT_EQ(send(signed_by(identity_call(), "AKIAANN", "test")).status, 403);
}

TEST_F(DispatchTest, KnowsSessionsUntilTheyExpire) {
    const auto until = [&](Duration left) {
        world.store().put({{"999988887777", ""}, "sts:session", "ASIAROLE"},
                          {{"_secret", "s3cr3t"},
                           {"_session_token", "token"},
                           {"_principal_arn", "arn:aws:sts::999988887777:assumed-role/r/s"},
                           {"_expires", (wall_noon + left).time_since_epoch().count()}});
    };
    until(std::chrono::minutes(1));
    const auto call = [&](const std::string& token) {
        return send(signed_by(identity_call(), "ASIAROLE", "s3cr3t", "sts", token));
    };
    EXPECT_THAT(call("token").body, HasSubstr("assumed-role/r/s"));
    EXPECT_EQ(call("another").status, 403);
    until(-std::chrono::minutes(1));
    EXPECT_THAT(call("token").body, HasSubstr("<Code>ExpiredToken</Code>"));
}

TEST_F(DispatchTest, BelievesCallersWhereItIsToldTo) {
    const auto believed = send(identity_call(), Signatures::Believed);
    EXPECT_EQ(believed.status, 200);
    EXPECT_THAT(believed.body, HasSubstr("123456789012"));
}

TEST_F(DispatchTest, FindsTheServiceWithoutASignature) {
    const auto believed = [&](http::Request request) {
        return send(request, Signatures::Believed).body;
    };
    EXPECT_THAT(
        believed({.method = "POST",
                  .target = "/clusters",
                  .headers = {{"Content-Type", "application/json"}},
                  .body = R"({"name": "atlas", "roleArn": "r", "resourcesVpcConfig": {}})"}),
        HasSubstr(R"("name":"atlas")"));
    EXPECT_THAT(believed({.method = "POST",
                          .headers = {{"X-Amz-Target", "TrentService.CreateKey"},
                                      {"Content-Type", "application/x-amz-json-1.1"}},
                          .body = "{}"}),
                HasSubstr("CreateKey of kms is not emulated by Inland"));
    EXPECT_THAT(believed({.target = "/?Action=ListRoles&Version=2010-05-08",
                          .headers = {{"Host", "iam.amazonaws.com"}}}),
                HasSubstr("of iam is not emulated by Inland"));
}

TEST_F(DispatchTest, NamesWhatIsNotEmulated) {
    const auto operation =
        send(signed_by(form("Action=AssumeRoot&Version=2011-06-15"), "1", "test"));
    EXPECT_EQ(operation.status, 400);
    EXPECT_THAT(operation.body, HasSubstr("<Code>InvalidAction</Code>"));
    EXPECT_THAT(operation.body, HasSubstr("AssumeRoot of sts is not emulated"));
    const auto service = send(signed_by({.target = "/bucket"}, "1", "test", "s3"));
    EXPECT_EQ(service.status, 501);
    EXPECT_THAT(service.body, HasSubstr("The service s3 is not emulated by Inland."));
    EXPECT_THAT(metrics_.text({}),
                HasSubstr("inland_unemulated_requests_total{service=\"sts\",operation="
                          "\"AssumeRoot\"} 1"));
}

TEST_F(DispatchTest, IgnoresJsonMembersThatNoModelHas) {
    const auto taken =
        send(signed_by({.method = "POST",
                        .target = "/clusters",
                        .headers = {{"Content-Type", "application/json"}},
                        .body = R"({"name": "a", "roleArn": "r", "resourcesVpcConfig": {},
                                    "colour": "red"})"},
                       "1", "test", "eks"));
    EXPECT_EQ(taken.status, 200) << taken.body;
}

TEST_F(DispatchTest, RefusesMembersThatTheModelHasAndTheHandlerDoesNotRead) {
    const auto with_outpost = [&](const std::string& outpost) {
        return send(signed_by({.method = "POST",
                               .target = "/clusters",
                               .headers = {{"Content-Type", "application/json"}},
                               .body = R"({"name": "a", "roleArn": "r", "resourcesVpcConfig": {},
                                           "outpostConfig": )" +
                                       outpost + "}"},
                              "1", "test", "eks"));
    };
    const auto refused =
        with_outpost(R"({"outpostArns": ["arn"], "controlPlaneInstanceType": "m5.large"})");
    EXPECT_EQ(refused.status, 400);
    EXPECT_THAT(refused.body, HasSubstr("The member outpostConfig of CreateCluster is not"));
    EXPECT_TRUE(world.store().records().empty());
}

TEST_F(DispatchTest, AnswersForHandlersThatThrow) {
    const auto failed =
        send(signed_by(form("Action=GetSessionToken&Version=2011-06-15"), "1", "test"));
    EXPECT_EQ(failed.status, 500);
    EXPECT_THAT(failed.body, HasSubstr("InternalFailure"));
}

TEST_F(DispatchTest, RunsWhatIsDueBeforeACall) {
    bool ran = false;
    world.scheduler().on("ready", [&](World&, const json::object&) { ran = true; });
    world.after(std::chrono::seconds(1), "ready", {});
    clock.advance(std::chrono::seconds(1));
    (void)send(signed_by(identity_call(), "1", "test"));
    EXPECT_TRUE(ran);
}

TEST_F(DispatchTest, LosesAnswersOfWhatWasDone) {
    faults_.add({.kind = FaultKind::LostResponse, .operation = "CreateCluster", .count = 1});
    (void)send(signed_by({.method = "POST",
                          .target = "/clusters",
                          .headers = {{"Content-Type", "application/json"}},
                          .body = R"({"name": "a", "roleArn": "r", "resourcesVpcConfig": {}})"},
                         "1", "test", "eks"));
    EXPECT_TRUE(capture_->aborted());
    EXPECT_EQ(world.store().records().size(), 1U);
}

TEST_F(DispatchTest, ThrottlesAndDelays) {
    faults_.add({.kind = FaultKind::Throttling, .count = 1});
    faults_.add({.kind = FaultKind::Latency, .latency = std::chrono::milliseconds(5)});
    const auto throttled = send(signed_by(identity_call(), "1", "test"));
    EXPECT_EQ(throttled.status, 400);
    EXPECT_THAT(throttled.body, HasSubstr("<Code>Throttling</Code>"));
    EXPECT_EQ(send(signed_by(identity_call(), "1", "test")).status, 200);
    EXPECT_THAT(delays_, ::testing::ElementsAre(std::chrono::milliseconds(5)));
}

TEST(RequestId, IsAUuidOfVersion4) {
    EXPECT_THAT(new_request_id(), MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]"
                                               "{3}-[0-9a-f]{12}"));
}

}  // namespace
}  // namespace inland::emulator
